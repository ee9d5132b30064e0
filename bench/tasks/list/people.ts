import { taken } from '../agent.js';
import { everydayIds, ids } from '../known-ids.js';
import { newThing, type Deployment, type Task } from '../task.js';

/** Tasks of people with each other: questions, comments, rights. */
export const people: readonly Task[] = [
  {
    name: 'what changed, and what is old',
    says: 'Which pages of Engineering changed since Monday? Comment on those that nobody has touched for a year.',
    run: async (agent) => {
      const changed = await agent.call('confluence_search', {
        ...{ query: 'type = page', space_keys: ['ENG'], updated_after: '2026-11-16', sort: 'updated' },
      });
      const old = await agent.call('confluence_search', {
        ...{ query: 'type = page and lastmodified < "2025-11-20"', space_keys: ['ENG'], limit: 50 },
      });
      const stale = [...old.matchAll(/^- (?!\w+ 2024 )(.*?) \(page id (\d+), space ENG, updated (\S+)/gm)];
      for (const [, title, page_id, at] of stale) {
        if (title === 'Archive 2024') continue;
        const body = `Is this still right? Nobody has touched it since ${(at ?? '').slice(0, 10)}.`;
        await agent.call('confluence_add_comment', { page_id, body });
      }
      return changed;
    },
    wanted: ({ deployment, changes }) => {
      const stale = staleIds(deployment);
      const places = changes.filter(({ path }) => path === 'comment/new/contentId').map(({ after }) => after);
      const facts = {
        contentId: (id: string) => stale.has(id) && places.indexOf(id) === places.lastIndexOf(id),
        storage: (storage: string) => /Nobody has touched it since 202[45]-\d\d-\d\d\./.test(storage),
      };
      return newThing('comment', facts).map((wanted) => ({ ...wanted, times: stale.size }));
    },
    answers: /Planning, Tuesday 17 November[^]*2026-11-17/,
    budget: { calls: 8, tokensIn: 275, tokensOut: 4_550 },
  },
  {
    name: 'answer and resolve',
    says: "Answer the open comment on Tuesday's planning: yes, for all teams. Then resolve it.",
    run: async (agent) => {
      const page_id = await agent.find('Planning, Tuesday 17 November', 'planning Tuesday November');
      const comments = await agent.call('confluence_get_comments', { page_id, location: 'inline', status: 'open' });
      const comment = taken(comments, /\(id (\d+), inline, open/);
      await agent.call('confluence_add_comment', { reply_to: comment, body: 'Yes, for all teams.' });
      return agent.call('confluence_resolve_comment', { comment_id: comment });
    },
    wanted: () => [
      ...newThing('comment', {
        ...{ contentId: everydayIds.planningMinutes, parentCommentId: everydayIds.planningComment, kind: 'inline' },
        storage: '<p>Yes, for all teams.</p>',
      }),
      { path: `comment/${everydayIds.planningComment}/resolution`, after: 'resolved' },
    ],
    budget: { calls: 4, tokensIn: 70, tokensOut: 500 },
  },
  {
    name: 'owner mentioned',
    says: 'Who owns the ledger runbook? Mention them in a comment.',
    run: async (agent, deployment) => {
      const { id: page_id, text } = await agent.read('Ledger runbook');
      // Data Center has no owners; there it is who made the page.
      const owner = taken(text, deployment === 'cloud' ? /owner (.*?) \(id / : /created \S+ by (.*?) \(id /);
      await agent.call('confluence_add_comment', { page_id, body: `@${owner} please have a look at the limits.` });
      return owner;
    },
    wanted: ({ deployment }) =>
      newThing('comment', {
        contentId: everydayIds.ledgerRunbook,
        storage: (storage) =>
          (deployment === 'cloud' ? /<ri:user ri:account-id="712020:9c1b7d3a/ : /<ri:user ri:userkey="8a81/).test(
            storage,
          ),
      }),
    answers: /Jonas Weber|Amina Diallo/,
    budget: { calls: 2, tokensIn: 45, tokensOut: 450 },
  },
  {
    name: 'comment on a phrase',
    says: 'Ask on the payments runbook, at "90 seconds", whether that is still the setting.',
    run: async (agent) => {
      const page_id = await agent.find('Payments runbook');
      const body = 'Is this still the setting?';
      return agent.call('confluence_add_comment', { page_id, body, text_selection: '90 seconds' });
    },
    wanted: () => [
      ...newThing('comment', {
        ...{ contentId: ids.paymentsRunbook, kind: 'inline', originalSelection: '90 seconds' },
        storage: '<p>Is this still the setting?</p>',
      }),
      {
        path: `content/${ids.paymentsRunbook}/storage`,
        after: (after, before) =>
          after.replace(
            /<ac:inline-comment-marker ac:ref="[^"]+">90 seconds<\/ac:inline-comment-marker>/,
            '90 seconds',
          ) === before,
      },
    ],
    budget: { calls: 2, tokensIn: 55, tokensOut: 750 },
  },
  {
    name: 'who may edit',
    says: 'Only Amina and Jonas may edit the payments runbook, and this server.',
    run: async (agent) => {
      const page_id = await agent.find('Payments runbook');
      const idOf = async (query: string) =>
        taken(await agent.call('confluence_search_user', { query }), /\(id ([^),\s]+)/);
      const me = taken(await agent.call('confluence_get_current_user'), /\(id ([^),\s]+)/);
      const edit_users = [await idOf('Amina'), await idOf('Jonas'), me];
      return agent.call('confluence_set_page_restrictions', { page_id, edit_users });
    },
    wanted: () => [
      {
        path: `content/${ids.paymentsRunbook}/restrictions`,
        after: (after) => {
          const { read, update } = JSON.parse(after) as Record<
            'read' | 'update',
            { users: string[]; groups: string[] }
          >;
          return read.users.length === 0 && update.users.length === 3 && update.groups.length === 0;
        },
      },
    ],
    budget: { calls: 5, tokensIn: 190, tokensOut: 1_300 },
  },
];

/** What nobody has touched since 20 November 2025, but for Archive 2024 and what lies below it. */
function staleIds(deployment: Deployment): ReadonlySet<string> {
  return new Set([
    ...[everydayIds.operations, everydayIds.oldNetworkPlan],
    ...[ids.engineeringHome, ids.onboarding, ids.incidentReviews],
    // A folder on Cloud, which takes no comments.
    ...(deployment === 'cloud' ? [] : [ids.releases]),
  ]);
}
