import type { Logger } from '../observability/index.js';
import type { Gateway } from './gateway-transport.js';
import type { ConfluenceClient } from './port.js';
import type { Credentials } from './transport/credentials.js';
import type { Agents } from './transport/exchange.js';

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
  /** Requests name their caller in X-User-ID and X-Organization-ID, for a gateway in front of the site. */
  forwardIdentity?: boolean | undefined;
}
