import { AppError, isAppError } from '../errors.js';
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
import { createDataCenterClient } from './create-data-center-client.js';
import type { ConfluenceClientOptions } from './client-options.js';
import { createGatewayTransport } from './gateway-transport.js';
import { createPerAccount } from './per-account.js';
import type { CallScope, ConfluenceClient } from './port.js';
import { createSite, wikiRoot } from './site.js';
import { createTransport } from './transport/create-transport.js';
import type { Credentials } from './transport/credentials.js';
import type { Send } from './transport/wire-request.js';

const pingTimeoutMs = 5_000;

/** Opens the client of a Confluence site. Connects to nothing yet; a bad URL is INVALID_INPUT. */
export function createConfluenceClient(options: ConfluenceClientOptions): ConfluenceClient {
  const { deployment, credentials } = options;
  if (deployment === 'cloud') return createCloudClient(options);
  if (credentials.kind !== 'caller') return createDataCenterClient({ ...options, credentials });
  throw new AppError('INVALID_INPUT', 'Callers can act as themselves on Confluence Cloud only.', {
    hint: 'Use CONFLUENCE_AUTH=service.',
  });
}

function createCloudClient(options: ConfluenceClientOptions): ConfluenceClient {
  const { siteUrl, gateway, log } = options;
  const root = wikiRoot(siteUrl);
  const actsAsCaller = options.credentials.kind === 'caller';
  const credentials: Credentials = options.credentials.kind === 'caller' ? { kind: 'none' } : options.credentials;
  const transportOptions = { ...options, credentials, root };
  const transport = gateway
    ? createGatewayTransport(transportOptions, gateway, root)
    : createTransport(transportOptions);
  const site = createSite(root);
  const spacesOf = createPerAccount(() => new SpaceDirectory());
  const sendFor = (scope: CallScope): Send =>
    actsAsCaller && scope.account === undefined ? refuseNobody : transport.forCall(scope);
  return {
    deployment: 'cloud',
    forCall: (scope) => {
      const context: GroupContext = { send: sendFor(scope), site, spaces: spacesOf(scope), log };
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
      const limits = { timeoutMs: Math.min(pingTimeoutMs, options.timeoutMs), once: true };
      const answer = currentUser(transport.forCall({}), limits);
      await (actsAsCaller ? answer.catch(throwUnlessRefused) : answer);
    },
    close: () => transport.close(),
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
