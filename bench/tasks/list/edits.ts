import { everydayIds, ids } from '../known-ids.js';
import { taken } from '../agent.js';
import type { Task } from '../task.js';

const runbook = `content/${ids.paymentsRunbook}`;
const notes = `content/${ids.meetingNotes}`;
const minutes = `content/${everydayIds.planningMinutes}`;

/** The same text but for one place. */
const replaced = (from: string | RegExp, to: string) => (after: string, before: string) =>
  before !== after && after === before.replace(from, to);

/** The same text with something put in, which has to be as the pattern says. */
function inserted(pattern: RegExp) {
  return (after: string, before: string): boolean => {
    const found = pattern.exec(after);
    return found !== null && after.replace(found[0], '') === before;
  };
}

/** Tasks that change words, rows and items of pages. */
export const edits: readonly Task[] = [
  {
    name: 'row in a table',
    says: 'Add "Ledger export, 500 ms, ok" to the table of dependencies of the payments runbook.',
    run: async (agent) => {
      const page_id = await agent.find('Payments runbook');
      const edit = { op: 'append_table_row', table: 'Dependencies', cells: ['Ledger export', '500 ms', 'ok'] };
      return agent.call('confluence_edit_page', { page_id, edits: [edit] });
    },
    wanted: () => [
      {
        path: `${runbook}/storage`,
        after: inserted(
          /<tr[^>]*><td[^>]*><p>Ledger export<\/p><\/td><td[^>]*><p>500 ms<\/p><\/td><td[^>]*><p>ok<\/p><\/td><\/tr>(?=<\/tbody>)/,
        ),
      },
    ],
    budget: { calls: 2, tokensIn: 65, tokensOut: 900 },
  },
  {
    name: 'tasks out of action items',
    says: "Turn the action items of Tuesday's planning into tasks, each with its person and due date.",
    run: async (agent) => {
      const { id: page_id, version, text } = await agent.read('Planning, Tuesday 17 November');
      const items = [...text.matchAll(/^- (\S+?)(?:(?: (由紀))?) (orders|writes|asks) (.*)\.$/gm)];
      const verbs = { orders: 'order', writes: 'write', asks: 'ask' } as const;
      const people = { Amina: 'Amina Diallo', Jonas: 'Jonas Weber' } as const;
      const content = items.map(([, name = '', rest, verb = '', what = '']) => {
        const person = rest === undefined ? people[name as keyof typeof people] : `${name} ${rest}`;
        const due = /by (\d+) December/.exec(what)?.[1];
        const words = what.replace(/ by \d+ December/, '');
        const date = due === undefined ? '' : ` (due 2026-12-${due.padStart(2, '0')})`;
        return `- [ ] @${person} ${verbs[verb as keyof typeof verbs]} ${words}${date}`;
      });
      const edit = {
        op: 'replace_section',
        heading: 'Action items',
        content: `### Action items\n\n${content.join('\n')}`,
      };
      await agent.call('confluence_edit_page', { page_id, edits: [edit], expected_version: version });
      return agent.call('confluence_list_tasks', { page_id });
    },
    wanted: ({ deployment }) => [
      {
        path: `${minutes}/storage`,
        after: (after, before) => {
          const mention = deployment === 'cloud' ? /ri:account-id="[^"]+"/ : /ri:userkey="[^"]+"/;
          const bodies = [...after.matchAll(/<ac:task-body>(.*?)<\/ac:task-body>/g)].map((match) => match[1] ?? '');
          const head = before.slice(0, before.indexOf('<ul'));
          return (
            after.startsWith(head) &&
            bodies.length === 3 &&
            bodies.every((body) => mention.test(body)) &&
            bodies.map((body) => /<time datetime="([^"]+)"/.exec(body)?.[1]).join() === '2026-12-04,2026-12-11,'
          );
        },
      },
    ],
    answers: /Amina Diallo.*due 2026-12-04[^]*Jonas Weber.*due 2026-12-11[^]*vendor/,
    budget: { calls: 3, tokensIn: 145, tokensOut: 900 },
  },
  {
    name: 'number in a sentence',
    says: 'The payments runbook should say at most 2 retries.',
    run: async (agent) => {
      const page_id = await agent.find('Payments runbook');
      const edit = { op: 'replace_text', find: 'at most 3 times', replace: 'at most 2 times' };
      return agent.call('confluence_edit_page', { page_id, edits: [edit] });
    },
    wanted: () => [{ path: `${runbook}/storage`, after: replaced('at most 3 times', 'at most 2 times') }],
    budget: { calls: 2, tokensIn: 65, tokensOut: 900 },
  },
  {
    name: 'cell of a table',
    says: 'The timeout of the ledger in the payments runbook is 350 ms now.',
    run: async (agent) => {
      const page_id = await agent.find('Payments runbook');
      const edit = { op: 'set_table_cell', table: 'Dependencies', row: 'Ledger', column: 'Timeout', content: '350 ms' };
      return agent.call('confluence_edit_page', { page_id, edits: [edit] });
    },
    wanted: () => [{ path: `${runbook}/storage`, after: replaced('300 ms', '350 ms') }],
    budget: { calls: 2, tokensIn: 70, tokensOut: 900 },
  },
  {
    name: 'state of a service',
    says: 'Payments is degraded: show that in the runbook.',
    run: async (agent) => {
      const { id: page_id, version } = await agent.read('Payments runbook');
      const edit = {
        ...{ op: 'replace_block', block: 'Current state:' },
        content: 'Current state: :status[DEGRADED]{color=yellow}',
      };
      return agent.call('confluence_edit_page', { page_id, edits: [edit], expected_version: version });
    },
    wanted: () => [
      {
        path: `${runbook}/storage`,
        after: (after, before) =>
          after.replace('>DEGRADED<', '>OPERATIONAL<').replace('>Yellow<', '>Green<') === before && after !== before,
      },
    ],
    budget: { calls: 2, tokensIn: 70, tokensOut: 1_050 },
  },
  {
    name: 'sentence replaced',
    says: 'In Time off, leave now goes through the form, four weeks ahead; keep the rest.',
    run: async (agent) => {
      const { id: page_id } = await agent.read('Time off', 'HR');
      const edit = {
        ...{ op: 'replace_block', block: 'Tell your lead' },
        content: 'Use the leave form at least four weeks ahead.',
      };
      return agent.call('confluence_edit_page', { page_id, edits: [edit] });
    },
    wanted: () => [
      {
        path: `content/${ids.timeOff}/storage`,
        after: replaced(/<p>Tell your lead[^<]*<\/p>/, '<p>Use the leave form at least four weeks ahead.</p>'),
      },
    ],
    budget: { calls: 2, tokensIn: 60, tokensOut: 500 },
  },
  {
    name: 'task ticked',
    says: 'Jonas has written the load test: tick it off.',
    run: async (agent) => {
      const open = await agent.call('confluence_list_tasks', { space_key: 'ENG', status: 'incomplete' });
      const task_id = taken(open, /write the load test.*\(id ([\w-]+), page/);
      return agent.call('confluence_update_task', { task_id, status: 'complete' });
    },
    wanted: () => [{ path: `${notes}/storage`, after: replaced('>incomplete<', '>complete<') }],
    budget: { calls: 2, tokensIn: 45, tokensOut: 400 },
  },
  {
    name: 'entry at the end',
    says: 'Add to the team meeting notes that the next meeting is in room 4.',
    run: async (agent) => {
      const page_id = await agent.find('Team meeting notes');
      const edits = [{ op: 'append', content: 'The next meeting is in **room 4**.' }];
      return agent.call('confluence_edit_page', { page_id, edits });
    },
    wanted: () => [
      { path: `${notes}/storage`, after: inserted(/<p[^>]*>The next meeting is in <strong>room 4<\/strong>\.<\/p>$/) },
    ],
    budget: { calls: 2, tokensIn: 60, tokensOut: 500 },
  },
  {
    name: 'diagram and caption',
    says: 'Here is the new diagram of the reserve step; its caption should say November.',
    run: async (agent) => {
      const { id: page_id, version, text } = await agent.read('Reserve step, design');
      const filename = taken(text, /attachment:([\w.-]+\.png)/);
      await agent.call('confluence_upload_attachment', { page_id, filename, content_base64: 'iVBORw0KGgo=' });
      // Pictures of Data Center have no captions.
      if (!text.includes('as of June')) return 'There is no caption.';
      const edit = { op: 'replace_text', find: 'as of June', replace: 'as of November' };
      return agent.call('confluence_edit_page', { page_id, edits: [edit], expected_version: version });
    },
    wanted: ({ deployment }) => [
      ...(deployment === 'cloud'
        ? [{ path: `content/${everydayIds.reserveDesign}/storage`, after: replaced('as of June', 'as of November') }]
        : []),
      { path: `attachment/${everydayIds.reservePicture}/data`, after: () => true },
      { path: `attachment/${everydayIds.reservePicture}/files`, after: 2 },
    ],
    budget: { calls: 3, tokensIn: 90, tokensOut: 550 },
  },
];
