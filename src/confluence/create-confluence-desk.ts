import type { Logger } from '../observability/index.js';
import { createComments } from './cloud/comments.js';
import type { GroupContext } from './cloud/group-context.js';
import { createLabels } from './cloud/labels.js';
import { createPages } from './cloud/pages.js';
import { createSearch } from './cloud/search.js';
import { SpaceDirectory } from './cloud/space-directory.js';
import { createSpaces } from './cloud/spaces.js';
import { createUsers, currentUser } from './cloud/users.js';
import type { ConfluenceDesk } from './port.js';
import { createSite, wikiRoot } from './site.js';
import { createTransport } from './transport/create-transport.js';
import type { Credentials } from './transport/credentials.js';
import type { Agents } from './transport/exchange.js';

export interface ConfluenceDeskOptions {
  /** The site as people open it, with or without `/wiki`. */
  siteUrl: string;
  /** Where its API is when that is not the site itself: `https://api.atlassian.com/ex/confluence/CLOUD_ID`. */
  apiBaseUrl?: string | undefined;
  credentials: Credentials;
  /** For one request to Confluence with everything that belongs to it: waiting, retries, redirects. */
  timeoutMs: number;
  /** Requests at once, over all calls. */
  maxConcurrency: number;
  agents: Agents;
  log: Logger;
  userAgent: string;
}

const pingTimeoutMs = 5_000;

/** Opens the desk of a Confluence Cloud site. Connects to nothing yet; a bad URL is INVALID_INPUT. */
export function createConfluenceDesk(options: ConfluenceDeskOptions): ConfluenceDesk {
  const { siteUrl, apiBaseUrl, log } = options;
  const transport = createTransport({ ...options, root: wikiRoot(apiBaseUrl ?? siteUrl) });
  const site = createSite(siteUrl);
  const spaces = new SpaceDirectory();
  return {
    deployment: 'cloud',
    forCall: (scope) => {
      const context: GroupContext = { send: transport.forCall(scope), site, spaces, log };
      return {
        pages: createPages(context),
        search: createSearch(context),
        spaces: createSpaces(context),
        comments: createComments(context),
        labels: createLabels(context),
        users: createUsers(context),
      };
    },
    ping: async () => {
      await currentUser(transport.forCall({}), { timeoutMs: Math.min(pingTimeoutMs, options.timeoutMs), once: true });
    },
    close: () => transport.close(),
  };
}
