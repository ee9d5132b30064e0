import type { ConfluenceClientOptions } from './client-options.js';
import { createAttachments } from './datacenter/attachments.js';
import { createComments } from './datacenter/comments.js';
import type { GroupContext } from './datacenter/group-context.js';
import { createHistory } from './datacenter/history.js';
import { createLabels } from './datacenter/labels.js';
import { createPages } from './datacenter/pages.js';
import { createPermissions } from './datacenter/permissions.js';
import { createSearch } from './datacenter/search.js';
import { createSpaces } from './datacenter/spaces.js';
import { createTemplates } from './datacenter/templates.js';
import { createUsers, currentUser } from './datacenter/users.js';
import type { CallScope, ConfluenceClient } from './port.js';
import { createSharedWork } from './shared-work.js';
import { contextRoot, createSite } from './site.js';
import { createTransport, type Transport } from './transport/create-transport.js';
import type { Credentials } from './transport/credentials.js';
import type { Send } from './transport/wire-request.js';

const pingTimeoutMs = 5_000;

/** A token that is revoked makes its owner an anonymous visitor without a word, so that it is checked now and then. */
const identityLifetimeMs = 10 * 60_000;

/** There, the service's own account acts for everybody. */
type DataCenterClientOptions = ConfluenceClientOptions & { credentials: Credentials };

/** Opens the client of a Confluence Data Center site. Connects to nothing yet; a bad URL is INVALID_INPUT. */
export function createDataCenterClient(options: DataCenterClientOptions): ConfluenceClient {
  const root = contextRoot(options.siteUrl);
  const transport = createTransport({ ...options, root });
  const site = createSite(root);
  const send = identified(transport);
  return {
    deployment: 'datacenter',
    forCall: (scope) => {
      const context: GroupContext = { send: send(scope), site };
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
      };
    },
    ping: async () => {
      await currentUser(transport.forCall({}), { timeoutMs: Math.min(pingTimeoutMs, options.timeoutMs), once: true });
    },
    close: () => transport.close(),
  };
}

/**
 * Asks once who the token belongs to before anything else is asked: where anonymous visitors are let in, a dead token
 * gets answers too, with less in them.
 */
function identified(transport: Transport): (scope: CallScope) => Send {
  const owner = createSharedWork(() => currentUser(transport.forCall({})), identityLifetimeMs);
  return ({ signal, requestId, identity, onAnswer }) => {
    const send = transport.forCall({ signal, requestId, identity, onAnswer });
    return async (request) => {
      await owner(signal);
      return send(request);
    };
  };
}
