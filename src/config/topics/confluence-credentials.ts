import { z } from 'zod';
import { secretText } from '../formats.js';
import type { Report } from '../report.js';
import { basicCredentials, type Secret } from '../secret.js';
import type { SettingTable, SettingValues } from '../setting.js';

const username = z
  .string()
  .regex(/^[^\s:]+$/, 'must be the e-mail address of the Atlassian account, without spaces or colons');

/**
 * The account of the service:
 * https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/ on Cloud, a
 * personal access token on Data Center.
 */
export const credentialSettings = {
  CONFLUENCE_USERNAME: {
    schema: username,
    placeholderIsUnset: true,
    unset: 'required on Cloud',
    example: 'bot@acme.com',
    description: 'Cloud: e-mail address of the Atlassian account that owns the API token.',
  },
  CONFLUENCE_API_TOKEN: {
    schema: secretText,
    placeholderIsUnset: true,
    secret: true,
    unset: 'required on Cloud',
    description: 'Cloud: API token of that account.',
  },
  CONFLUENCE_PERSONAL_TOKEN: {
    schema: secretText,
    placeholderIsUnset: true,
    secret: true,
    unset: 'required on Data Center',
    aliases: ['CONFLUENCE_PAT'],
    description:
      'Data Center: personal access token. On Cloud, beside a user name, it is taken as the API token. ' +
      'Both kinds of token at once are a fault.',
  },
} as const satisfies SettingTable;

/** Who asks Confluence. */
export type ConfluenceCredentials = BasicCredentials | BearerCredentials | CallerCredentials;

/** An Atlassian account and its API token, for Cloud. */
interface BasicCredentials {
  readonly kind: 'basic';
  readonly username: string;
  readonly apiToken: Secret;
}

/** A personal access token, for Data Center. */
interface BearerCredentials {
  readonly kind: 'bearer';
  readonly token: Secret;
}

/** Every call uses its caller's own token. */
interface CallerCredentials {
  readonly kind: 'caller';
}

type Values = SettingValues<typeof credentialSettings>;

/** What decides which kind of credential is wanted. */
interface Site {
  readonly deployment: 'cloud' | 'datacenter';
  readonly actsFor: 'service' | 'user';
  readonly url: URL | undefined;
}

/** The account that asks. undefined when something is missing; the report then says what. */
export function toCredentials(values: Values, site: Site, report: Report): ConfluenceCredentials | undefined {
  if (values.CONFLUENCE_API_TOKEN !== undefined && values.CONFLUENCE_PERSONAL_TOKEN !== undefined) {
    report.fault('CONFLUENCE_PERSONAL_TOKEN', 'is set together with CONFLUENCE_API_TOKEN; keep one of the two');
  }
  if (site.actsFor === 'user') return toCallers(values, site, report);
  return site.deployment === 'cloud' ? toApiToken(values, site, report) : toPersonalToken(values, report);
}

/**
 * Whether a URL is of a site that Atlassian hosts, which is always Cloud. Cloud sites may have names of their own as
 * well.
 */
export function isAtlassianHost({ hostname }: URL): boolean {
  return /(?:^|\.)atlassian\.net$/.test(hostname);
}

function toCallers(values: Values, { deployment }: Site, report: Report): CallerCredentials {
  if (deployment === 'datacenter') {
    report.fault('CONFLUENCE_AUTH', 'is user, which needs Cloud: people log in at Atlassian; use service');
  }
  const idle = (['CONFLUENCE_API_TOKEN', 'CONFLUENCE_PERSONAL_TOKEN'] as const).filter((name) => values[name]);
  if (idle.length > 0) report.warn(`${idle.join(', ')} has no effect with CONFLUENCE_AUTH=user.`);
  return { kind: 'caller' };
}

function toApiToken(values: Values, { url }: Site, report: Report): BasicCredentials | undefined {
  const { CONFLUENCE_USERNAME: username } = values;
  const apiToken = values.CONFLUENCE_API_TOKEN ?? values.CONFLUENCE_PERSONAL_TOKEN;
  if (apiToken === undefined && !report.isUnusable('CONFLUENCE_PERSONAL_TOKEN')) {
    const elsewhere =
      url === undefined || isAtlassianHost(url) ? '' : '; for Data Center set CONFLUENCE_PERSONAL_TOKEN';
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

/** Every text that a log must not show: the token, and user name and token as a Basic header has them (RFC 7617). */
export function credentialSecrets(credentials: ConfluenceCredentials): readonly string[] {
  if (credentials.kind === 'caller') return [];
  if (credentials.kind === 'bearer') return [credentials.token.reveal()];
  const apiToken = credentials.apiToken.reveal();
  return [apiToken, basicCredentials(credentials.username, apiToken)];
}
