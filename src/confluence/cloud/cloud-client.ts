import { LRUCache } from 'lru-cache';
import { AppError, isAppError } from '../../errors.js';
import { silentMeter, type Meter } from '../../observability/index.js';
import type { CallScope, Confluence, ConfluenceClient } from '../port.js';
import { createSite } from '../site.js';
import { createTransport, pingTimeoutMs, type TransportOptions } from '../transport/create-transport.js';
import { isReadOnly, type Send } from '../transport/wire-request.js';
import { createAnalytics } from './analytics.js';
import { createAttachments } from './attachments.js';
import { createComments } from './comments.js';
import { createGatewayTransport, type Gateway } from './gateway-transport.js';
import { FactCache } from './fact-cache.js';
import { createHistory } from './history.js';
import { createLabels } from './labels.js';
import { createPages } from './pages.js';
import { createPermissions } from './permissions.js';
import { createSearch } from './search.js';
import { SpaceCache, type GroupContext } from './space-cache.js';
import { createSpaces } from './spaces.js';
import { createTasks } from './tasks.js';
import { createTemplates } from './templates.js';
import { createUsers, currentUser } from './users.js';

interface CloudClientOptions extends TransportOptions {
  gateway: Gateway | undefined;
  /** No credentials of the service's own: every call has to bring an account along. */
  actsAsCaller: boolean;
}

/** What one person was shown must not reach another: there are caches for each of so many accounts. */
const mostAccounts = 200;

/** The client of the Cloud site at `root`, which ends in `/wiki`. Connects to nothing yet. */
export function createCloudClient(options: CloudClientOptions): ConfluenceClient {
  const { root, gateway, log, actsAsCaller, timeoutMs, meter } = options;
  const transport = gateway ? createGatewayTransport(options, gateway) : createTransport(options);
  const site = createSite(root);
  const spacesOf = createSpaceCaches(meter);
  const factsOf = byAccount(() => new FactCache(meter));
  const sendFor = (scope: CallScope): Send =>
    actsAsCaller && scope.account === undefined ? refuseNobody : transport.forCall(scope);
  return {
    deployment: 'cloud',
    forCall: (scope) => {
      const facts = factsOf(scope);
      return createGroups({
        send: forgettingOnWrites(sendFor(scope), facts),
        site,
        spaces: spacesOf(scope),
        facts,
        log,
      });
    },
    ping: async () => {
      const limits = { timeoutMs: Math.min(pingTimeoutMs, timeoutMs), once: true };
      const answer = currentUser(transport.forCall({}), limits);
      await (actsAsCaller ? answer.catch(throwUnlessRefused) : answer);
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
    tasks: createTasks(context),
    analytics: createAnalytics(context),
  };
}

/**
 * Keys and ids of spaces, kept apart for each account: what one may see does not answer another. Only the 200 accounts
 * seen last have one.
 */
export function createSpaceCaches(
  meter: Pick<Meter, 'cacheRequest'> | undefined = silentMeter,
): (scope: CallScope) => SpaceCache {
  return byAccount(() => new SpaceCache(meter));
}

/** One for the account that acts, or for the service; those of the accounts that were away longest are forgotten. */
function byAccount<T extends object>(create: () => T): (scope: CallScope) => T {
  const ofService = create();
  const ofAccounts = new LRUCache<string, T>({ max: mostAccounts });
  return ({ account }) => {
    if (account === undefined) return ofService;
    const known = ofAccounts.get(account.id) ?? create();
    ofAccounts.set(account.id, known);
    return known;
  };
}

/** Before a write, for what is asked during it, and after it. */
function forgettingOnWrites(send: Send, facts: FactCache): Send {
  return async (request) => {
    if (isReadOnly(request)) return send(request);
    facts.forget();
    try {
      return await send(request);
    } finally {
      facts.forget();
    }
  };
}

/** Nobody's place is taken by the service: it has no account here. */
function refuseNobody(): Promise<never> {
  const error = new AppError('FORBIDDEN', 'This call has no Atlassian account to act as.', {
    hint: 'Sign in with an Atlassian account.',
  });
  return Promise.reject(error);
}

/** Without credentials, being refused is the answer that proves that the way is open. */
function throwUnlessRefused(error: unknown): void {
  if (isAppError(error) && ['CREDENTIALS_REJECTED', 'FORBIDDEN', 'NOT_FOUND'].includes(error.code)) return;
  throw error;
}
