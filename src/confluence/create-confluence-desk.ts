import type { Logger } from '../observability/index.js';
import { createAnalytics } from './cloud/analytics.js';
import { createAttachments } from './cloud/attachments.js';
import { createComments } from './cloud/comments.js';
import type { GroupContext } from './cloud/group-context.js';
import { createHistory } from './cloud/history.js';
import { createLabels } from './cloud/labels.js';
import { createPages } from './cloud/pages.js';
import { createPermissions } from './cloud/permissions.js';
import { createSearch } from './cloud/search.js';
import { SpaceDirectory } from './cloud/space-directory.js';
import { createSpaces } from './cloud/spaces.js';
import { createTasks } from './cloud/tasks.js';
import { createTemplates } from './cloud/templates.js';
import { createUsers, currentUser } from './cloud/users.js';
import { createDataCenterDesk } from './create-data-center-desk.js';
import { createGatewayTransport, type Gateway } from './gateway-transport.js';
import type { ConfluenceDesk } from './port.js';
import { createSite, wikiRoot } from './site.js';
import { createTransport } from './transport/create-transport.js';
import type { Credentials } from './transport/credentials.js';
import type { Agents } from './transport/exchange.js';

export interface ConfluenceDeskOptions {
  deployment: ConfluenceDesk['deployment'];
  /** The site as people open it: a Cloud site with or without `/wiki`, Data Center with its context path. */
  siteUrl: string;
  /** Where the API of a Cloud site is when that is not the site itself. */
  gateway?: Gateway | undefined;
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

/** Opens the desk of a Confluence site. Connects to nothing yet; a bad URL is INVALID_INPUT. */
export function createConfluenceDesk(options: ConfluenceDeskOptions): ConfluenceDesk {
  return options.deployment === 'datacenter' ? createDataCenterDesk(options) : createCloudDesk(options);
}

function createCloudDesk(options: ConfluenceDeskOptions): ConfluenceDesk {
  const { siteUrl, gateway, log } = options;
  const root = wikiRoot(siteUrl);
  const transport = gateway ? createGatewayTransport(options, gateway, root) : createTransport({ ...options, root });
  const site = createSite(root);
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
        attachments: createAttachments(context),
        history: createHistory(context),
        templates: createTemplates(context),
        permissions: createPermissions(context),
        tasks: createTasks(context),
        analytics: createAnalytics(context),
      };
    },
    ping: async () => {
      await currentUser(transport.forCall({}), { timeoutMs: Math.min(pingTimeoutMs, options.timeoutMs), once: true });
    },
    close: () => transport.close(),
  };
}
