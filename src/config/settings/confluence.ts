import { z } from 'zod';
import { httpUrl, integer, oneOf, secretText, text } from '../formats.js';
import type { SettingTable } from '../setting.js';

const username = z
  .string()
  .regex(/^[^\s:]+$/, 'must be the e-mail address of the Atlassian account, without spaces or colons');

const siteRoot = httpUrl.refine(
  (url) => url.search === '' && url.hash === '',
  'must be the root of the site without query or fragment, e.g. https://acme.atlassian.net/wiki',
);

export const confluenceSettings = {
  CONFLUENCE_URL: {
    schema: siteRoot,
    unset: 'required',
    example: 'https://acme.atlassian.net/wiki',
    description: 'Root of the Confluence site, with or without /wiki and trailing slash.',
  },
  CONFLUENCE_DEPLOYMENT: {
    schema: oneOf(['auto', 'cloud', 'datacenter']),
    default: 'auto',
    description:
      'cloud, or auto: an API token or an atlassian.net host means Cloud. Data Center is not in this version.',
  },
  CONFLUENCE_USERNAME: {
    schema: username,
    unset: 'required',
    example: 'bot@acme.com',
    description: 'E-mail address of the Atlassian account that owns the API token.',
  },
  CONFLUENCE_API_TOKEN: {
    schema: secretText,
    secret: true,
    unset: 'required',
    description: 'API token of that account.',
  },
  CONFLUENCE_PERSONAL_TOKEN: {
    schema: secretText,
    secret: true,
    unset: 'none',
    aliases: ['CONFLUENCE_PAT'],
    description: 'On Cloud, beside a user name, taken as the API token. Both kinds of token at once are a fault.',
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

export const outboundSettings = {
  SSL_CERT_FILE: {
    schema: text,
    unset: "Node's own roots alone",
    example: '/etc/ssl/certs/ca-certificates.crt',
    aliases: ['NODE_EXTRA_CA_CERTS'],
    description: "Bundle of certificate authorities (PEM) that is added to Node's for every outbound connection.",
  },
} as const satisfies SettingTable;
