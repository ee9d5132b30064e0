import type {
  BasicCredentials,
  BearerCredentials,
  CallerCredentials,
  ConfluenceConfig,
  GatewayConfig,
} from '../config.js';
import { isLoopbackHost } from '../formats.js';
import type { Report } from '../report.js';
import type { Values } from '../settings.js';

/** The site, and the account that asks it. undefined when something is missing; the report then says what. */
export function toConfluence(values: Values, report: Report): ConfluenceConfig | undefined {
  const site = values.CONFLUENCE_URL;
  if (site === undefined) {
    report.missing('CONFLUENCE_URL', 'is required: the root of the site, e.g. https://acme.atlassian.net/wiki');
  }
  if (values.CONFLUENCE_API_TOKEN !== undefined && values.CONFLUENCE_PERSONAL_TOKEN !== undefined) {
    report.fault('CONFLUENCE_PERSONAL_TOKEN', 'is set together with CONFLUENCE_API_TOKEN; keep one of the two');
  }
  const deployment = deploymentOf(values);
  const credentials = toCredentials(values, deployment, report);
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
function deploymentOf(values: Values): ConfluenceConfig['deployment'] {
  if (values.CONFLUENCE_DEPLOYMENT !== 'auto') return values.CONFLUENCE_DEPLOYMENT;
  if (values.CONFLUENCE_AUTH === 'user') return 'cloud';
  if (values.CONFLUENCE_CLOUD_ID !== undefined || values.CONFLUENCE_API_TOKEN !== undefined) return 'cloud';
  if (values.CONFLUENCE_URL === undefined || isAtlassianHost(values.CONFLUENCE_URL)) return 'cloud';
  return values.CONFLUENCE_PERSONAL_TOKEN === undefined ? 'cloud' : 'datacenter';
}

function isAtlassianHost({ hostname }: URL): boolean {
  return /(?:^|\.)atlassian\.net$/.test(hostname);
}

function toCredentials(
  values: Values,
  deployment: ConfluenceConfig['deployment'],
  report: Report,
): ConfluenceConfig['credentials'] | undefined {
  if (values.CONFLUENCE_AUTH === 'user') return toCallers(values, deployment, report);
  return deployment === 'cloud' ? toApiToken(values, report) : toPersonalToken(values, report);
}

function toCallers(values: Values, deployment: ConfluenceConfig['deployment'], report: Report): CallerCredentials {
  if (deployment === 'datacenter') {
    report.fault('CONFLUENCE_AUTH', 'is user, which needs Cloud: people log in at Atlassian; use service');
  }
  const idle = (['CONFLUENCE_API_TOKEN', 'CONFLUENCE_PERSONAL_TOKEN'] as const).filter((name) => values[name]);
  if (idle.length > 0) report.warn(`${idle.join(', ')} has no effect with CONFLUENCE_AUTH=user.`);
  return { kind: 'caller' };
}

function toApiToken(values: Values, report: Report): BasicCredentials | undefined {
  const { CONFLUENCE_USERNAME: username, CONFLUENCE_URL: site } = values;
  const apiToken = values.CONFLUENCE_API_TOKEN ?? values.CONFLUENCE_PERSONAL_TOKEN;
  if (apiToken === undefined && !report.isUnusable('CONFLUENCE_PERSONAL_TOKEN')) {
    const elsewhere =
      site === undefined || isAtlassianHost(site) ? '' : '; for Data Center set CONFLUENCE_PERSONAL_TOKEN';
    report.missing(
      'CONFLUENCE_API_TOKEN',
      `is required: an API token of the Atlassian account, or its _FILE variant${elsewhere}`,
    );
  }
  if (username === undefined) {
    report.missing('CONFLUENCE_USERNAME', 'is required: the e-mail address of the account that owns the API token');
  }
  return username === undefined || apiToken === undefined ? undefined : { kind: 'basic', username, apiToken };
}

function toPersonalToken(values: Values, report: Report): BearerCredentials | undefined {
  const { CONFLUENCE_PERSONAL_TOKEN: token, CONFLUENCE_API_TOKEN: apiToken } = values;
  if (token === undefined) {
    const mixedUp = apiToken === undefined ? '' : '; CONFLUENCE_API_TOKEN is for Cloud';
    report.missing(
      'CONFLUENCE_PERSONAL_TOKEN',
      `is required: a personal access token of the Data Center account, or its _FILE variant${mixedUp}`,
    );
    return undefined;
  }
  if (values.CONFLUENCE_USERNAME !== undefined) {
    report.warn('CONFLUENCE_USERNAME has no effect on Data Center: the personal token alone says who asks.');
  }
  return { kind: 'bearer', token };
}

function refuseGateway({ CONFLUENCE_CLOUD_ID }: Values, report: Report): void {
  if (CONFLUENCE_CLOUD_ID !== undefined) {
    report.fault('CONFLUENCE_CLOUD_ID', 'is for Cloud, but CONFLUENCE_DEPLOYMENT is datacenter; remove one of the two');
  }
}

/** Tokens of people are good at the gateway alone. */
function toGateway(values: Values): GatewayConfig | undefined {
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

function warnOfForwarding(values: Values, deployment: ConfluenceConfig['deployment'], report: Report): void {
  if (values.FORWARD_IDENTITY_HEADERS && deployment === 'cloud') {
    report.warn('FORWARD_IDENTITY_HEADERS is on with Cloud: who calls is told to Atlassian, which has no use for it.');
  }
}
