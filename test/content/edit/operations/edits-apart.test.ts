import { describe, expect, it } from '@jest/globals';
import type { Edit } from '../../../../src/content/index.js';
import { applyEdits } from '../../../../src/content/index.js';
import { isAppError } from '../../../../src/errors.js';

const row = (id: string, value: string) => `<tr><td><p>${id}</p></td><td><p>${value}</p></td></tr>`;
const section = (n: number) =>
  `<h2>Part ${n}</h2><p>Text ${n} with <strong>bold ${n}</strong> words – and a <a href="https://example.com/${n}">link ${n}</a>.</p>` +
  `<ul><li><p>first ${n}</p></li><li><p>second ${n}</p></li></ul>` +
  `<table><tbody><tr><th><p>Name</p></th><th><p>Value</p></th></tr>${row(`key ${n}`, `value ${n}`)}</tbody></table>`;
/** More than a hundred thousand characters, so that edits that are apart are made together. */
const page = Array.from({ length: 330 }, (_, n) => section(n)).join('');

/** What comes of edits one after another, each in a call of its own. */
function oneByOne(edits: readonly Edit[]): string {
  return edits.reduce((current, edit) => applyEdits({ current, edits: [edit] }).storage, page);
}

function outcomeOf(make: () => string): string {
  try {
    return make().replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'uuid');
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.message.replace(/^edits\[\d+\]: /, '');
  }
}

const text = (find: string, replace: string): Edit => ({ op: 'replace_text', find, replace });
/** Lists of edits, of which some only are apart. */
const lists: Readonly<Record<string, readonly Edit[]>> = {
  'of every kind, far from each other': [
    text('Text 10 with', 'Text 10 **with**'),
    text('Text 20 with', 'Text 20 and'),
    text('| key 30 | value 30 |', '| key 30 | **new** |\n| key x | more |'),
    { op: 'replace_section', heading: 'Part 40', content: 'New words.\n\n- a\n- b\n\n### Below\n\nMore.' },
    { op: 'append_to_section', heading: 'Part 50', content: 'The end of 50.' },
    { op: 'delete_section', heading: 'Part 60' },
    { op: 'insert_after', block: 'Text 70 with', content: '| a | b |\n|---|---|\n| 1 | 2 |' },
    { op: 'replace_block', block: 'Text 80 with', content: 'Other words.\n\n:::info\nIn a panel.\n:::' },
    { op: 'delete_block', block: 'Text 90 with' },
    { op: 'append', content: 'Last.' },
    { op: 'prepend', content: 'First.' },
  ],
  'of cells and rows': [
    { op: 'set_table_cell', table: 'Part 5', row: 'key 5', column: 'Value', content: 'five' },
    { op: 'append_table_row', table: 7, cells: ['a', 'b'] },
    { op: 'insert_table_row', table: 'Part 9', after: 0, cells: ['a', 'b'] },
    { op: 'delete_table_row', table: 12, row: 1 },
  ],
  'of tables that are counted behind one that is new': [
    { op: 'insert_after', block: 'Text 3 with', content: '| a | b |\n|---|---|\n| 1 | 2 |' },
    { op: 'set_table_cell', table: 100, row: 1, column: 1, content: 'here' },
  ],
  'of words that one of them brings': [text('Text 10 with', 'Text 200 with'), text('Text 200 with', 'Text 300')],
  'of words that stand once more through one of them': [
    { op: 'replace_block', block: 'Text 10 with', content: 'Text **200** with care.' },
    text('Text 200 with', 'Text 300'),
  ],
  'of words that stand together through one of them': [
    text('Text 10 with', 'Text 10 held'),
    text('10 held bold 10', '10 holds'),
  ],
  'of a heading that is new': [
    { op: 'insert_before', block: 'Text 100 with', content: '## Fresh' },
    { op: 'append_to_section', heading: 'Fresh', content: 'Under it.' },
    { op: 'append_to_section', heading: 'Part 100', content: 'Above it.' },
  ],
  'of blocks that go from one place to another': [
    { op: 'delete_block', block: 'Text 20 with' },
    { op: 'append', content: 'Text 20 with **bold 20** words – and a [link 20](https://example.com/20).' },
  ],
  'of blocks beside each other': [
    { op: 'delete_block', block: 'Text 30 with' },
    { op: 'replace_block', block: 'first 30', content: '- one' },
    { op: 'insert_before', block: 'Part 31', content: '- more' },
  ],
  'of which one is wrong': [text('Text 30 with', 'Text **30** with'), text('Text 9999', 'x')],
};

describe('edits of a large page in one call', () => {
  it.each(Object.keys(lists))('come to what they come to one after another: %s', (name) => {
    const edits = lists[name] ?? [];
    const together = outcomeOf(() => applyEdits({ current: page, edits }).storage);
    const apart = outcomeOf(() => oneByOne(edits));
    const at = together.split('').findIndex((sign, i) => sign !== apart[i]);
    expect(together.slice(at - 200, at + 200)).toBe(apart.slice(at - 200, at + 200));
    expect(together).toHaveLength(apart.length);
  });

  it('cost less than half of what they cost one after another', () => {
    const edits = Array.from({ length: 16 }, (_, i) => text(`Text ${i * 10 + 5} with`, 'Text **with**'));
    const costOf = (make: () => unknown) => {
      const { user } = process.cpuUsage();
      make();
      return process.cpuUsage().user - user;
    };
    const together = () => applyEdits({ current: page, edits });
    together();
    expect(costOf(together)).toBeLessThan(costOf(() => oneByOne(edits)) / 2);
  });
});
