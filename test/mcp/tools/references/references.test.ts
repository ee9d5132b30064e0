import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ids } from '../../../../src/sandbox/seed/ids.js';
import { people } from '../../../../src/sandbox/seed/people.js';
import { userKeys } from '../../../../src/sandbox/seed/data-center.js';
import { deployments } from '../../../support/deployments.js';
import { openToolClient, type ToolClient } from '../../../support/tool-client.js';

const onCloud = {
  jonas: { id: people.jonas, element: `<ri:user ri:account-id="${people.jonas}" />` },
  amina: { id: people.amina, element: `<ri:user ri:account-id="${people.amina}" />` },
};
const onDataCenter = {
  jonas: { id: 'jonas', element: `<ri:user ri:userkey="${userKeys.jonas}" />` },
  amina: { id: 'amina', element: `<ri:user ri:userkey="${userKeys.amina}" />` },
};

describe.each(deployments)('text that is written to %s', (deployment) => {
  const { jonas, amina } = deployment === 'cloud' ? onCloud : onDataCenter;
  let client: ToolClient;
  let titles = 0;
  beforeAll(async () => {
    client = await openToolClient(deployment);
  });
  afterEach(() => client.sandbox.faults.clear());
  afterAll(() => client.close());

  const storageOf = (id: string) => client.sandbox.world.page(id).storage;

  /** Every tool that takes Markdown: what it answers, and the storage that it wrote. */
  const writers: Record<string, (text: string, more?: object) => Promise<{ warnings?: string[]; storage: string }>> = {
    confluence_create_page: async (content, more) => {
      titles += 1;
      const args = { space_key: 'ENG', title: `Text ${titles}`, content, ...more };
      const { id, warnings } = await client.data('confluence_create_page', args);
      return { warnings, storage: id === null ? '' : storageOf(id) };
    },
    confluence_update_page: async (text, more) => {
      const page_id = await newPage();
      const args = { page_id, expected_version: 1, content: `Old words.\n\n${text}`, ...more };
      const { warnings } = await client.data('confluence_update_page', args);
      return { warnings, storage: storageOf(page_id) };
    },
    confluence_edit_page: async (content, more) => {
      const page_id = await newPage();
      const args = { page_id, edits: [{ op: 'append', content }], ...more };
      const { warnings } = await client.data('confluence_edit_page', args);
      return { warnings, storage: storageOf(page_id) };
    },
    confluence_add_comment: async (body, more) => {
      const { id, warnings } = await client.data('confluence_add_comment', { page_id: ids.onboarding, body, ...more });
      return { warnings, storage: id === null ? '' : commentStorage(id) };
    },
    confluence_update_comment: async (body, more) => {
      const { id } = await client.data('confluence_add_comment', { page_id: ids.onboarding, body: 'Old words.' });
      const args = { comment_id: id, body: `Old words.\n\n${body}`, ...more };
      const { warnings } = await client.data('confluence_update_comment', args);
      return { warnings, storage: commentStorage(id) };
    },
  };
  const commentStorage = (id: string) => client.sandbox.world.comment(id).revisions.at(-1)?.storage ?? '';
  async function newPage(): Promise<string> {
    titles += 1;
    const args = { space_key: 'ENG', title: `Text ${titles}`, content: 'Old words.' };
    return ((await client.data('confluence_create_page', args)) as { id: string }).id;
  }

  describe.each(Object.entries(writers))('by %s', (_name, write) => {
    it('mentions people by id and by name as this deployment does, and gives a task its date', async () => {
      const { storage, warnings } = await write(
        `Ask [@Amina](user:${amina.id}).\n\n- [ ] @Jonas Weber check the backup (due 2026-12-04)`,
      );
      expect(storage).toContain(amina.element);
      expect(storage).toContain(`<ac:link>${jonas.element}</ac:link> check the backup`);
      expect(storage).toContain('<time datetime="2026-12-04" />');
      expect(storage).not.toContain('@Jonas');
      expect(warnings).toBeUndefined();
    });

    it('names one by one who and what is not there, also in a preview', async () => {
      const text =
        '[@X](user:nobody-7), @Ann Nowhere and @Jonas; [a](page:ENG:No such page), [b](page:NOPE:X), [c](attachment:gone.pdf), ' +
        '[d](attachment:ENG:Payments%20runbook/gone.csv), [e](page:ENG:Payments%20runbook)';
      const { warnings = [], storage } = await write(text);
      const previewed = await write(text, { dry_run: true });
      expect(previewed.warnings).toEqual(warnings);
      expect(storage).toContain('@Ann Nowhere and @Jonas;');
      expect(warnings).toEqual([
        expect.stringMatching(/^Nobody has the id "nobody-7"/),
        expect.stringMatching(
          /^"@Ann Nowhere" stays plain text, because it is nobody's full name: .* confluence_search_user/,
        ),
        expect.stringContaining(
          `"@Jonas" stays plain text, because it is nobody's full name: write [@Jonas Weber](user:${jonas.id})`,
        ),
        expect.stringMatching(/no page "No such page" in space ENG/),
        expect.stringMatching(/no page "X" in space NOPE/),
        expect.stringMatching(/no file "gone.pdf" on this page/),
        expect.stringMatching(/no file "gone.csv" on page "Payments runbook"/),
      ]);
    });

    it('tells whose a mention is where it is written with the name of somebody else', async () => {
      const text = `Ask [@Jonas](user:${amina.id}), [@Amina D.](user:${amina.id}) and [](user:${jonas.id}).`;
      const { warnings } = await write(text);
      expect(warnings).toEqual([
        expect.stringMatching(/^The mention \[@Jonas\]\(user:[^)]*\) is of Amina .*Correct the id/),
      ]);
    });

    it('asks for nothing when it points at nothing', async () => {
      await write('Plain words.');
      const { requests } = client.sandbox;
      requests.length = 0;
      await write('Plain words, and `@Jonas Weber` in code.', { dry_run: true });
      const looked = requests
        .filter(({ path }) => /search|api\/user(?!\/current)/.test(path))
        // Whether the title is taken is asked for every new page.
        .filter(({ query }) => !/\btitle ~ /.test(String(query['cql'])))
        .map(({ path, query }) => `${path} ${String(query['cql'])}`);
      expect(looked).toEqual([]);
    });
  });

  it.each([
    ['and nothing else', 'Ask [@Jonas](user:ID) first.', 1],
    ['with a word beside it', 'Ask [@Jonas](user:ID) now.', 1],
    ['by its own name', 'Ask [@Amina D.](user:ID) now.', 0],
    ['as a page without names shows it', 'Ask [@user](user:ID) now.', 0],
  ])(
    'tells that a mention of the page keeps its person when it is written with another name, %s',
    async (_, sent, count) => {
      titles += 1;
      const args = { space_key: 'ENG', title: `Text ${titles}`, content: `Ask [@Amina](user:${amina.id}) first.` };
      const { id } = (await client.data('confluence_create_page', args)) as { id: string };
      const key = /ri:(?:account-id|userkey)="([^"]+)"/.exec(storageOf(id))?.[1] ?? '';
      const change = { page_id: id, expected_version: 1, content: sent.replace('ID', key) };
      const { warnings = [] } = (await client.data('confluence_update_page', change)) as { warnings?: string[] };
      expect(storageOf(id)).toContain(amina.element);
      expect(warnings).toEqual(
        Array(count).fill(expect.stringMatching(/^The mention \[@Jonas\].* is of Amina .*Correct the id/)),
      );
    },
  );

  it('finds files of the page, and pages that the text is about to make', async () => {
    const { world } = client.sandbox;
    const { title } = world.attachment(ids.capacityCsv);
    const args = { page_id: world.attachment(ids.capacityCsv).contentId, dry_run: true };
    const edits = [{ op: 'append', content: `[file](attachment:${title})` }];
    expect(await client.data('confluence_edit_page', { ...args, edits })).not.toHaveProperty('warnings');
    const page = { space_key: 'ENG', title: 'Itself', content: '[me](page:ENG:Itself)', dry_run: true };
    expect(await client.data('confluence_create_page', page)).not.toHaveProperty('warnings');
  });

  it('says so when people cannot be looked up, and writes all the same', async () => {
    client.sandbox.faults.add({ kind: 'status', status: 403, match: { path: /user/ } });
    const content = 'Ask [@Amina](user:someone-else) or @Jonas Weber.';
    const { warnings } = await client.data('confluence_create_page', { space_key: 'ENG', title: 'No people', content });
    expect(warnings).toEqual([
      'People could not be looked up (FORBIDDEN), so it is not known whether the mentions work.',
      expect.stringMatching(/^"@Jonas Weber" stays plain text: .*\(\w+\)\.$/),
    ]);
  });

  it('leaves a name that two people have to the writer', async () => {
    const { users } = client.sandbox.world;
    const twin = { ...client.sandbox.world.user(deployment === 'cloud' ? people.jonas : userKeys.jonas) };
    const accountId = deployment === 'cloud' ? '712020:twin' : '8a8181a25c1f0001015c1f0a00010099';
    users.set(accountId, { ...twin, accountId, username: 'jonas2' });
    try {
      const page = { space_key: 'ENG', title: 'Twins', content: 'Ask @Jonas Weber.', dry_run: true };
      const { warnings } = await client.data('confluence_create_page', page);
      expect(warnings).toEqual([
        expect.stringMatching(/stays plain text, because several people have that name \(.*, .*\)/),
      ]);
    } finally {
      users.delete(accountId);
    }
  });

  it('mentions who is named in a variable of a template', async () => {
    const args = {
      template_id: ids.incidentTemplate,
      space_key: 'ENG',
      title: 'From a template',
      variables: {
        service: 'Payments & more',
        impact: `Ask @Jonas Weber or [@Amina Diallo](user:${amina.id}), not @Ann Nowhere.`,
      },
    };
    const { id, warnings } = await client.data('confluence_create_page_from_template', args);
    expect(storageOf(id)).toContain(
      `Ask <ac:link>${jonas.element}</ac:link> or <ac:link>${amina.element}</ac:link>, not @Ann Nowhere.`,
    );
    expect(warnings).toEqual([expect.stringContaining('"@Ann Nowhere"')]);
  });

  it('reads mentions with the names of people', async () => {
    const { id } = await client.data('confluence_create_page', {
      space_key: 'ENG',
      title: 'Read me',
      content: `[@x](user:${amina.id})`,
    });
    expect(await client.text('confluence_get_page', { page_id: id })).toContain('[@Amina Diallo](user:');
  });

  it('writes code in a language that the macro knows', async () => {
    const { storage } = (await writers['confluence_create_page']?.('```tsx\na\n```\n\n```http\nb\n```')) ?? {};
    const languages = [...(storage ?? '').matchAll(/ac:name="language">(\w+)</g)].map(([, name]) => name);
    expect(languages).toEqual(deployment === 'cloud' ? ['tsx', 'http'] : ['js']);
  });
});
