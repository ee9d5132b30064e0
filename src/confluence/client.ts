import { AppError } from '../errors.js';
import type { Logger, Meter } from '../observability/index.js';
import { createCloudClient } from './cloud/cloud-client.js';
import type { Gateway } from './cloud/gateway-transport.js';
import { createDataCenterClient } from './datacenter/data-center-client.js';
import type { ConfluenceClient } from './port.js';
import { contextRoot, wikiRoot } from './site.js';
import type { Credentials } from './transport/credentials.js';
import type { Agents } from './transport/exchange.js';

/** Which site, by which credentials, within which limits. */
export interface ConfluenceClientOptions {
  deployment: ConfluenceClient['deployment'];
  /** The site as people open it: a Cloud site with or without `/wiki`, Data Center with its context path. */
  siteUrl: string;
  /** Where the API of a Cloud site is when that is not the site itself. */
  gateway?: Gateway | undefined;
  /** `caller`: the client has no account of its own, so that every call has to bring one along; Cloud only. */
  credentials: Credentials | { kind: 'caller' };
  /** For one request to Confluence with everything that belongs to it: waiting, retries, redirects. */
  timeoutMs: number;
  /** Requests at once, over all calls. */
  maxConcurrency: number;
  agents: Agents;
  log: Logger;
  userAgent: string;
  /** Told of requests, retries and look-ups in caches. */
  meter?: Meter | undefined;
  /** Requests name their caller in X-User-ID and X-Organization-ID, for a gateway in front of the site. */
  forwardIdentity?: boolean | undefined;
}

/** Opens the client of a Confluence site. Connects to nothing yet; a bad URL is INVALID_INPUT. */
export function createConfluenceClient(options: ConfluenceClientOptions): ConfluenceClient {
  const { deployment, siteUrl, credentials, gateway, ...rest } = options;
  const actsAsCaller = credentials.kind === 'caller';
  const transport = { ...rest, credentials: actsAsCaller ? ({ kind: 'none' } as const) : credentials };
  if (deployment === 'cloud') {
    return createCloudClient({ ...transport, root: wikiRoot(siteUrl), gateway, actsAsCaller });
  }
  if (!actsAsCaller) return createDataCenterClient({ ...transport, root: contextRoot(siteUrl) });
  throw new AppError('INVALID_INPUT', 'Callers can act as themselves on Confluence Cloud only.', {
    hint: 'Use CONFLUENCE_AUTH=service.',
  });
}
