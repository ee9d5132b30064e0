import type { CallScope, Confluence, ConfluenceClient } from '../port.js';
import { createSite } from '../site.js';
import {
  createTransport,
  pingTimeoutMs,
  type Transport,
  type TransportOptions,
} from '../transport/create-transport.js';
import { createSharedWork } from '../transport/shared-work.js';
import type { Send } from '../transport/wire-request.js';
import { createAttachments } from './attachments.js';
import { createComments } from './comments.js';
import type { GroupContext } from './content.js';
import { createHistory } from './history.js';
import { createLabels } from './labels.js';
import { createPages } from './pages.js';
import { createPermissions } from './permissions.js';
import { createSearch } from './search.js';
import { createSpaces } from './spaces.js';
import { createTemplates } from './templates.js';
import { createUsers, currentUser } from './users.js';

/** A token that is revoked makes its owner an anonymous visitor without a word, so that it is checked now and then. */
const identityLifetimeMs = 10 * 60_000;

/** The client of the Data Center site at `root`, where the service's own account acts for everybody. Connects to nothing yet. */
export function createDataCenterClient(options: TransportOptions): ConfluenceClient {
  const transport = createTransport(options);
  const site = createSite(options.root);
  const send = identified(transport);
  return {
    deployment: 'datacenter',
    forCall: (scope) => createGroups({ send: send(scope), site }),
    ping: async () => {
      const limits = { timeoutMs: Math.min(pingTimeoutMs, options.timeoutMs), once: true };
      await currentUser(transport.forCall({}), limits);
    },
    circuitOpenForMs: () => transport.openForMs(),
    close: () => transport.close(),
  };
}

function createGroups(context: GroupContext): Confluence {
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
}

/**
 * Asks once who the token belongs to before anything else is asked: where anonymous visitors are let in, a dead token
 * gets answers too, with less in them.
 */
function identified(transport: Transport): (scope: CallScope) => Send {
  const owner = createSharedWork(() => currentUser(transport.forCall({})), identityLifetimeMs);
  return ({ account: _ofCloud, ...scope }) => {
    const send = transport.forCall(scope);
    return async (request) => {
      await owner(scope.signal);
      return send(request);
    };
  };
}
