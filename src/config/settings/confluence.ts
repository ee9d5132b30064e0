import { z } from 'zod';
import { baseUrl, boolean, httpUrl, integer, oneOf, secretText } from '../formats.js';
import type { SettingTable } from '../setting.js';

const username = z
  .string()
  .regex(/^[^\s:]+$/, 'must be the e-mail address of the Atlassian account, without spaces or colons');

const cloudId = z
  .string()
  .toLowerCase()
  .regex(/^(?:auto|[\da-z-]{8,64})$/, 'must be the id of a Cloud site, or auto');

const siteRoot = httpUrl.refine(
  (url) => url.search === '' && url.hash === '',
  'must be the root of the site without query or fragment, e.g. https://acme.atlassian.net/wiki',
);

export const confluenceSettings = {
  CONFLUENCE_URL: {
    schema: siteRoot,
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
  CONFLUENCE_USERNAME: {
    schema: username,
    unset: 'required on Cloud',
    example: 'bot@acme.com',
    description: 'Cloud: e-mail address of the Atlassian account that owns the API token.',
  },
  CONFLUENCE_API_TOKEN: {
    schema: secretText,
    secret: true,
    unset: 'required on Cloud',
    description: 'Cloud: API token of that account.',
  },
  CONFLUENCE_PERSONAL_TOKEN: {
    schema: secretText,
    secret: true,
    unset: 'required on Data Center',
    aliases: ['CONFLUENCE_PAT'],
    description:
      'Data Center: personal access token. On Cloud, beside a user name, it is taken as the API token. ' +
      'Both kinds of token at once are a fault.',
  },
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
