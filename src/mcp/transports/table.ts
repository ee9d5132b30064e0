import type { Principal } from '../../auth/index.js';
import type { Logger } from '../../observability/index.js';
import type { Dispatch } from '../dispatch.js';
import type { ListedTool } from '../tool-lists.js';
import type { Requests } from './requests.js';

/** What every transport serves: the lists, the calls, and who we are. */
export interface Table {
  readonly version: string;
  readonly log: Logger;
  list(principal: Principal): readonly ListedTool[];
  readonly call: Dispatch;
  readonly requests: Requests;
}

/** The server's name on the wire. */
export const serverName = 'confluence-mcp-server';
export const serverTitle = 'Confluence';
