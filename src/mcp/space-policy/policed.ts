import type { Confluence, ConfluenceClient } from '../../confluence/index.js';
import type { CallerScope } from '../server/caller.js';
import {
  policedAnalytics,
  policedAttachments,
  policedComments,
  policedHistory,
  policedLabels,
  policedPermissions,
  policedTasks,
  policedTemplates,
} from './page-contents.js';
import { policedPages } from './pages.js';
import { policedSearch } from './search.js';
import { SpaceGuard } from './space-guard.js';
import { createSpacePolicy, intersect } from './space-policy.js';
import type { SpacePolicy } from './space-policy.js';
import { SpelledKeys, policedSpaces } from './spaces.js';

/** A Confluence in which the spaces that policy hides are not there. */
export interface PolicedConfluence extends Confluence {
  readonly spaceGuard: SpaceGuard;
}

type Groups = Required<Confluence>;

interface Context {
  readonly guard: SpaceGuard;
  readonly spaces: Groups['spaces'];
  readonly spelled: SpelledKeys;
}

/** One for every group of the port: a group that is missing here does not compile, and would not be served. */
const decorators: { readonly [G in keyof Groups]: (group: Groups[G], context: Context) => Groups[G] } = {
  pages: (group, { guard }) => policedPages(group, guard),
  search: (group, { guard, spaces, spelled }) => policedSearch(group, guard, spaces, spelled),
  spaces: (group, { guard }) => policedSpaces(group, guard),
  comments: (group, { guard }) => policedComments(group, guard),
  labels: (group, { guard }) => policedLabels(group, guard),
  users: (group) => group,
  attachments: (group, { guard }) => policedAttachments(group, guard),
  history: (group, { guard }) => policedHistory(group, guard),
  templates: (group, { guard }) => policedTemplates(group, guard),
  permissions: (group, { guard }) => policedPermissions(group, guard),
  tasks: (group, { guard }) => policedTasks(group, guard),
  analytics: (group, { guard }) => policedAnalytics(group, guard),
};

/**
 * The same port under a policy: hidden content answers NOT_FOUND like content that is missing, writes into read-only
 * spaces POLICY_DENIED, and lists leave out what is hidden. For one call: it remembers where content was found.
 */
export function policed(confluence: Confluence, policy: SpacePolicy, spelled = new SpelledKeys()): PolicedConfluence {
  const guard = new SpaceGuard(confluence, policy);
  const context = { guard, spaces: confluence.spaces, spelled };
  const groups = Object.entries(decorators).flatMap(([name, decorate]) => {
    const group = confluence[name as keyof Confluence];
    return group === undefined
      ? []
      : [[name, (decorate as (group: unknown, context: Context) => unknown)(group, context)]];
  });
  return { ...(Object.fromEntries(groups) as Confluence), spaceGuard: guard };
}

/** A client that knows to which spaces a caller is narrowed. */
export interface PolicedClient extends ConfluenceClient {
  forCall(scope: CallerScope): Confluence;
}

/**
 * A client that hands out nothing but what the policy and the caller's own spaces both allow; where neither restricts,
 * what the client itself hands out. Callers can only be narrowed: what is denied or read-only stays so for all.
 */
export function policedClient(confluenceClient: ConfluenceClient, policy: SpacePolicy | undefined): PolicedClient {
  const shared = new SpelledKeys();
  return {
    ...confluenceClient,
    forCall: ({ spaces = [], ...scope }) => {
      const own = spaces.map((keys) => createSpacePolicy({ filter: [...keys] }));
      const allowed = [policy, ...own].reduce(intersect);
      const confluence = confluenceClient.forCall(scope);
      // With accounts of their own, callers see different spaces: one must not learn from another which there are.
      const spelled = scope.account === undefined ? shared : new SpelledKeys();
      return allowed === undefined ? confluence : policed(confluence, allowed, spelled);
    },
  };
}
