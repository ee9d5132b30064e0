import type { BasicCredentials, ConfluenceConfig } from '../config.js';
import { isLoopbackHost } from '../formats.js';
import type { Report } from '../report.js';
import type { Values } from '../settings.js';

/** The site, and the account that asks it. undefined when something is missing; the report then says what. */
export function toConfluence(values: Values, report: Report): ConfluenceConfig | undefined {
  const site = values.CONFLUENCE_URL;
  if (site === undefined) {
    report.missing('CONFLUENCE_URL', 'is required: the root of the site, e.g. https://acme.atlassian.net/wiki');
  }
  if (isDataCenter(values)) {
    report.fault(...dataCenterFault(values));
    return undefined;
  }
  const credentials = toCredentials(values, report);
  if (site === undefined || credentials === undefined) return undefined;
  return {
    siteUrl: toSiteUrl(site, report),
    deployment: 'cloud',
    credentials,
    timeoutMs: values.CONFLUENCE_TIMEOUT_MS,
    maxConcurrency: values.CONFLUENCE_MAX_CONCURRENCY,
  };
}

/** Without network: a personal token somewhere else than on atlassian.net is Data Center's. */
function isDataCenter(values: Values): boolean {
  if (values.CONFLUENCE_DEPLOYMENT !== 'auto') return values.CONFLUENCE_DEPLOYMENT === 'datacenter';
  if (values.CONFLUENCE_API_TOKEN !== undefined || values.CONFLUENCE_PERSONAL_TOKEN === undefined) return false;
  return values.CONFLUENCE_URL !== undefined && !/(?:^|\.)atlassian\.net$/.test(values.CONFLUENCE_URL.hostname);
}

function dataCenterFault(values: Values): [variable: string, message: string] {
  if (values.CONFLUENCE_DEPLOYMENT === 'datacenter') {
    return ['CONFLUENCE_DEPLOYMENT', 'datacenter is not in this version yet; only Confluence Cloud is'];
  }
  return [
    'CONFLUENCE_PERSONAL_TOKEN',
    'means Confluence Data Center on this host, which is not in this version yet; for a Cloud site set ' +
      'CONFLUENCE_USERNAME and CONFLUENCE_API_TOKEN',
  ];
}

function toCredentials(values: Values, report: Report): BasicCredentials | undefined {
  const { CONFLUENCE_USERNAME: username, CONFLUENCE_API_TOKEN: own, CONFLUENCE_PERSONAL_TOKEN: personal } = values;
  if (own !== undefined && personal !== undefined) {
    report.fault('CONFLUENCE_PERSONAL_TOKEN', 'is set together with CONFLUENCE_API_TOKEN; keep one of the two');
  }
  const apiToken = own ?? personal;
  if (apiToken === undefined && !report.isUnusable('CONFLUENCE_PERSONAL_TOKEN')) {
    report.missing('CONFLUENCE_API_TOKEN', 'is required: an API token of the Atlassian account, or its _FILE variant');
  }
  if (username === undefined) {
    report.missing('CONFLUENCE_USERNAME', 'is required: the e-mail address of the account that owns the API token');
  }
  return username === undefined || apiToken === undefined ? undefined : { kind: 'basic', username, apiToken };
}

function toSiteUrl(site: URL, report: Report): string {
  const path = site.pathname.replace(/\/+$/, '');
  if (path !== '' && path !== '/wiki') {
    report.fault('CONFLUENCE_URL', `has the path ${path}; give the root of the site, ${site.origin}/wiki`);
  }
  if (site.protocol === 'http:' && !isLoopbackHost(site.hostname)) {
    report.warn('CONFLUENCE_URL is http: credentials and pages travel unencrypted. Use https.');
  }
  return `${site.origin}/wiki`;
}
