import { taken } from '../agent.js';
import { everydayIds, ids } from '../known-ids.js';
import { newThing, type Task } from '../task.js';

const archived = Array.from({ length: 20 }, (_, index) => String(Number(everydayIds.firstArchived) + index));

/** Tasks that make, move, label and put away pages. */
export const pages: readonly Task[] = [
  {
    name: 'new runbook',
    says: 'Write a runbook for the cache below Operations: a warning, a command to copy, a table of limits, its status.',
    run: async (agent) => {
      const parent_id = await agent.find('Operations');
      const content = [
        'State: :status[Draft]{color=yellow}',
        ':::warning\nNever flush the cache at noon.\n:::',
        '## Restart\n\n```bash\ncachectl restart --gently\n```',
        '## Limits\n\n| Limit | Value |\n| --- | --- |\n| Memory | 4 GB |\n| Keys | 2 000 000 |',
      ].join('\n\n');
      return agent.call('confluence_create_page', { space_key: 'ENG', title: 'Cache runbook', parent_id, content });
    },
    wanted: () =>
      newThing('content', {
        ...{ title: 'Cache runbook', parentId: everydayIds.operations, spaceId: ids.spaces.engineering },
        storage: (storage) =>
          [
            /ac:name="status".*?>Draft</,
            /ac:name="warning".*?Never flush the cache at noon\./,
            /ac:name="code".*?CDATA\[cachectl restart --gently\]/,
            /<th>.*?Limit.*?<\/th>.*?<td>.*?4 GB/,
          ].every((part) => part.test(storage)) && !/:status|:::/.test(storage),
      }),
    budget: { calls: 2, tokensIn: 145, tokensOut: 300 },
  },
  {
    name: 'pages to another space',
    says: 'Move the pages for newcomers to the people handbook, all of them.',
    run: async (agent) => {
      const page_id = await agent.find('Newcomers');
      const handbook = await agent.call('confluence_list_spaces', { query: 'People handbook' });
      const target_space_key = taken(handbook, /^- (\w+): People handbook/m);
      await agent.call('confluence_move_page', { page_id, target_space_key, dry_run: true });
      return agent.call('confluence_move_page', { page_id, target_space_key });
    },
    wanted: () => [
      { path: `content/${everydayIds.newcomers}/parentId`, after: ids.peopleHome },
      ...[
        everydayIds.newcomers,
        everydayIds.newcomersFirstDay,
        everydayIds.newcomersAccess,
        everydayIds.newcomersVpn,
      ].map((id) => ({ path: `content/${id}/spaceId`, after: ids.spaces.people })),
    ],
    budget: { calls: 4, tokensIn: 70, tokensOut: 650 },
  },
  {
    name: 'version brought back',
    says: 'The last change of the payments runbook was wrong, bring it back as it was.',
    run: async (agent) => {
      const page_id = await agent.find('Payments runbook');
      const versions = await agent.call('confluence_list_page_versions', { page_id, limit: 2 });
      const version = Number(taken(versions, /^- [^\d]*3\b[^]*?^- [^\d]*(\d+)\b/m));
      return agent.call('confluence_restore_page_version', { page_id, version });
    },
    wanted: ({ before }) => [
      {
        path: `content/${ids.paymentsRunbook}/storage`,
        after: (after) => after !== before.get(`content/${ids.paymentsRunbook}/storage`) && after.includes('DEGRADED'),
      },
    ],
    budget: { calls: 3, tokensIn: 55, tokensOut: 1_200 },
  },
  {
    name: 'labels and archive',
    says: 'Label all pages below Archive 2024 with "stale", and archive them.',
    run: async (agent) => {
      const page_id = await agent.find('Archive 2024');
      const below = await agent.call('confluence_get_page_children', { page_id, limit: 50 });
      const page_ids = [...below.matchAll(/\(id (\d+)/g)].map((match) => match[1] ?? '');
      await agent.call('confluence_add_labels', { page_ids, labels: ['stale'] });
      return agent.call('confluence_archive_pages', { page_ids });
    },
    wanted: ({ deployment }) =>
      archived.flatMap((id) => [
        { path: `content/${id}/label`, after: 'stale' },
        ...(deployment === 'cloud' ? [{ path: `content/${id}/status`, after: 'archived' }] : []),
      ]),
    notOnDataCenter: 'confluence_archive_pages',
    budget: { calls: 4, tokensIn: 205, tokensOut: 1_950 },
  },
  {
    name: 'new title',
    says: 'Rename the network plan to "Network plan, old".',
    run: async (agent) => {
      const page_id = await agent.find('Network plan');
      return agent.call('confluence_update_page', { page_id, title: 'Network plan, old' });
    },
    wanted: () => [{ path: `content/${everydayIds.oldNetworkPlan}/title`, after: 'Network plan, old' }],
    budget: { calls: 2, tokensIn: 40, tokensOut: 600 },
  },
  {
    name: 'one label for another',
    says: 'The payments runbook is no longer on-call material: label it tier-1 instead.',
    run: async (agent) => {
      const page_id = await agent.find('Payments runbook');
      await agent.call('confluence_remove_labels', { page_id, labels: ['on-call'] });
      return agent.call('confluence_add_labels', { page_id, labels: ['tier-1'] });
    },
    wanted: () => [{ path: `content/${ids.paymentsRunbook}/label`, after: 'payments runbook tier-1' }],
    budget: { calls: 3, tokensIn: 60, tokensOut: 850 },
  },
  {
    name: 'page from a template',
    says: 'Start an incident review for payments: captures failed for an hour.',
    run: async (agent) => {
      const parent_id = await agent.find('Incident reviews');
      const templates = await agent.call('confluence_list_templates', { space_key: 'ENG' });
      const template_id = taken(templates, /Incident review \(id (\d+)/);
      await agent.call('confluence_get_template', { template_id });
      const variables = { service: 'payments', impact: 'Captures failed for an hour.' };
      const title = 'Payments incident 2026-11-20';
      const args = { template_id, space_key: 'ENG', parent_id, title, variables };
      return agent.call('confluence_create_page_from_template', args);
    },
    wanted: () =>
      newThing('content', {
        ...{ title: 'Payments incident 2026-11-20', parentId: ids.incidentReviews },
        storage: (storage) =>
          storage.includes('Incident in payments') && storage.includes('Captures failed') && !storage.includes('at:'),
      }),
    budget: { calls: 4, tokensIn: 100, tokensOut: 800 },
  },
  {
    name: 'copy',
    says: 'Make a copy of Onboarding for 2027, beside it, with its labels.',
    run: async (agent) => {
      const page_id = await agent.find('Onboarding');
      return agent.call('confluence_copy_page', { page_id, title: 'Onboarding 2027', include_labels: true });
    },
    wanted: ({ before }) =>
      newThing('content', {
        ...{ title: 'Onboarding 2027', parentId: ids.engineeringHome, label: 'onboarding' },
        storage: (storage) => storage === before.get(`content/${ids.onboarding}/storage`),
      }),
    budget: { calls: 2, tokensIn: 50, tokensOut: 350 },
  },
  {
    name: 'page to the trash',
    says: 'The page about the VPN for newcomers is obsolete, delete it.',
    run: async (agent) => {
      const page_id = await agent.find('VPN for newcomers');
      await agent.call('confluence_delete_page', { page_id, dry_run: true });
      return agent.call('confluence_delete_page', { page_id });
    },
    wanted: () => [{ path: `content/${everydayIds.newcomersVpn}/status`, after: 'trashed' }],
    budget: { calls: 3, tokensIn: 50, tokensOut: 600 },
  },
  {
    name: 'draft published',
    says: 'Publish the draft of the on-call policy.',
    run: async (agent) => {
      const { text } = await agent.try('confluence_get_page', { page_id: ids.unfinishedDraft });
      const page_id = taken(text, /^Page (\d+), version \d+, space ENG, draft/m);
      return agent.call('confluence_update_page', { page_id, status: 'current' });
    },
    wanted: () => [{ path: `content/${ids.unfinishedDraft}/status`, after: 'current' }],
    budget: { calls: 2, tokensIn: 25, tokensOut: 500 },
  },
  {
    name: 'news as a draft',
    says: 'Draft a blog post about the November release, labelled news; do not publish it.',
    run: async (agent) => {
      const page_id = await agent.find('Release notes 2026.11');
      const text = await agent.call('confluence_get_page', { page_id });
      const items = [...text.matchAll(/^- (?!Payments runbook)([^(\n]+)$/gm)].map((match) => `- ${match[1] ?? ''}`);
      return agent.call('confluence_create_page', {
        ...{ space_key: 'ENG', title: 'The November release', content_type: 'blogpost', status: 'draft' },
        ...{ labels: ['news'], content: `Now there is:\n\n${items.join('\n')}` },
      });
    },
    wanted: () =>
      newThing('content', {
        ...{ title: 'The November release', type: 'blogpost', status: 'draft', label: 'news', parentId: null },
        storage: (storage) => storage.includes('Checkout v2') && storage.includes('Faster search'),
      }),
    budget: { calls: 3, tokensIn: 100, tokensOut: 800 },
  },
  {
    name: 'folder',
    says: 'Make a folder "Postmortems 2026" in Engineering.',
    run: (agent) => agent.call('confluence_create_folder', { space_key: 'ENG', title: 'Postmortems 2026' }),
    wanted: ({ deployment }) =>
      deployment === 'cloud' ? newThing('content', { title: 'Postmortems 2026', type: 'folder', storage: '' }) : [],
    notOnDataCenter: 'confluence_create_folder',
    budget: { calls: 1, tokensIn: 20, tokensOut: 150 },
  },
  {
    name: 'state and emoji',
    says: 'Mark the network plan "In progress", with a construction sign.',
    run: async (agent) => {
      const page_id = await agent.find('Network plan');
      return agent.call('confluence_update_page_details', { page_id, status_label: 'In progress', emoji: '🚧' });
    },
    wanted: ({ deployment }) =>
      deployment === 'cloud'
        ? [
            { path: `content/${everydayIds.oldNetworkPlan}/state`, after: (state) => /in progress/i.test(state) },
            { path: `content/${everydayIds.oldNetworkPlan}/properties`, after: (now) => now.includes('1f6a7') },
          ]
        : [],
    notOnDataCenter: 'confluence_update_page_details',
    budget: { calls: 2, tokensIn: 45, tokensOut: 600 },
  },
];
