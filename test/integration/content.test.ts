import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countTokens } from 'gpt-tokenizer';
import { modernClient, textOf, type AnyClient } from '../support/clients.js';
import { startTestService, type TestService } from '../support/service.js';

let service: TestService;
let client: AnyClient;

beforeAll(async () => void (service = await startTestService()));
afterAll(() => service.close());

interface Written {
  page_id: string;
  version: number;
  content: string;
}

const drawio =
  '<ac:structured-macro ac:name="drawio" ac:schema-version="1" ac:macro-id="d1a9"><ac:parameter ac:name="diagramName">flow &amp; more</ac:parameter><ac:parameter ac:name="width">641</ac:parameter></ac:structured-macro>';
const jira =
  '<ac:structured-macro ac:name="jira" ac:macro-id="j1a9"><ac:parameter ac:name="key">PAY-7</ac:parameter><ac:parameter ac:name="serverId">0b1</ac:parameter></ac:structured-macro>';
const rich = [
  '<ac:layout><ac:layout-section ac:type="two_equal" ac:breakout-mode="default"><ac:layout-cell>',
  '<ac:structured-macro ac:name="toc" ac:macro-id="t1a9"><ac:parameter ac:name="maxLevel">3</ac:parameter></ac:structured-macro>',
  `<h1>Flow</h1><p>Money moves <strong>slowly</strong> here.</p>${drawio}`,
  `<p>Tracked in ${jira} since spring.</p></ac:layout-cell><ac:layout-cell><h1>People</h1><p />`,
  '<table data-layout="default"><colgroup><col style="width: 90.0px;" /><col /></colgroup><tbody><tr><th data-highlight-colour="#deebff"><p>Name</p></th><th><p>Duty</p></th></tr><tr><td data-highlight-colour="#ffebe6"><p>Amina</p></td><td><p>Refunds on call</p></td></tr></tbody></table>',
  '<ac:task-list><ac:task><ac:task-id>3</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>Rotate the keys</ac:task-body></ac:task></ac:task-list>',
  '<p>The settlement window is short.</p></ac:layout-cell></ac:layout-section></ac:layout>',
].join('');

async function call(name: string, args: Record<string, unknown>) {
  const answer = await client.call(name, args);
  if (answer.isError) throw new Error(textOf(answer));
  return answer.structuredContent as Record<string, unknown>;
}

async function read(page_id: string, args: Record<string, unknown> = {}): Promise<Written> {
  return { ...(await call('confluence_get_page', { page_id, ...args })), page_id } as unknown as Written;
}

let pages = 0;
/** A new page of this storage, as it reads. */
async function pageOf(storage: string): Promise<Written> {
  client = await modernClient(service.url, await service.token());
  const made = { space_key: 'ENG', title: `Fidelity ${++pages}`, content: storage, content_format: 'storage' };
  return read((await call('confluence_create_page', made))['id'] as string);
}

const stored = async (page_id: string) => (await read(page_id, { format: 'storage', max_chars: 400_000 })).content;
const puts = () => service.sandbox.requests.filter(({ method }) => method === 'PUT').length;
const update = ({ page_id, version }: Written, content: string, more = {}) =>
  client.call('confluence_update_page', { page_id, content, expected_version: version, ...more });

/** The page with a comment on some of its words, as it then reads. */
async function commented(storage: string, words: string): Promise<Written> {
  const { page_id } = await pageOf(storage);
  await call('confluence_add_comment', { page_id, body: 'Is it?', text_selection: words });
  return read(page_id);
}

describe('a page that Markdown cannot show in full', () => {
  it('sends no write when it comes back as it was read, or only laid out otherwise', async () => {
    const page = await pageOf(rich);
    const before = puts();
    for (const content of [page.content, page.content.replaceAll('**', '__').replaceAll(' | ', '  |  ')]) {
      expect((await update(page, content)).structuredContent).toMatchObject({ changed: false, version: 1 });
    }
    expect(puts()).toBe(before);
    expect(await stored(page.page_id)).toBe(rich);
  });

  it.each([
    ['moves', 'travels'],
    ['since spring', 'since autumn'],
    ['Refunds on call', 'Refunds on duty'],
    ['Rotate the keys', 'Rotate the locks'],
    ['is short', 'is brief'],
  ])('keeps every other byte when "%s" becomes "%s", and the comment its anchor', async (from, to) => {
    const page = await commented(rich, 'settlement window');
    const before = await stored(page.page_id);
    expect(before).toContain('<ac:inline-comment-marker');
    const answer = await update(page, page.content.replace(from, to));
    expect(answer.structuredContent).toMatchObject({ changed: true });
    expect(await stored(page.page_id)).toBe(before.replace(from, to));
    const { comments } = await call('confluence_get_comments', { page_id: page.page_id });
    expect(comments).toMatchObject([{ location: 'inline' }]);
    expect(JSON.stringify(comments)).not.toContain('dangling');
  });

  it.each([
    ['a placeholder', /::macro\[drawio[^\n]*\n\n/, 'drawio flow', 'drawio'],
    ['the commented words', / settlement window/, 'settlement window', 'ac:inline-comment-marker'],
    ['the commented sentence', /\n\nThe settlement[^\n]*/, 'settlement window', 'ac:inline-comment-marker'],
  ])('refuses to lose %s, unless that is allowed', async (_, gone, name, bytes) => {
    const page = await commented(rich, 'settlement window');
    const before = await stored(page.page_id);
    const edited = page.content.replace(gone, '');
    const refused = await update(page, edited);
    expect(textOf(refused)).toMatch(/^CONTENT_LOSS/);
    expect(textOf(refused)).toContain(name);
    expect(await stored(page.page_id)).toBe(before);
    const allowed = await update(page, edited, { allow_loss: true });
    expect(allowed.structuredContent).toMatchObject({ changed: true });
    expect(await stored(page.page_id)).not.toContain(bytes);
  });
});

describe('somebody who edits meanwhile', () => {
  it('loses nothing, and neither does the writer, when the edits are of different sections', async () => {
    const page = await pageOf(rich);
    await call('confluence_edit_page', {
      page_id: page.page_id,
      edits: [{ op: 'replace_text', find: 'is short', replace: 'is long' }],
    });
    const answer = await update(page, page.content.replace('moves', 'travels'));
    expect(answer.structuredContent).toMatchObject({ changed: true, version: 3 });
    expect(await stored(page.page_id)).toBe(rich.replace('moves', 'travels').replace('is short', 'is long'));
  });

  it('is not overwritten in the same paragraph', async () => {
    const page = await pageOf(rich);
    const edits = [{ op: 'replace_text', find: 'moves', replace: 'crawls' }];
    await call('confluence_edit_page', { page_id: page.page_id, edits });
    const refused = await update(page, page.content.replace('moves', 'travels'));
    expect(textOf(refused)).toMatch(/^VERSION_CONFLICT/);
    expect(await stored(page.page_id)).toBe(rich.replace('moves', 'crawls'));
  });
});

describe('a page of 300 KB', () => {
  const section = (i: number) =>
    `<h2>Chapter ${i}</h2>${Array.from({ length: 10 }, (_, j) => `<p style="margin-left: 0px;">Paragraph ${j} of chapter ${i} tells at <strong>some</strong> length how the plant is run, what is checked in the morning and whom to call.</p>`).join('')}${drawio.replace('d1a9', `d${i}`)}`;
  const large = Array.from({ length: 170 }, (_, i) => section(i)).join('');

  it('is outlined, read and edited in one section for a small part of its tokens', async () => {
    expect(large.length).toBeGreaterThan(300_000);
    const { page_id, version } = await pageOf(large);
    const ask = (args: object) => client.call('confluence_get_page', { page_id, ...args });
    const outline = await ask({ format: 'outline' });
    const one = await ask({ section: 'Chapter 77' });
    expect(textOf(one)).toContain('Paragraph 9 of chapter 77');
    expect(textOf(one)).not.toContain('chapter 78');
    const [find, replace] = ['Paragraph 3 of chapter 77 tells', 'Paragraph 3 of chapter 77 says'];
    const edits = [{ op: 'replace_text', find, replace }];
    const edited = await client.call('confluence_edit_page', { page_id, expected_version: version, edits });
    expect(edited.structuredContent).toMatchObject({ changed: true });
    expect(await stored(page_id)).toBe(large.replace(find, replace));
    const whole = countTokens(large);
    const spent = [outline, one, edited].map((answer) => countTokens(textOf(answer)));
    expect(spent.reduce((sum, tokens) => sum + tokens, 0)).toBeLessThan(whole / 10);
  });
});

describe('hostile input', () => {
  const answersOf = [
    ['nested far too deep', '<div>'.repeat(5_000) + '</div>'.repeat(5_000)],
    ['not well-formed', '<p>open'],
    ['with entities of its own', '<!DOCTYPE x [<!ENTITY a "b">]><p>&a;</p>'],
  ] as const;

  it.each(answersOf)('is refused as storage %s', async (_, content) => {
    client = await modernClient(service.url, await service.token());
    const before = service.sandbox.requests.filter(({ method }) => method === 'POST').length;
    const answer = await client.call('confluence_create_page', {
      space_key: 'ENG',
      title: `Hostile ${++pages}`,
      content,
      content_format: 'storage',
    });
    expect(textOf(answer)).toMatch(/^UNCONVERTIBLE: .*(nested|not well-formed|DOCTYPE)/);
    expect(service.sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(before);
  });

  it('on a page is read without what cannot be seen and without addresses that run code', async () => {
    const page = await pageOf(
      '<p>safe\u200Bty<a href="javascript:alert(1)"> click</a> \u{E0041}\u202Eend ::macro[drawio x]{#md1}</p>',
    );
    expect(page.content).toBe('safety click end :\\:macro[drawio x\\]{#md1}');
    expect((await update(page, page.content)).structuredContent).toMatchObject({ changed: false });
  });

  it('that invents a placeholder is refused', async () => {
    const page = await pageOf('<p>a</p>');
    expect(textOf(await update(page, 'a\n\n::macro[html]{#m666}'))).toMatch(/^UNCONVERTIBLE: .*#m666/);
  });
});
