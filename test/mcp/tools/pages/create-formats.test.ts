import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ids } from '../../../../src/sandbox/seed/ids.js';
import { deployments } from '../../../support/deployments.js';
import { openToolClient, type ToolClient } from '../../../support/tool-client.js';

describe.each(deployments)('a new page on %s', (deployment) => {
  let client: ToolClient;
  let count = 0;
  beforeAll(async () => {
    client = await openToolClient(deployment);
  });
  afterAll(() => client.close());
  const argsOf = (args: Record<string, unknown>) => {
    count += 1;
    return { space_key: 'ENG', title: `New ${count}`, ...args };
  };
  const create = (args: Record<string, unknown>) => client.data('confluence_create_page', argsOf(args));
  const text = (args: Record<string, unknown>) => client.text('confluence_create_page', argsOf(args));

  it('is made from wiki markup, which Confluence turns into storage itself', async () => {
    const args = { content: 'h2. Steps\n\n* one\n* two', content_format: 'wiki' };
    expect(await create({ ...args, dry_run: true })).toMatchObject({ diff: '+h2. Steps\n+\n+* one\n+* two' });
    const { id } = await create(args);
    expect(client.sandbox.world.page(id).storage).toMatch(/<h2>Steps<\/h2>.*<li>/s);
  });

  it('whose title is taken names the page that has it, and says when it is this very page', async () => {
    const args = { space_key: 'ENG', title: 'Made twice', content: '- one\n- **two**' };
    const { id } = await client.data('confluence_create_page', args);
    expect(await client.text('confluence_create_page', args)).toBe(
      `INVALID_INPUT: title: page ${id} in this space already has this title with the same text: an earlier call seems to have created it. Continue with that page; do not create it again.`,
    );
    const other = await client.text('confluence_create_page', { ...args, content: 'Else.' });
    expect(other).toMatch(
      new RegExp(`^INVALID_INPUT: title: page ${id} in this space already has this title\\. Choose`),
    );
  });

  it.each([
    ['markdown', 'h2. Steps', /wiki markup.*content_format "wiki"/],
    ['markdown', '<p>a</p><ac:image><ri:url ri:value="https://e.com" /></ac:image>', /is storage/],
    ['storage', '# Steps', /is Markdown/],
    ['wiki', '<p>a</p>', /is storage/],
    ['wiki', 'See **this** [page](https://e.com)', /is Markdown/],
  ])('is refused when announced as %s it is %j', async (content_format, content, reason) => {
    for (const dry_run of [true, false]) {
      const answer = await text({ content, content_format, dry_run });
      expect(answer).toMatch(/^INVALID_INPUT: The content was sent as/);
      expect(answer).toMatch(reason);
    }
  });
});

describe.each(deployments)('text of another format on %s', (deployment) => {
  let client: ToolClient;
  beforeAll(async () => {
    client = await openToolClient(deployment);
  });
  afterAll(() => client.close());
  const storage = '<p>a</p><ac:image><ri:url ri:value="https://e.com" /></ac:image>';
  const page = { page_id: ids.paymentsRunbook };
  const others: [string, string, RegExp][] = [
    ['storage', storage, /is storage/],
    ['wiki markup', 'h2. Steps\n\n{info}Mind it{info}', /is wiki markup/],
    ['ADF', '{"version":1,"type":"doc","content":[]}', /is ADF/],
  ];
  const places: [string, string, (text: string) => Record<string, unknown>][] = [
    ['an appended part', 'confluence_edit_page', (content) => ({ ...page, edits: [{ op: 'append', content }] })],
    [
      'a row',
      'confluence_edit_page',
      (text) => ({ ...page, edits: [{ op: 'append_table_row', table: 1, cells: [text, '', ''] }] }),
    ],
    ['a comment', 'confluence_add_comment', (body) => ({ ...page, body })],
    ['a comment anew', 'confluence_update_comment', (body) => ({ comment_id: ids.footerComment, body })],
  ];

  it.each(places.flatMap(([place, ...call]) => others.map(([name, ...other]) => [name, place, call, other] as const)))(
    '%s is refused as %s',
    async (_name, _place, [tool, argsOf], [text, reason]) => {
      const answer = await client.text(tool, argsOf(text));
      expect(answer).toMatch(/^INVALID_INPUT: The content was sent as Markdown/);
      expect(answer).toMatch(reason);
      expect(client.writes()).toEqual([]);
    },
  );

  it.each(others)('%s is refused as a whole page', async (_, content, reason) => {
    const { version } = client.sandbox.world.page(ids.paymentsRunbook);
    const answer = await client.text('confluence_update_page', { ...page, content, expected_version: version.number });
    expect(answer).toMatch(reason);
    const markdown = { ...page, content: '# Steps', content_format: 'storage', expected_version: version.number };
    expect(await client.text('confluence_update_page', markdown)).toMatch(/sent as storage, but it is Markdown/);
    expect(client.writes()).toEqual([]);
  });

  it('is refused as the text of a template', async () => {
    const variables = { service: storage, impact: 'None' };
    const args = { template_id: ids.incidentTemplate, space_key: 'ENG', title: 'From a template', variables };
    expect(await client.text('confluence_create_page_from_template', args)).toMatch(
      /^INVALID_INPUT: The content was sent as plain text, but it is storage/,
    );
    expect(client.writes()).toEqual([]);
  });
});

describe('a live doc', () => {
  const args = { space_key: 'ENG', title: 'Live', content: 'Hello', content_type: 'live_doc' };

  it('is made on Cloud, and never as a draft', async () => {
    const client = await openToolClient('cloud');
    for (const dry_run of [true, false]) {
      expect(await client.text('confluence_create_page', { ...args, status: 'draft', dry_run })).toMatch(
        /^INVALID_INPUT: /,
      );
    }
    expect(await client.data('confluence_create_page', { ...args, dry_run: true })).toMatchObject({ changed: true });
    const { id } = await client.data('confluence_create_page', args);
    expect(client.sandbox.world.page(id)).toMatchObject({ type: 'page', subtype: 'live' });
    await client.close();
  });

  it('is refused on Data Center, which has none', async () => {
    const client = await openToolClient('datacenter');
    for (const dry_run of [true, false]) {
      expect(await client.text('confluence_create_page', { ...args, dry_run })).toMatch(/^NOT_SUPPORTED: .*live docs/);
    }
    await client.close();
  });
});
