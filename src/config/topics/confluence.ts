import { z } from 'zod';
import { baseUrl, boolean, httpUrl, integer, isLoopbackHost, oneOf } from '../formats.js';
import type { Report } from '../report.js';
import type { SettingTable, SettingValues } from '../setting.js';
import {
  isAtlassianHost,
  credentialSettings,
  toCredentials,
  type ConfluenceCredentials,
} from './confluence-credentials.js';

const cloudId = z
  .string()
  .toLowerCase()
  .regex(/^(?:auto|[\da-z-]{8,64})$/, 'must be the id of a Cloud site, or auto');

const siteRoot = httpUrl.refine(
  (url) => url.search === '' && url.hash === '',
  'must be the root of the site without query or fragment, e.g. https://acme.atlassian.net/wiki',
);

/** Which site, as whom, and how hard it may be asked. Unset altogether means that API tools are served alone. */
export const confluenceSettings = {
  CONFLUENCE_URL: {
    schema: siteRoot,
    placeholderIsUnset: true,
    unset: 'required',
    example: 'https://acme.atlassian.net/wiki',
    description:
      'Root of the Confluence site, with or without trailing slash: a Cloud site with or without /wiki, ' +
      'Data Center with its context path, e.g. https://wiki.acme.com/confluence.',
  },
  CONFLUENCE_DEPLOYMENT: {
    schema: oneOf(['auto', 'cloud', 'datacenter']),
    default: 'auto',
    description:
      'cloud, datacenter, or auto: a cloud id, an API token or an atlassian.net host means Cloud, ' +
      'a personal token elsewhere Data Center.',
  },
  ...credentialSettings,
  CONFLUENCE_CLOUD_ID: {
    schema: cloudId,
    unset: 'the site itself is asked',
    example: 'auto',
    aliases: ['ATLASSIAN_OAUTH_CLOUD_ID'],
    description: "Cloud: id of the site, or auto to look it up, to go through Atlassian's API gateway (scoped tokens).",
  },
  ATLASSIAN_API_URL: {
    schema: baseUrl,
    default: 'https://api.atlassian.com',
    description: "Where Atlassian's API gateway is, for tests, mirrors and air-gapped sites.",
  },
  CONFLUENCE_AUTH: {
    schema: oneOf(['service', 'user']),
    default: 'service',
    description:
      "service: the account above asks for every caller. user: each call uses the caller's own Atlassian login; needs Cloud and AUTH_MODES=oauth alone.",
  },
  FORWARD_IDENTITY_HEADERS: {
    schema: boolean,
    default: 'false',
    description:
      'true: requests to Confluence carry X-User-ID and X-Organization-ID of the caller, for a gateway in front of Data Center.',
  },
  CONFLUENCE_TIMEOUT_MS: {
    schema: integer({ min: 1, max: 600_000 }),
    default: '30000',
    description: 'Time budget of one Confluence operation, in milliseconds.',
  },
  CONFLUENCE_MAX_CONCURRENCY: {
    schema: integer({ min: 1, max: 1000 }),
    default: '16',
    description: 'Requests to Confluence at the same time.',
  },
} as const satisfies SettingTable;

/** The Confluence in front of which the service stands, and how it is reached. */
export interface ConfluenceConfig {
  /** Site root without trailing slash: on Cloud always with `/wiki`, on Data Center with its context path if it has one. */
  readonly siteUrl: string;
  readonly deployment: 'cloud' | 'datacenter';
  /** Where the API is when it is not the site itself; Cloud only. */
  readonly gateway: GatewayConfig | undefined;
  readonly credentials: ConfluenceCredentials;
  /** Requests say for whom they are made, in X-User-ID and X-Organization-ID. */
  readonly forwardIdentity: boolean;
  readonly timeoutMs: number;
  readonly maxConcurrency: number;
}

/** Atlassian's API gateway, which scoped tokens need. */
interface GatewayConfig {
  /** Without trailing slash, e.g. `https://api.atlassian.com`. */
  readonly url: string;
  /** `auto`: the site is asked for it. */
  readonly cloudId: string;
}

/** For topics that depend on the site: whose account acts decides about logins and scopes. */
export type ConfluenceValues = SettingValues<typeof confluenceSettings>;

/** The site, and the account that asks it. undefined when something is missing; the report then says what. */
export function toConfluence(values: ConfluenceValues, report: Report): ConfluenceConfig | undefined {
  const site = values.CONFLUENCE_URL;
  if (site === undefined) {
    report.missing('CONFLUENCE_URL', 'is required: the root of the site, e.g. https://acme.atlassian.net/wiki');
  }
  const deployment = deploymentOf(values);
  const credentials = toCredentials(values, { deployment, actsFor: values.CONFLUENCE_AUTH, url: site }, report);
  if (deployment === 'datacenter') refuseGateway(values, report);
  if (site === undefined || credentials === undefined) return undefined;
  warnOfPlainHttp(site, report);
  warnOfForwarding(values, deployment, report);
  return {
    siteUrl: deployment === 'cloud' ? toCloudUrl(site, report) : toDataCenterUrl(site, report),
    deployment,
    gateway: toGateway(values),
    credentials,
    forwardIdentity: values.FORWARD_IDENTITY_HEADERS,
    timeoutMs: values.CONFLUENCE_TIMEOUT_MS,
    maxConcurrency: values.CONFLUENCE_MAX_CONCURRENCY,
  };
}

/** Without network: a personal token alone, somewhere else than on atlassian.net, is Data Center's. */
function deploymentOf(values: ConfluenceValues): ConfluenceConfig['deployment'] {
  if (values.CONFLUENCE_DEPLOYMENT !== 'auto') return values.CONFLUENCE_DEPLOYMENT;
  if (values.CONFLUENCE_AUTH === 'user') return 'cloud';
  if (values.CONFLUENCE_CLOUD_ID !== undefined || values.CONFLUENCE_API_TOKEN !== undefined) return 'cloud';
  if (values.CONFLUENCE_URL === undefined || isAtlassianHost(values.CONFLUENCE_URL)) return 'cloud';
  return values.CONFLUENCE_PERSONAL_TOKEN === undefined ? 'cloud' : 'datacenter';
}

function refuseGateway({ CONFLUENCE_CLOUD_ID }: ConfluenceValues, report: Report): void {
  if (CONFLUENCE_CLOUD_ID !== undefined) {
    report.fault('CONFLUENCE_CLOUD_ID', 'is for Cloud, but CONFLUENCE_DEPLOYMENT is datacenter; remove one of the two');
  }
}

/** Tokens of people are good at the gateway alone. */
function toGateway(values: ConfluenceValues): GatewayConfig | undefined {
  const { CONFLUENCE_CLOUD_ID: given, CONFLUENCE_AUTH: auth, ATLASSIAN_API_URL: url } = values;
  const cloudId = given ?? (auth === 'user' ? 'auto' : undefined);
  return cloudId === undefined ? undefined : { url, cloudId };
}

function toCloudUrl(site: URL, report: Report): string {
  const path = pathOf(site);
  if (path !== '' && path !== '/wiki') {
    report.fault('CONFLUENCE_URL', `has the path ${path}; give the root of the site, ${site.origin}/wiki`);
  }
  return `${site.origin}/wiki`;
}

/** Any context path is possible, but what follows it in the address bar is none. */
function toDataCenterUrl(site: URL, report: Report): string {
  const path = pathOf(site);
  const page = path.search(/\/(?:display|pages|spaces|rest|x|\w+\.action)(?:\/|$)/);
  if (page !== -1) {
    const root = site.origin + path.slice(0, page);
    report.fault('CONFLUENCE_URL', `has the path ${path}; give the root of the site, ${root}`);
  }
  return site.origin + path;
}

function pathOf(site: URL): string {
  return site.pathname.replace(/\/+$/, '');
}

function warnOfPlainHttp(site: URL, report: Report): void {
  if (site.protocol === 'http:' && !isLoopbackHost(site.hostname)) {
    report.warn('CONFLUENCE_URL is http: credentials and pages travel unencrypted. Use https.');
  }
}

function warnOfForwarding(values: ConfluenceValues, deployment: ConfluenceConfig['deployment'], report: Report): void {
  if (values.FORWARD_IDENTITY_HEADERS && deployment === 'cloud') {
    report.warn('FORWARD_IDENTITY_HEADERS is on with Cloud: who calls is told to Atlassian, which has no use for it.');
  }
}
