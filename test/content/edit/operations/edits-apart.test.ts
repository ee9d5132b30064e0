import { describe, expect, it } from '@jest/globals';
import type { Edit } from '../../../../src/content/index.js';
import { applyEdits } from '../../../../src/content/index.js';
import { editsApart } from '../../../../src/content/edit/operations/edits-apart.js';
import { readPage } from '../../../../src/content/storage/read/read-page.js';
import { cpuMsOf } from '../../../support/cpu-time.js';

const row = (id: string, value: string) => `<tr><td><p>${id}</p></td><td><p>${value}</p></td></tr>`;
const section = (n: number) =>
  `<h2>Part ${n}</h2><p>Text ${n} with <strong>bold ${n}</strong> words – and a <a href="https://example.com/${n}">link ${n}</a>.</p>` +
  `<ul><li><p>first ${n}</p></li><li><p>second ${n}</p></li></ul>` +
  `<table><tbody><tr><th><p>Name</p></th><th><p>Value</p></th></tr>${row(`key ${n}`, `value ${n}`)}</tbody></table>`;
const pageOf = (sections: number) => Array.from({ length: sections }, (_, n) => section(n)).join('');
/** So short that edits are made one after another. */
const page = pageOf(24);

const withoutIds = (storage: string) => storage.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'uuid');
const text = (find: string, replace: string): Edit => ({ op: 'replace_text', find, replace });
/** Lists of edits, of which some only are apart. */
const lists: Readonly<Record<string, readonly Edit[]>> = {
  'of every kind, far from each other': [
    { op: 'append_to_section', heading: 'Part 15', content: 'The end of 15.' },
    text('Text 1 with', 'Text 1 **with**'),
    text('Text 2 with', 'Text 2 and'),
    text('| key 3 | value 3 |', '| key 3 | **new** |\n| key x | more |'),
    { op: 'replace_section', heading: 'Part 4', content: 'New words.\n\n- a\n- b\n\n### Below\n\nMore.' },
    { op: 'delete_section', heading: 'Part 6' },
    { op: 'insert_after', block: 'Text 7 with', content: '| a | b |\n|---|---|\n| 1 | 2 |' },
    { op: 'replace_block', block: 'Text 8 with', content: 'Other words.\n\n:::info\nIn a panel.\n:::' },
    { op: 'delete_block', block: 'Text 9 with' },
    { op: 'append', content: 'Last.' },
    { op: 'prepend', content: 'First.' },
  ],
  'of cells and rows': [
    { op: 'set_table_cell', table: 'Part 5', row: 'key 5', column: 'Value', content: 'five' },
    { op: 'append_table_row', table: 7, cells: ['a', 'b'] },
    { op: 'insert_table_row', table: 'Part 9', after: 0, cells: ['a', 'b'] },
  ],
  'of which one takes off all rows of a table': [
    { op: 'append_table_row', table: 7, cells: ['a', 'b'] },
    { op: 'delete_table_row', table: 12, row: 1 },
  ],
  'of tables that are counted behind one that is new': [
    { op: 'insert_after', block: 'Text 3 with', content: '| a | b |\n|---|---|\n| 1 | 2 |' },
    { op: 'set_table_cell', table: 11, row: 1, column: 1, content: 'here' },
  ],
  'of words that one of them brings': [text('Text 1 with', 'Text 20 with'), text('Text 20 with', 'Text 21')],
  'of words that stand once more through one of them': [
    { op: 'replace_block', block: 'Text 1 with', content: 'Text **20** with care.' },
    text('Text 20 with', 'Text 21'),
  ],
  'of words that stand together through one of them': [
    text('Text 1 with', 'Text 1 held'),
    text('1 held bold 1', '1 holds'),
  ],
  'of a heading that is new': [
    { op: 'insert_before', block: 'Text 11 with', content: '## Fresh' },
    { op: 'append_to_section', heading: 'Fresh', content: 'Under it.' },
    { op: 'append_to_section', heading: 'Part 11', content: 'Above it.' },
  ],
  'of a section that ends earlier through one of them': [
    { op: 'insert_after', block: 'Text 11 with', content: '## Fresh' },
    { op: 'append_to_section', heading: 'Part 11', content: 'Above it.' },
  ],
  'of blocks that go from one place to another': [
    { op: 'delete_block', block: 'Text 2 with' },
    { op: 'append', content: 'Text 2 with **bold 2** words – and a [link 2](https://example.com/2).' },
  ],
  'of blocks beside each other': [
    { op: 'delete_block', block: 'Text 3 with' },
    { op: 'replace_block', block: 'first 3', content: '- one' },
    { op: 'insert_before', block: 'Part 4', content: '- more' },
  ],
  'of which one is wrong': [text('Text 3 with', 'Text **3** with'), text('Text 9999', 'x')],
};

const apart = ['of every kind, far from each other', 'of cells and rows'];

describe('edits of one reading of a page', () => {
  it.each(Object.entries(lists))(
    'come to what they come to one after another, or are left to that: %s',
    (name, edits) => {
      const options = { allowLoss: false, deployment: 'cloud', people: undefined } as const;
      const together = editsApart(readPage(page), edits, options, 0)?.page.storage;
      expect(together !== undefined).toBe(apart.includes(name));
      if (together === undefined) return;
      expect(withoutIds(together)).toBe(withoutIds(applyEdits({ current: page, edits }).storage));
    },
  );

  it('cost less than half of what they cost one after another, where the page is large', () => {
    const current = pageOf(330);
    const edits = Array.from({ length: 8 }, (_, i) => text(`Text ${i * 10 + 5} with`, 'Text **with**'));
    const each = cpuMsOf(() =>
      edits.reduce((now, edit) => applyEdits({ current: now, edits: [edit] }).storage, current),
    );
    expect(cpuMsOf(() => applyEdits({ current, edits }))).toBeLessThan(each / 2);
  });
});
