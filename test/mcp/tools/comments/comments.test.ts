import { describe, expect, it } from '@jest/globals';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const notes = '131075';
const inline = '229377';
const comment = (id: string) => fixture().sandbox.world.comments.get(id);
const add = (args: Record<string, unknown>) => fixture().data('confluence_add_comment', args);
const addText = (args: Record<string, unknown>) => fixture().text('confluence_add_comment', args);

describe('confluence_get_comments', () => {
  it('lists the discussion in thread order', async () => {
    const { comments } = await fixture().data('confluence_get_comments', { page_id: notes });
    expect(comments).toContainEqual({
      id: inline,
      page_id: notes,
      location: 'inline',
      status: 'open',
      author: { id: expect.any(String), name: '田中 由紀' },
      body: 'Does this include the archive tables?',
      created_at: expect.any(String),
      reply_to: null,
      text_selection: 'database migration',
    });
    const ids = comments.map(({ id }: { id: string }) => id);
    expect(ids.indexOf('229378')).toBe(ids.indexOf(inline) + 1);
    expect(comments.find(({ id }: { id: string }) => id === '229378').reply_to).toBe(inline);
  });

  it('filters, and renders each with its facts', async () => {
    const text = await fixture().text('confluence_get_comments', { page_id: notes, location: 'footer' });
    expect(text).toContain(
      ' 2026-11-17T09:30:00.000Z (id 229379, footer, open)\n  Thanks for the notes – short and clear.',
    );
    expect(text).not.toContain(inline);
    const inlineText = await fixture().text('confluence_get_comments', { page_id: notes, location: 'inline' });
    expect(inlineText).toContain('  on: database migration\n');
    expect(inlineText).toContain(`reply to ${inline}`);
    expect(await fixture().text('confluence_get_comments', { page_id: notes, status: 'resolved' })).toBe(
      'No comments with status "resolved".',
    );
  });

  it('tells an empty list with all of its filters, which may be why it is empty', async () => {
    const args = { page_id: notes, status: 'resolved', location: 'inline' };
    expect(await fixture().text('confluence_get_comments', args)).toBe(
      'No comments with status "resolved" and location "inline".',
    );
  });
});

describe('confluence_add_comment', () => {
  it('comments at the foot of a page', async () => {
    const result = await add({ page_id: notes, body: 'Looks **good**' });
    expect(result).toEqual({ id: expect.any(String), changed: true, dry_run: false });
    expect(comment(result.id)).toMatchObject({ contentId: notes });
    expect(JSON.stringify(comment(result.id))).toContain('<strong>good</strong>');
  });

  it('replies in the thread of a comment', async () => {
    const { id } = await add({ reply_to: inline, body: 'Yes.' });
    const { comments } = await fixture().data('confluence_get_comments', { page_id: notes, location: 'inline' });
    expect(comments.find((one: { id: string }) => one.id === id)).toMatchObject({
      reply_to: inline,
      location: 'inline',
    });
  });

  it('comments on words that are there once', async () => {
    const { id } = await add({ page_id: notes, body: 'Really?', text_selection: 'takes three evenings' });
    const { comments } = await fixture().data('confluence_get_comments', { page_id: notes, location: 'inline' });
    expect(comments.find((one: { id: string }) => one.id === id)).toMatchObject({
      text_selection: 'takes three evenings',
    });
  });

  it('comments on words with a no-break space, quotes and dashes that the page writes otherwise', async () => {
    const storage = '<p>We agreed on a <strong>sixty</strong>&nbsp;day limit – the “hard” one.</p>';
    const args = { space_key: 'ENG', title: 'Signs of another kind', content: storage, content_format: 'storage' };
    const { id: page } = await fixture().data('confluence_create_page', args);
    const phrase = 'sixty day limit - the "hard" one';
    await add({ page_id: page, body: 'Really?', text_selection: phrase });
    const [{ text_selection: shown }] = (await fixture().data('confluence_get_comments', { page_id: page })).comments;
    expect(shown).toBe('sixty\u00a0day limit – the “hard” one');
  });

  // Words that stand in code too were counted there, which Confluence need not do: every such comment was refused.
  it.each([
    ['once outside of it', undefined, 0],
    ['once more behind it', 2, 1],
  ])('comments on words that stand in code too, %s', async (_, match_index, at) => {
    const code =
      '<ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[make deploy\nmake test]]></ac:plain-text-body></ac:structured-macro>';
    const more = match_index === undefined ? '' : '<p>Then make test.</p>';
    const storage = `<p>Run make test.</p>${code}${more}`;
    const args = { space_key: 'ENG', title: `Code ${at}`, content: storage, content_format: 'storage' };
    const { id: page } = await fixture().data('confluence_create_page', args);
    const index = match_index === undefined ? {} : { match_index };
    await add({ page_id: page, body: 'Really?', text_selection: 'make test', ...index });
    const { content } = await fixture().data('confluence_get_page', { page_id: page, format: 'storage' });
    const marked = String(content).replace(/<(\/?)ac:inline-comment-marker[^>]*>/g, (_tag, slash: string) =>
      slash ? ']' : '[',
    );
    expect(marked).toContain(at === 0 ? '<p>Run [make test].</p>' : '<p>Then [make test].</p>');
  });

  it('asks which, when the words are there more than once', async () => {
    const words = { page_id: '131073', body: '?', text_selection: 'the' };
    const text = await addText(words);
    const count = Number(/^INVALID_INPUT: text_selection: this text is on the page (\d+) times/.exec(text)?.[1]);
    expect(count).toBeGreaterThan(1);
    expect(await add({ ...words, match_index: count - 1 })).toMatchObject({ changed: true });
    expect(await addText({ ...words, match_index: count })).toMatch(/^INVALID_INPUT: match_index: /);
    expect(await addText({ ...words, text_selection: 'not on the page' })).toMatch(/^INVALID_INPUT: text_selection: /);
  });

  it.each([
    [{ body: 'x' }, 'give either page_id or reply_to'],
    [
      { body: 'x', page_id: notes, reply_to: inline, text_selection: 'a' },
      'text_selection needs page_id and cannot be used with reply_to: a reply belongs to the words of the comment it answers',
    ],
    [{ body: 'x', page_id: notes, match_index: 0 }, 'match_index needs text_selection'],
  ])('asks for one place, given %j', async (args, message) => {
    expect(await addText(args)).toBe(`INVALID_INPUT: ${message}.`);
  });

  it('answers a comment beside whose id stands its page, and no other page', async () => {
    expect(await add({ page_id: notes, reply_to: inline, body: 'Yes.' })).toMatchObject({ changed: true });
    expect(await addText({ page_id: '131073', reply_to: inline, body: 'Yes.' })).toMatch(
      new RegExp(`^INVALID_INPUT: reply_to: comment ${inline} is on page ${notes}, not on page 131073`),
    );
  });

  it('previews without writing, but not for a place that is not there', async () => {
    expect(await add({ page_id: notes, body: 'a\nb', dry_run: true })).toEqual({
      id: null,
      changed: true,
      dry_run: true,
      diff: '+ a\n+ b',
    });
    expect(await add({ reply_to: inline, body: 'a', dry_run: true })).toMatchObject({ dry_run: true });
    expect(await add({ page_id: notes, body: 'a', text_selection: 'Weekly', dry_run: true })).toMatchObject({
      id: null,
    });
    expect(await addText({ page_id: '5', body: 'a', dry_run: true })).toMatch(/^NOT_FOUND: /);
    expect(await addText({ page_id: notes, body: ' <!-- a -->', dry_run: true })).toMatch(
      /^INVALID_INPUT: body: the text would show nothing/,
    );
    expect(await addText({ reply_to: '5', body: 'a', dry_run: true })).toMatch(/^NOT_FOUND: /);
    expect(fixture().writes()).toEqual([]);
  });
});

describe('confluence_update_comment', () => {
  it('replaces the text', async () => {
    const args = { comment_id: '229379', body: 'Thanks for the notes – short and *very* clear.' };
    expect(await fixture().data('confluence_update_comment', args)).toEqual({
      id: '229379',
      changed: true,
      dry_run: false,
    });
    expect(JSON.stringify(comment('229379'))).toContain('<em>very</em>');
  });

  it('previews, and writes nothing for the same text', async () => {
    const same = { comment_id: '229379', body: 'Thanks for the notes – short and clear.' };
    expect(await fixture().data('confluence_update_comment', same)).toMatchObject({ changed: false });
    const preview = await fixture().data('confluence_update_comment', { ...same, body: 'No thanks.', dry_run: true });
    expect(preview.diff).toMatch(/^\+.*No thanks\./m);
    expect(fixture().writes()).toEqual([]);
  });

  it('tells what went with the old text', async () => {
    const mention = '<ac:link><ri:user ri:account-id="5b10a2844c20165700ede21g" /></ac:link>';
    const macro =
      '<ac:structured-macro ac:name="jira" ac:macro-id="1"><ac:parameter ac:name="key">A-1</ac:parameter></ac:structured-macro>';
    const { id } = await add({ page_id: notes, body: 'x' });
    const stored = comment(id) as unknown as { revisions: { storage: string }[] };
    stored.revisions[stored.revisions.length - 1]!.storage = `<p>Hi ${mention} ${macro}</p>`;
    const result = await fixture().data('confluence_update_comment', { comment_id: id, body: 'Bye' });
    expect(result.warnings.join('\n')).toMatch(/^Lost: /m);
  });
});

describe('confluence_resolve_comment', () => {
  const resolve = (args: Record<string, unknown>) =>
    fixture().data('confluence_resolve_comment', { comment_id: inline, ...args });

  it('resolves and reopens', async () => {
    expect(await resolve({})).toEqual({ id: inline, changed: true, dry_run: false, diff: 'status: open -> resolved' });
    expect(await resolve({})).toEqual({ id: inline, changed: false, dry_run: false });
    expect(await resolve({ resolved: false, dry_run: true })).toMatchObject({ changed: true, dry_run: true });
    expect(await fixture().text('confluence_resolve_comment', { comment_id: inline, resolved: false })).toMatch(
      /^Done, reopened: id 229377/,
    );
    expect(fixture().writes()).toHaveLength(2);
  });

  it('cannot resolve a comment at the foot of a page', async () => {
    expect(await fixture().text('confluence_resolve_comment', { comment_id: '229379' })).toMatch(/^NOT_SUPPORTED: /);
  });
});

describe('confluence_delete_comment', () => {
  it('previews, then deletes', async () => {
    const args = { comment_id: '229379' };
    expect(await fixture().data('confluence_delete_comment', { ...args, dry_run: true })).toMatchObject({
      diff: '- Thanks for the notes – short and clear.',
    });
    expect(fixture().writes()).toEqual([]);
    expect(await fixture().data('confluence_delete_comment', args)).toMatchObject({ changed: true });
    expect(comment('229379')).toBeUndefined();
    expect(await fixture().text('confluence_delete_comment', args)).toMatch(/^NOT_FOUND: /);
  });
});
