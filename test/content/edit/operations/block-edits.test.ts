import { describe, expect, it } from '@jest/globals';
import type { Edit } from '../../../../src/content/index.js';
import { applyEdits } from '../../../../src/content/index.js';

const list = '<ul><li>first thing</li><li>second thing</li></ul>';
const page = `<h2>One</h2><p>Alpha beta.</p>${list}<blockquote><p>quoted</p></blockquote><p>Delta <strong>epsilon</strong>.</p>`;

/** A list of decisions of the new editor. */
function decisionList(decisions: readonly string[], from = 0): string {
  const items = decisions.map(
    (text, i) =>
      `<ac:adf-node type="decision-item"><ac:adf-attribute key="local-id">d${from + i}</ac:adf-attribute><ac:adf-content>${text}</ac:adf-content></ac:adf-node>`,
  );
  return `<ac:adf-extension><ac:adf-node type="decision-list"><ac:adf-attribute key="local-id">l1</ac:adf-attribute>${items.join('')}</ac:adf-node><ac:adf-fallback><ul><li>${decisions.join()}</li></ul></ac:adf-fallback></ac:adf-extension>`;
}

function edited(...edits: Edit[]): string {
  return applyEdits({ current: page, edits }).storage;
}

describe('blocks named by their words', () => {
  // Only headings and placeholders could be named, so that a paragraph was out of reach.
  it.each<[string, Edit, string, string]>([
    ['replaces a paragraph', { op: 'replace_block', block: 'Alpha', content: 'Gamma.' }, 'Alpha beta.', 'Gamma.'],
    [
      'replaces one that is named as a read shows it',
      { op: 'replace_block', block: 'Delta **epsilon**.', content: '> Zeta' },
      '<p>Delta <strong>epsilon</strong>.</p>',
      '<blockquote><p>Zeta</p></blockquote>',
    ],
    ['deletes a paragraph', { op: 'delete_block', block: 'Alpha beta.' }, '<p>Alpha beta.</p>', ''],
    ['deletes an item', { op: 'delete_block', block: '- first thing' }, '<li>first thing</li>', ''],
    [
      'deletes a quote with its only words',
      { op: 'delete_block', block: 'quoted' },
      '<blockquote><p>quoted</p></blockquote>',
      '',
    ],
    [
      'inserts before a paragraph',
      { op: 'insert_before', block: 'Alpha beta', content: 'New.' },
      '<p>Alpha',
      '<p>New.</p><p>Alpha',
    ],
    [
      'inserts an item after another',
      { op: 'insert_after', block: 'first thing', content: '- new' },
      'first thing</li>',
      'first thing</li><li><p>new</p></li>',
    ],
    [
      'replaces the words of an item',
      { op: 'replace_block', block: 'first thing', content: 'other' },
      'first thing',
      'other',
    ],
    ['replaces a heading', { op: 'replace_block', block: 'h-one', content: '## Two' }, '<h2>One', '<h2>Two'],
  ])('%s, and nothing else', (_, edit, from, to) => {
    expect(edited(edit)).toBe(page.replace(from, to));
  });

  // find_in_page and get_page_blame name blocks by their places, and no edit took such a name.
  it.each<[string, string, string, string]>([
    ['a whole table', 'h-ports.2', '<table>', 'table h-ports.2'],
    ['a table by its number', 'Table 1', '<table>', 'table 1'],
    ['a table that was copied from a read', '| Port |\n| --- |\n| 443 |', '<table>', 'table h-ports.2'],
    ['a list', 'top.1', '<ul>', 'list top.1'],
    ['code', '#h-ports.3', '<pre>', 'code h-ports.3'],
    ['a line', 'h-ports.4', '<hr', 'line h-ports.4'],
  ])('deletes %s', (_, block, start, name) => {
    const parts = ['<ul><li>a</li></ul>', '<h2>Ports</h2>', '<p>Open ones</p>', '<table><tbody><tr><th>Port</th></tr><tr><td>443</td></tr></tbody></table>', '<pre>443</pre>', '<hr />']; // prettier-ignore
    const { storage, changes } = applyEdits({ current: parts.join(''), edits: [{ op: 'delete_block', block }] });
    expect(storage).toBe(parts.filter((part) => !part.startsWith(start)).join(''));
    expect(changes).toEqual([`deleted the block ${name}`]);
  });

  it('inserts behind a table, and replaces one', () => {
    const current = '<h2>Ports</h2><table><tbody><tr><td>443</td></tr></tbody></table>';
    const put = (op: 'insert_after' | 'replace_block') =>
      applyEdits({ current, edits: [{ op, block: 'h-ports.1', content: 'New' }] }).storage;
    expect(put('insert_after')).toBe(`${current}<p>New</p>`);
    expect(put('replace_block')).toBe('<h2>Ports</h2><p>New</p>');
  });

  it('deletes a list with its last item', () => {
    const edits = ['first thing', 'second thing'].map((block): Edit => ({ op: 'delete_block', block }));
    expect(edited(...edits)).toBe(page.replace(list, ''));
  });

  it.each<[string, Edit, RegExp, RegExp]>([
    ['words of two blocks', { op: 'delete_block', block: 'thing' }, /2 blocks/, /"first thing".*"second thing"/],
    [
      'words of none',
      { op: 'delete_block', block: 'Alpha betta' },
      /no block "Alpha betta"/,
      /nearest blocks are "Alpha beta\." \(under h-one\)/,
    ],
  ])('refuses %s and names those that there are', (_, edit, message, hint) => {
    expect(() => edited(edit)).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        message: expect.stringMatching(message),
        hint: expect.stringMatching(hint),
      }),
    );
  });

  it.each([
    ['the only one, with the list', ['We paint.'], 'We paint.', []],
    ['one of two', ['We paint.', 'We sail.'], 'We paint.', ['We sail.']],
  ])('deletes a decision: %s', (_, decisions, block, left) => {
    const storage = `<p>a</p>${decisionList(decisions)}<p>b</p>`;
    const { storage: result, warnings } = applyEdits({ current: storage, edits: [{ op: 'delete_block', block }] });
    expect(warnings).toEqual(left.length > 0 ? [] : ['Removed together with its text: macro "decision list".']);
    // What is left of the list has no copy for older editors, which would show what was deleted.
    expect(result).toBe(
      `<p>a</p>${left.length > 0 ? decisionList(left, decisions.length - left.length).replace(/<ac:adf-fallback>.*<\/ac:adf-fallback>/, '') : ''}<p>b</p>`,
    );
  });

  it('says which block it was', () => {
    const edits: Edit[] = [
      { op: 'delete_block', block: 'Alpha' },
      { op: 'append', content: 'End' },
    ];
    expect(applyEdits({ current: page, edits }).changes).toEqual([
      'deleted the block "Alpha beta." (under h-one)',
      'appended to the page',
    ]);
  });
});

describe('half-sent text in an edit', () => {
  // The check looked at whole pages and whole rows only, and other edits of the call hid what one left out.
  it.each<[string, Edit]>([
    ['a block', { op: 'replace_block', block: 'Alpha', content: '(rest unchanged)' }],
    ['words', { op: 'replace_text', find: 'Alpha beta.', replace: '... (unchanged)' }],
    [
      'a section with a comment',
      { op: 'replace_section', heading: 'One', content: 'Start.\n\n<!-- rest of the section unchanged -->' },
    ],
  ])('is refused for %s', (_, edit) => {
    const more: Edit = { op: 'append', content: 'One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.' };
    for (const edits of [[edit], [edit, more]])
      expect(() => applyEdits({ current: page, edits })).toThrow(expect.objectContaining({ code: 'CONTENT_LOSS' }));
  });

  it('is refused for a cell of a row', () => {
    const current = '<table><tbody><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>long text</td></tr></tbody></table>';
    const edits: Edit[] = [{ op: 'set_table_cell', table: 1, row: '1', column: 'B', content: '... unchanged' }];
    expect(() => applyEdits({ current, edits })).toThrow(expect.objectContaining({ code: 'CONTENT_LOSS' }));
  });
});

describe('a panel whose only words are deleted', () => {
  const panel = (name: string, body: string, title = '') =>
    `<ac:structured-macro ac:name="${name}" ac:macro-id="${name}-1">${title && `<ac:parameter ac:name="title">${title}</ac:parameter>`}<ac:rich-text-body>${body}</ac:rich-text-body></ac:structured-macro>`;
  const deleted = (current: string) =>
    applyEdits({ current, edits: [{ op: 'delete_block', block: 'Never on Friday.' }] });

  // The answer said that the words were deleted, and the page showed an empty box.
  it.each(['info', 'note', 'tip', 'warning', 'panel'])('goes with them: %s', (name) => {
    const { storage, changes } = deleted(`<p>Before.</p>${panel(name, '<p>Never on Friday.</p>')}<p>After.</p>`);
    expect(storage).toBe('<p>Before.</p><p>After.</p>');
    expect(changes[0]).toContain(`the ${name} that contained nothing else`);
  });

  it.each([
    ['has a title', panel('info', '<p>Never on Friday.</p>', 'Rules'), 'the info around it is now empty'],
    ['has more in it', panel('info', '<p>Never on Friday.</p><p>Nor on Monday.</p>'), undefined],
    [
      'is a column',
      '<ac:layout><ac:layout-section ac:type="two_equal"><ac:layout-cell><p>Never on Friday.</p></ac:layout-cell><ac:layout-cell><p>b</p></ac:layout-cell></ac:layout-section></ac:layout>',
      'the layout-cell around it is now empty',
    ],
  ])('stays where it %s', (_, page, said) => {
    const { storage, changes } = deleted(page);
    expect(storage).toBe(page.replace('<p>Never on Friday.</p>', ''));
    expect(changes[0]?.split(/[;,] /)[1]).toBe(said);
  });
});

describe('rows, which are no blocks', () => {
  const cells = (...texts: string[]) => `<tr>${texts.map((text) => `<td><p>${text}</p></td>`).join('')}</tr>`;
  const table = `<h2>Budgets</h2><table><tbody><tr><th><p>Step</p></th><th><p>Time</p></th></tr>${cells('Pay', '900 ms')}</tbody></table><p>After.</p>`;

  it.each(['| Step | Time |', '| Pay | 900 ms |'])('are told from blocks where one names %s', (block) => {
    const edit = () => applyEdits({ current: table, edits: [{ op: 'insert_after', block, content: 'Text' }] });
    expect(edit).toThrow(/is a row of table 1, not a block/);
  });

  // "| Ship | 50 ms |" was published as words, in a cell or below the table.
  it.each<Edit>([
    { op: 'insert_after', block: '900 ms', content: '| Ship | 50 ms |' },
    { op: 'append_to_section', heading: 'Budgets', content: '| Ship | 50 ms |\n| Send | a \\| b |' },
    { op: 'append', content: '| Ship | 50 ms |' },
  ])('are not written as words: $op', (edit) => {
    expect(() => applyEdits({ current: table, edits: [edit] })).toThrow(/rows without a header/);
  });

  it.each(['| a |', '| Ship | 50 ms |\n|---|---|\n| a | b |', 'a | b'])('are not seen in %j', (content) => {
    expect(applyEdits({ current: table, edits: [{ op: 'append', content }] }).changed).toBe(true);
  });

  // A cell's words named a block of the page like any other, and the answer did not say where the text went.
  it('are named where a block in a cell is changed', () => {
    const { changes } = applyEdits({
      current: table,
      edits: [{ op: 'insert_after', block: '900 ms', content: 'Measured.' }],
    });
    expect(changes).toEqual(['inserted after the block "900 ms" (under h-budgets, in table 1)']);
  });
});
