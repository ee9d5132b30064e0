import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { catalogue } from '../../../src/mcp/index.js';
import { parseArguments } from '../../../src/mcp/schemas/parse-arguments.js';

function parse(name: string, args: Record<string, unknown>) {
  const tool = catalogue.find((one) => one.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  return parseArguments(tool.input, args, tool.effect === 'read' ? 'read' : 'write');
}

const taken = (name: string, args: Record<string, unknown>) => parse(name, args).args;
const refusal = (name: string, args: Record<string, unknown>): string => {
  try {
    parse(name, args);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

const page = { page_id: '1' };
const edit = { op: 'append', content: 'x' };
const task = { op: 'set_task', task: '1', done: true };

describe('arguments that are met half-way', () => {
  it('take a list by its name in the singular, once', () => {
    expect(taken('confluence_archive_pages', { pageId: '1' })).toMatchObject({ page_ids: ['1'] });
    expect(refusal('confluence_add_labels', { ...page, label: 'a', Label: 'b' })).toContain('unknown parameter "label", "Label"');
    expect(refusal('confluence_add_labels', { ...page, label: 'a', labels: 'b' })).toContain('unknown parameter "label"');
    expect(refusal('confluence_edit_page', { ...page, edits: [{ op: 'append_table_row', cell: 'a' }] })).toContain('"cell"');
  });

  // Claude Code and mcp-remote send lists, numbers and booleans as JSON strings at times.
  it.each([
    ['a list', 'confluence_edit_page', { ...page, edits: JSON.stringify([edit]) }, { edits: [edit] }],
    ['a list of strings', 'confluence_add_labels', { ...page, labels: '["a","b"]' }, { labels: ['a', 'b'] }],
    ['one string for a list', 'confluence_search', { query: 'x', space_keys: 'ENG' }, { space_keys: ['ENG'] }],
    ['one word for a list', 'confluence_remove_labels', { ...page, labels: 'runbook' }, { labels: ['runbook'] }],
    ['a number', 'confluence_search', { query: 'x', limit: '5' }, { limit: 5 }],
    ['a version', 'confluence_edit_page', { ...page, edits: [edit], expected_version: '1' }, { expected_version: 1 }],
    ['a boolean', 'confluence_delete_page', { ...page, dry_run: 'true' }, { dry_run: true }],
    ['false', 'confluence_delete_page', { ...page, purge: 'false' }, { purge: false }],
    ['a boolean within a list', 'confluence_edit_page', { ...page, edits: [{ ...task, done: 'true' }] }, { edits: [task] }],
    [
      'an object',
      'confluence_create_page_from_template',
      { template_id: '1', space_key: 'A', title: 't', variables: '{"topic":"x"}' },
      { variables: [{ name: 'topic', value: 'x' }] },
    ],
    [
      'a list of objects',
      'confluence_create_page_from_template',
      { template_id: '1', space_key: 'A', title: 't', variables: '[{"name":"topic","value":"x"}]' },
      { variables: [{ name: 'topic', value: 'x' }] },
    ],
  ])('take the JSON of %s', (_what, name, args, wanted) => {
    expect(taken(name, args)).toMatchObject(wanted);
  });

  it.each([
    ['confluence_search', { query: 'x', limit: 'five' }, /limit: expected number/],
    ['confluence_search', { query: 'x', limit: '[5]' }, /limit: expected number/],
    ['confluence_delete_page', { ...page, dry_run: 'maybe' }, /dry_run: expected boolean/],
    ['confluence_delete_page', { ...page, dry_run: 2 }, /dry_run: expected boolean/],
    ['confluence_search', { query: 'x', sort: 'newest' }, /sort: expected one of/],
    ['confluence_search', { query: 'x', updated_after: '01/02/2026' }, /updated_after: expected a date as YYYY-MM-DD, or/],
    ['confluence_search', { query: 'x', updated_after: '2026-02-30' }, /updated_after: expected a date/],
    ['confluence_search', { query: 'x', updated_after: 'last week' }, /updated_after: expected a date/],
    ['confluence_get_labels', { pageId: '1', 'page-id': '2' }, /page_id: required.*unknown parameter "pageId", "page-id"/],
    ['confluence_get_labels', { page_id: '1', pageId: '2' }, /unknown parameter "pageId"/],
    ['confluence_create_page', { space_key: 'A', title: 2026.1 }, /title: expected string/],
    ['confluence_add_labels', { ...page, labels: 'needs review, b' }, /labels.0: expected a label/],
    ['confluence_edit_page', { ...page, edits: 'append' }, /edits: expected array/],
    ['confluence_add_labels', { ...page, labels: '[draft]' }, /labels.0: expected a label/],
  ])('never guess: %s %j', (name, args, reason) => {
    expect(refusal(name, args)).toMatch(reason);
  });

  it.each([
    ...['True', 'TRUE', ' yes ', 'on', '1', 1].map((said) => ['confluence_delete_page', { dry_run: said }, { dry_run: true }]),
    ...['False', 'no', 'off', '0', 0].map((said) => ['confluence_delete_page', { purge: said }, { purge: false }]),
    ['confluence_add_labels', { labels: 'a, b,c' }, { labels: ['a', 'b', 'c'] }],
    ['confluence_add_labels', { labels: "['a', 'b']" }, { labels: ['a', 'b'] }],
    ['confluence_add_labels', { labels: 'a\nb' }, { labels: ['a', 'b'] }],
    ['confluence_add_labels', { labels: [2026] }, { labels: ['2026'] }],
    ['confluence_archive_pages', { page_ids: '1, 2' }, { page_ids: ['1', '2'] }],
    ['confluence_archive_pages', { page_ids: 12 }, { page_ids: ['12'] }],
    ['confluence_search', { query: 404, space_keys: 'ENG, HR' }, { query: '404', space_keys: ['ENG', 'HR'] }],
    ['confluence_search', { query: 'x', space_keys: 'eng,hr' }, { space_keys: ['eng', 'hr'] }],
    ['confluence_search', { query: 'x', space_keys: 'Sales, Marketing' }, { space_keys: ['Sales, Marketing'] }],
    ['confluence_search', { query: 'x', content_types: 'Page, Blog Post' }, { content_types: ['page', 'blogpost'] }],
    ['confluence_get_page', { format: 'Summary' }, { format: 'summary' }],
    ['confluence_create_page', { space_key: 'A', title: 2026, contentType: 'liveDoc' }, { title: '2026', content_type: 'live_doc' }],
    ['confluence_get_page', { pageId: '1', maxChars: 900 }, { page_id: '1', max_chars: 900 }],
    ['confluence_get_page', { 'Page ID': 1 }, { page_id: '1' }],
    ['confluence_edit_page', { edits: { Op: 'Append', Content: 'x' } }, { edits: [edit] }],
    ['confluence_edit_page', { edits: JSON.stringify(edit) }, { edits: [edit] }],
  ] as [string, Record<string, unknown>, object][])('take what models write for what it means: %s %j', (name, args, wanted) => {
    const own = name === 'confluence_search' || 'pageId' in args || 'Page ID' in args || 'title' in args ? {} : page;
    expect(taken(name, name === 'confluence_archive_pages' ? args : { ...own, ...args })).toMatchObject(wanted);
  });

  it.each([
    ['"42"', '42'],
    ['<https://acme.example/wiki/x/AQAB>', 'https://acme.example/wiki/x/AQAB'],
    ['[Plan](https://acme.example/wiki/spaces/A/pages/42/Plan#top)', 'https://acme.example/wiki/spaces/A/pages/42/Plan#top'],
    ['confluence://page/42', '42'],
    ['pageId=42', '42'],
    ['#42', '42'],
    ['/wiki/spaces/A/pages/42', '/wiki/spaces/A/pages/42'],
    [42, '42'],
  ])('take %j for the page that it names', (page_id, wanted) => {
    expect(taken('confluence_get_labels', { page_id })).toEqual({ page_id: wanted });
    expect(taken('confluence_add_labels', { page_ids: [page_id], labels: ['a'] })).toMatchObject({ page_ids: [wanted] });
  });

  it('take a choice in the plural, for a list and for one', () => {
    expect(taken('confluence_search', { query: 'x', content_types: ['Pages', 'Blog posts'] })).toMatchObject({
      content_types: ['page', 'blogpost'],
    });
    expect(taken('confluence_search', { query: 'x', content_types: 'attachments' })).toMatchObject({
      content_types: ['attachment'],
    });
    expect(refusal('confluence_search', { query: 'x', content_types: ['pagess'] })).toMatch(/expected one of/);
  });

  it.each(['Plan', '//evil.example/wiki/pages/42', 'file:///42', '4 2', '', '<>'])('take %j for no page', (page_id) => {
    expect(refusal('confluence_get_labels', { page_id })).toMatch(/^page_id: /);
  });

  it('keep text that looks like JSON where text is wanted', () => {
    expect(taken('confluence_create_page', { space_key: 'A', title: '42', content: '[1]' })).toMatchObject({
      title: '42',
      content: '[1]',
    });
  });

  // n8n puts these beside the arguments of every call.
  it.each(['sessionId', 'action', 'chatInput', 'toolCallId', 'tool', '_meta', '_n8n'])('ignore the key %s', (key) => {
    expect(taken('confluence_get_labels', { ...page, [key]: 'x' })).toEqual(page);
  });

  it('refuse the same keys anywhere else', () => {
    expect(refusal('confluence_edit_page', { ...page, edits: [{ ...edit, sessionId: 'x' }] })).toMatch(
      /edits\.0: unknown field "sessionId"; append has op, content/,
    );
  });

  // Strict modes send null or "" for every optional argument.
  it.each([
    ['null', { ...page, edits: [{ ...edit, heading: null, cells: null }], version_comment: null }],
    ['""', { ...page, edits: [{ ...edit, heading: '', find: '' }], version_comment: '', expected_version: '' }],
  ])('take %s for what is left out, within a list too', (_what, args) => {
    expect(taken('confluence_edit_page', args)).toMatchObject({ page_id: '1', edits: [edit] });
    expect(taken('confluence_edit_page', args)).not.toHaveProperty('version_comment');
  });

  it.each([
    ['confluence_get_page', { ...page, title: '', space_key: '', version: '', cursor: '', format: '' }],
    ['confluence_list_tasks', { space_key: '', page_id: '', due_before: '', status: '', assignee: '' }],
    ['confluence_search', { query: 'x', space_keys: [], content_types: [], labels: [], limit: 0 }],
    ['confluence_get_page_children', { ...page, depth: 0, limit: 0, cursor: null }],
  ])('take nothing for nothing in %s', (name, args) => {
    expect(refusal(name, args)).toBe('accepted');
  });

  it('keep what is empty where that is a value', () => {
    expect(taken('confluence_update_page', { ...page, content: '', expected_version: 1 })).toMatchObject({ content: '' });
    expect(taken('confluence_set_page_restrictions', { ...page, read_users: [] })).toMatchObject({ read_users: [] });
    const replace = { op: 'replace_text', find: 'a', replace: '' };
    expect(taken('confluence_edit_page', { ...page, edits: [replace] })).toMatchObject({ edits: [replace] });
    const cell = { op: 'append_table_row', table: '1', cells: ['', 'b'] };
    expect(taken('confluence_edit_page', { ...page, edits: [cell] })).toMatchObject({ edits: [cell] });
    const made = { template_id: '1', space_key: 'A', title: 't', variables: { topic: '' } };
    expect(taken('confluence_create_page_from_template', made)).toMatchObject({
      variables: [{ name: 'topic', value: '' }],
    });
  });

  // Where a field takes null, null is a value and no way to leave the field out.
  it('have no parameter of their own for which null is a value', () => {
    const nullable = catalogue.flatMap(({ name, input }) =>
      Object.entries(input.shape)
        .filter(([, field]) => (field as z.ZodType).safeParse(null).success)
        .map(([key]) => `${name}.${key}`),
    );
    expect(nullable).toEqual([]);
  });

  it('still miss what is required', () => {
    expect(refusal('confluence_get_labels', { page_id: null })).toMatch(/page_id: required/);
    expect(refusal('confluence_add_labels', { ...page, labels: [] })).toMatch(/labels: /);
    expect(refusal('confluence_create_page', { space_key: 'A', title: '' })).toMatch(/title: /);
  });

  it('cut amounts to what there can be, and say so', () => {
    expect(parse('confluence_search', { query: 'x', limit: 500 })).toMatchObject({
      args: { limit: 50 },
      warnings: ['limit was reduced to 50, its maximum.'],
    });
    expect(parse('confluence_get_page', { ...page, max_chars: '9000000' }).args).toMatchObject({ max_chars: 400_000 });
    expect(parse('confluence_get_page_children', { ...page, depth: 99 }).warnings).toHaveLength(1);
    expect(refusal('confluence_search', { query: 'x', limit: -1 })).toMatch(/limit: /);
    expect(refusal('add_numbers', { a: 1e16, b: 1 })).toMatch(/a: /);
  });

  it('name the fields of an operation when one of them is unknown', () => {
    expect(refusal('confluence_edit_page', { ...page, edits: [{ op: 'set_table_cell', value: '350 ms' }] })).toMatch(
      /edits\.0: unknown field "value"; set_table_cell has op, table, row, column, content/,
    );
    expect(refusal('confluence_edit_page', { ...page, edits: [{ kind: 'append' }] })).toMatch(/an edit has op, find, /);
  });

  it('trim a title', () => {
    expect(taken('confluence_get_page', { title: '  Onboarding ', space_key: 'A' })).toMatchObject({ title: 'Onboarding' });
  });

  it.each(['parent_id', 'target_parent_id', 'target_id'])('take the URL of a page as %s', (field) => {
    const url = 'https://acme.example/wiki/spaces/A/pages/42/Plan';
    const name = field === 'parent_id' ? 'confluence_copy_page' : 'confluence_move_page';
    const more = field === 'parent_id' ? { title: 't' } : field === 'target_id' ? { position: 'after' } : {};
    expect(taken(name, { ...page, ...more, [field]: url })).toMatchObject({ [field]: url });
  });

  it.each([
    ['the alphabet of URLs', 'a-_-', 'a+/+'],
    ['the signs of both alphabets', 'a-/-', null],
  ])('take base64 with %s for what it means', (_what, content_base64, wanted) => {
    const file = { ...page, filename: 'a.bin', content_base64 };
    if (wanted === null) expect(refusal('confluence_upload_attachment', file)).toMatch(/content_base64: expected/);
    else expect(taken('confluence_upload_attachment', file)).toMatchObject({ content_base64: wanted });
  });

  it.each([
    ['line breaks', 'aGVs\r\nbG8=\n'],
    ['no padding', 'aGVsbG8'],
    ['a data: prefix', 'data:image/png;base64,aGVsbG8='],
    ['all of it', 'data:text/plain;charset=utf-8;base64,aGVs bG8'],
  ])('take base64 with %s', (_what, content_base64) => {
    const file = { ...page, filename: 'image2019-9-13 11:51:31.png', content_base64 };
    expect(taken('confluence_upload_attachment', file)).toMatchObject({ content_base64: 'aGVsbG8=' });
  });
});
