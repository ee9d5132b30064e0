import { describe, expect, it } from '@jest/globals';
import type { Edit } from '../../../../src/content/index.js';
import { applyEdits, toOutline } from '../../../../src/content/index.js';

const task = (id: string, status: string, text: string) =>
  `<ac:task><ac:task-id>${id}</ac:task-id><ac:task-status>${status}</ac:task-status><ac:task-body>${text}</ac:task-body></ac:task>`;
const toc = '<ac:structured-macro ac:name="toc" ac:macro-id="tttt0000" />';
const code =
  '<ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[port = 80]]></ac:plain-text-body></ac:structured-macro>';
const table =
  '<table><tbody><tr><th>Host</th><th>Port</th></tr><tr><td>alpha</td><td class="n">80</td></tr></tbody></table>';
const page = `<h1>Guide</h1>${toc}<p>Use port <strong>80</strong> for alpha.</p><h2>Setup</h2><p>First.</p><h3>Detail</h3><p>Deep.</p><h2>Tables</h2>${table}${code}<h2>Setup</h2><ac:task-list>${task('7', 'incomplete', 'Call Bo')}${task('8', 'complete', 'Call Ann')}</ac:task-list>`;

function edited(...edits: Edit[]): string {
  return applyEdits({ current: page, edits }).storage;
}

describe('what is appended to a section', () => {
  // The answer named the section alone, so that nobody knew that the text had come to be below a subsection.
  it.each<[string, string, string]>([
    ['below its last subsection', 'h-setup', '"Deep." (under h-detail)'],
    ['below a block of its own', 'Detail', '"Deep." (under h-detail)'],
    ['below a macro', 'Macro', 'the placeholder mtttt0000'],
  ])('is told with what it follows: %s', (_, heading, place) => {
    const current = `${page}<h1>Macro</h1><p>Above.</p>${toc}`;
    const [change] = applyEdits({ current, edits: [{ op: 'append_to_section', heading, content: 'Last.' }] }).changes;
    expect(change).toContain(`, after ${place}`);
  });

  it('follows nothing in a section without text', () => {
    const edits: Edit[] = [{ op: 'append_to_section', heading: 'Empty', content: 'Last.' }];
    const [change] = applyEdits({ current: `${page}<h1>Empty</h1>`, edits }).changes;
    expect(change).toBe('appended to the section "Empty" (h-empty)');
  });
});

describe('targeted edits', () => {
  it.each<[string, Edit, string, string]>([
    [
      'replaces words in text',
      { op: 'replace_text', find: 'port 80', replace: 'port 8080' },
      'Use port <strong>80</strong>',
      'Use port <strong>8080</strong>',
    ],
    ['replaces a part of a word', { op: 'replace_text', find: 'irst', replace: 'ive' }, 'First.', 'Five.'],
    [
      'replaces every place when told how many there are',
      { op: 'replace_text', find: 'alpha', replace: 'beta', expected_count: 2 },
      'alpha',
      'beta',
    ],
    [
      'replaces in code when asked',
      { op: 'replace_text', find: 'port = 80', replace: 'port = 81', in_code: true },
      'port = 80',
      'port = 81',
    ],
    [
      'replaces a section and keeps its heading',
      { op: 'replace_section', heading: 'Detail', content: 'Shallow.' },
      'Deep.',
      'Shallow.',
    ],
    [
      'replaces a section with its heading',
      { op: 'replace_section', heading: 'Guide > Setup > Detail', content: '### Details\n\nDeep.' },
      '<h3>Detail</h3>',
      '<h3>Details</h3>',
    ],
    [
      'appends to a section, behind its subsections',
      { op: 'append_to_section', heading: 'h-setup', content: 'Last.' },
      '<h2>Tables',
      '<p>Last.</p><h2>Tables',
    ],
    ['deletes a section', { op: 'delete_section', heading: 'Detail' }, '<h3>Detail</h3><p>Deep.</p>', ''],
    [
      'inserts before a placeholder',
      { op: 'insert_before', block: 'mtttt0000', content: '*Hi*' },
      toc,
      `<p><em>Hi</em></p>${toc}`,
    ],
    [
      'inserts after a heading',
      { op: 'insert_after', block: 'Tables', content: '- a' },
      '<h2>Tables</h2>',
      '<h2>Tables</h2><ul><li><p>a</p></li></ul>',
    ],
    [
      'ticks a task by its id',
      { op: 'set_task', task: '7', done: true },
      '7</ac:task-id><ac:task-status>incomplete',
      '7</ac:task-id><ac:task-status>complete',
    ],
    [
      'unticks a task by its text',
      { op: 'set_task', task: 'call ann', done: false },
      '8</ac:task-id><ac:task-status>complete',
      '8</ac:task-id><ac:task-status>incomplete',
    ],
    [
      'sets a cell by place',
      { op: 'set_table_cell', table: 1, row: 1, column: 2, content: '443' },
      '<td class="n">80',
      '<td class="n">443',
    ],
    [
      'sets a cell by names',
      { op: 'set_table_cell', table: 'Tables', row: 'alpha', column: 'Port', content: '**443**' },
      '<td class="n">80',
      '<td class="n"><strong>443</strong>',
    ],
    [
      'sets a header by names',
      { op: 'set_table_cell', table: 1, row: 'Host', column: 'Port', content: 'TCP port' },
      'Port</th>',
      'TCP port</th>',
    ],
    [
      'sets a header by its number',
      { op: 'set_table_cell', table: 1, row: '0', column: 2, content: 'TCP port' },
      'Port</th>',
      'TCP port</th>',
    ],
    [
      'appends a row',
      { op: 'append_table_row', table: '1', cells: ['beta'] },
      '</tr></tbody>',
      '</tr><tr><td><p>beta</p></td><td><p /></td></tr></tbody>',
    ],
  ])('%s, and nothing else', (_, edit, from, to) => {
    expect(edited(edit)).toBe(page.replaceAll(from, to));
  });

  it('appends and prepends', () => {
    expect(edited({ op: 'append', content: 'End' }, { op: 'prepend', content: 'Start' })).toBe(
      `<p>Start</p>${page}<p>End</p>`,
    );
  });

  it('appends below the columns of a layout, in a section of its own', () => {
    const columns =
      '<ac:layout><ac:layout-section ac:type="two_equal"><ac:layout-cell><p>l</p></ac:layout-cell><ac:layout-cell /></ac:layout-section></ac:layout>';
    const { storage } = applyEdits({ current: columns, edits: [{ op: 'append', content: 'x' }] });
    expect(storage).toContain(
      '<ac:layout-section ac:type="single"><ac:layout-cell><p>x</p></ac:layout-cell></ac:layout-section></ac:layout>',
    );
  });

  it('says when nothing changed', () => {
    expect(applyEdits({ current: page, edits: [{ op: 'set_task', task: '8', done: true }] })).toMatchObject({
      changed: false,
      storage: page,
    });
  });

  it('leaves words in parameters alone', () => {
    expect(() => edited({ op: 'replace_text', find: 'tttt0000', replace: 'x' })).toThrow(
      /is not in the text of the page/,
    );
  });
});

describe('targets that are missing or ambiguous', () => {
  it.each<[string, Edit, RegExp, RegExp]>([
    [
      'words that stand more often',
      { op: 'replace_text', find: 'alpha', replace: 'x' },
      /appears 2 times on the page, not once/,
      /for alpha\./,
    ],
    [
      'words that stand only in code',
      { op: 'replace_text', find: 'port = 80', replace: 'x' },
      /is not in the text of the page/,
      /in_code/,
    ],
    ['no words at all', { op: 'replace_text', find: ' ', replace: 'x' }, /empty/, /words/],
    [
      'a heading that stands twice',
      { op: 'delete_section', heading: 'Setup' },
      /appears 2 times/,
      /h-setup \(Guide > Setup\), h-setup-2/,
    ],
    [
      'a table by what is no heading',
      { op: 'delete_table_row', table: 'Nope', row: 1 },
      /table "Nope" \(by its number/,
      /"1: /,
    ],
    ['a heading that is not there', { op: 'delete_section', heading: 'Nope' }, /no heading "Nope"/, /h-guide/],
    ['a block that is not there', { op: 'insert_after', block: 'mxxxx', content: 'x' }, /no block "mxxxx"/, /h-guide/],
    [
      'a task that is not there',
      { op: 'set_task', task: 'Nope', done: true },
      /task "Nope" is not on the page/,
      /7: Call Bo/,
    ],
    [
      'a task that is there twice',
      { op: 'set_task', task: 'call', done: true },
      /is on the page 2 times/,
      /8: Call Ann/,
    ],
    [
      'a table that is not there',
      { op: 'set_table_cell', table: 2, row: 1, column: 1, content: 'x' },
      /Table 2 is not/,
      /1: Host \| Port/,
    ],
    [
      'a row that is not there',
      { op: 'set_table_cell', table: 1, row: 'gamma', column: 1, content: 'x' },
      /row "gamma"/,
      /alpha/,
    ],
    [
      'a column that is not there',
      { op: 'set_table_cell', table: 1, row: 1, column: 9, content: 'x' },
      /column "9"/,
      /Host/,
    ],
    [
      'more cells than columns',
      { op: 'append_table_row', table: 1, cells: ['1', '2', '3'] },
      /3 cells, but the table has 2 columns/,
      /each column/,
    ],
  ])('names what there is instead of %s', (_, edit, message, hint) => {
    expect(() => edited(edit)).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        message: expect.stringMatching(message),
        hint: expect.stringMatching(hint),
      }),
    );
  });

  it('applies none of several edits when one fails, and says which', () => {
    expect(() => edited({ op: 'append', content: 'x' }, { op: 'delete_section', heading: 'Nope' })).toThrow(
      /^edits\[1\]: /,
    );
  });

  it('refuses to delete a section with a macro in it, unless losses are allowed', () => {
    const edits: Edit[] = [{ op: 'delete_section', heading: 'Guide' }];
    expect(() => applyEdits({ current: page, edits })).toThrow(expect.objectContaining({ code: 'CONTENT_LOSS' }));
    expect(applyEdits({ current: page, edits, allowLoss: true })).toMatchObject({
      storage: '',
      losses: [{ kind: 'macro', id: 'tttt0000', label: 'toc' }],
    });
  });
});

describe('the outline', () => {
  it('gives each heading an id, a size and the macros below it', () => {
    expect(toOutline(page).map(({ id, level, macros }) => [id, level, macros])).toEqual([
      ['h-guide', 1, ['toc']],
      ['h-setup', 2, []],
      ['h-detail', 3, []],
      ['h-tables', 2, []],
      ['h-setup-2', 2, []],
    ]);
    expect(toOutline('<h2>A</h2><p>bc</p>')).toEqual([{ id: 'h-a', level: 2, title: 'A', chars: 8, macros: [] }]);
  });
});
