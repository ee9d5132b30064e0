import { describe, expect, it } from '@jest/globals';
import { parseDocument } from 'htmlparser2';
import { applyEdits, applyMarkdown, toMarkdown, type Edit } from '../../../../src/content/index.js';

const row = (...cells: readonly string[]) => `<tr>${cells.join('')}</tr>`;
const table = (...rows: readonly string[]) => `<p>a</p><table><tbody>${rows.join('')}</tbody></table><p>z</p>`;
const header = row('<th data-n="1">Name</th>', '<th><p>Age</p></th>');
const second = row('<th>first</th>', '<th>years</th>');
const ada = row('<td data-n="2">Ada</td>', '<td><p>36</p></td>');
const alan = row('<td>Alan</td>', '<td>41</td>');
const adaNamed = row('<th data-n="2">Ada</th>', '<td><p>36</p></td>');
const alanNamed = row('<th>Alan</th>', '<td>41</td>');

const plain = table(ada, alan);
const usual = table(header, ada, alan);
const named = table(header, adaNamed, alanNamed);
const twice = table(header, second, ada, alan);
const unseen = table(row('<th data-n="0" />', '<th />'), ada, alan);
const merged = table(header, row('<td colspan="2">both</td>'), ada);

const dashes = '| --- | --- |';
const none = `|  |  |\n${dashes}`;
const top = `| Name | Age |\n${dashes}`;
const adaTop = `| Ada | 36 |\n${dashes}`;

/** The rows of a table by another parser: `*` marks headers, `!` the attribute that a cell had. */
function rowsOf(storage: string): string[] {
  const rows: string[] = [];
  const visit = (node: ReturnType<typeof parseDocument>['children'][number]) => {
    if (!('children' in node)) return;
    if ('name' in node && node.name === 'tr') rows.push('');
    if ('name' in node && (node.name === 'th' || node.name === 'td')) {
      const sign = `${node.name === 'th' ? '*' : ''}${node.attribs['data-n'] ? '!' : ''}`;
      rows[rows.length - 1] += `${rows.at(-1) === '' ? '' : ' '}${sign}${textOf(node)}`;
      return;
    }
    node.children.forEach(visit);
  };
  parseDocument(storage, { xmlMode: true }).children.forEach(visit);
  return rows;
}

function textOf(node: unknown): string {
  const { data, children = [] } = node as { data?: string; children?: readonly unknown[] };
  return data ?? children.map(textOf).join('');
}

describe('headers of tables', () => {
  it.each<[what: string, storage: string, from: string, to: string, rows: readonly string[]]>([
    [
      'a header that is emptied while a first row is put in',
      usual,
      top,
      `${none}\n| Bea | 28 |`,
      ['Bea 28', '!Ada 36', 'Alan 41'],
    ],
    ['a header that becomes a row', usual, top, `${none}\n| Name | Age |`, ['!Name Age', '!Ada 36', 'Alan 41']],
    ['a header that is deleted', usual, `${top}\n| Ada | 36 |`, adaTop, ['*!Ada *36', 'Alan 41']],
    [
      'a header and a row that change places',
      usual,
      `${top}\n| Ada | 36 |`,
      `${adaTop}\n| Name | Age |`,
      ['*!Ada *36', '!Name Age', 'Alan 41'],
    ],
    [
      'another header above the one that there was',
      usual,
      top,
      `| Who | Years |\n${dashes}\n| Name | Age |`,
      ['*Who *Years', '!Name Age', '!Ada 36', 'Alan 41'],
    ],
    ['a first row that becomes the header', plain, `${none}\n| Ada | 36 |`, adaTop, ['*!Ada *36', 'Alan 41']],
    ['a header for a table without one', plain, none, top, ['*Name *Age', '!Ada 36', 'Alan 41']],
    ['words for a header that has none', unseen, none, top, ['*!Name *Age', '!Ada 36', 'Alan 41']],
    ['a row in place of a header without words', unseen, `${none}\n| Ada | 36 |`, adaTop, ['*!Ada *36', 'Alan 41']],
    [
      'words for the last of two headers that have none',
      table(row('<th data-n="0" />', '<th />'), row('<th data-n="1" />', '<th />'), ada, alan),
      none,
      top,
      ['*! *', '*!Name *Age', '!Ada 36', 'Alan 41'],
    ],
    [
      'a row below two headers that have no words',
      table(row('<th data-n="0" />', '<th />'), row('<th />', '<th />'), ada, alan),
      none,
      `${none}\n| Bea | 28 |`,
      ['*! *', '* *', 'Bea 28', '!Ada 36', 'Alan 41'],
    ],
    [
      'a row below a header without words',
      unseen,
      none,
      `${none}\n| Bea | 28 |`,
      ['*! *', 'Bea 28', '!Ada 36', 'Alan 41'],
    ],
    [
      'a first row where the first column has headers',
      named,
      top,
      `${none}\n| Bea | 28 |`,
      ['*Bea 28', '*!Ada 36', '*Alan 41'],
    ],
    [
      'a header that becomes a row where the first column has headers',
      named,
      `${top}\n| Ada | 36 |`,
      `${adaTop}\n| Name | Age |`,
      ['*!Ada *36', '*!Name Age', '*Alan 41'],
    ],
    [
      'two rows of headers that change places',
      twice,
      `${top}\n| first | years |`,
      `| first | years |\n${dashes}\n| Name | Age |`,
      ['*first *years', '*!Name *Age', '!Ada 36', 'Alan 41'],
    ],
    ['a first row of headers that is emptied above a second', twice, top, none, ['first years', '!Ada 36', 'Alan 41']],
    [
      'a row in place of the first of two headers',
      twice,
      top,
      `${none}\n| Bea | 28 |`,
      ['Bea 28', '*first *years', '!Ada 36', 'Alan 41'],
    ],
    [
      'a column of headers from which the other column is deleted',
      table(adaNamed, alanNamed),
      `${none}\n| Ada | 36 |\n| Alan | 41 |`,
      '|  |\n| --- |\n| Ada |\n| Alan |',
      ['!Ada', 'Alan'],
    ],
    [
      'a cell of HTML that becomes a header',
      merged,
      '<td>Ada</td>',
      '<th>Ada</th>',
      ['*!Name *Age', 'both', '*!Ada 36'],
    ],
    [
      'a header of HTML that becomes a row with other words',
      merged,
      '<th>Name</th><th>Age</th>',
      '<td>Bea</td><td>28</td>',
      ['Bea 28', 'both', '!Ada 36'],
    ],
    [
      'headers of HTML that become cells',
      merged,
      '<th>Name</th><th>Age</th>',
      '<td>Name</td><td>Age</td>',
      ['!Name Age', 'both', '!Ada 36'],
    ],
  ])('writes %s', (_, storage, from, to, rows) => {
    const markdown = toMarkdown(storage);
    expect(markdown).toContain(from);
    const edited = markdown.replace(from, to);
    const written = applyMarkdown({ current: storage, edited }).storage;
    expect(rowsOf(written)).toEqual(rows);
    expect(toMarkdown(written)).toBe(edited);
  });

  it.each<[what: string, storage: string, edits: readonly Edit[], rows: readonly string[]]>([
    [
      'a row below headers that are emptied',
      usual,
      [
        { op: 'set_table_cell', row: 0, column: 1, content: '' },
        { op: 'set_table_cell', row: 0, column: 2, content: '' },
        { op: 'insert_table_row', after: 0, cells: ['Bea', '28'] },
      ],
      ['*! *', 'Bea 28', '!Ada 36', 'Alan 41'],
    ],
    [
      'a row behind headers that have no rows any more',
      twice,
      [
        { op: 'delete_table_row', row: 1 },
        { op: 'delete_table_row', row: 1 },
        { op: 'append_table_row', cells: ['Bea', '28'] },
      ],
      ['*!Name *Age', '*first *years', 'Bea 28'],
    ],
    [
      'a row where the first column has headers',
      named,
      [{ op: 'insert_table_row', after: 0, cells: ['Bea', '28'] }],
      ['*!Name *Age', '*Bea 28', '*!Ada 36', '*Alan 41'],
    ],
    [
      'a row below a header that shows nothing and one that does',
      table(row('<th data-n="0" />', '<th />'), header, ada),
      [{ op: 'insert_table_row', after: 0, cells: ['Bea', '28'] }],
      ['*! *', '*!Name *Age', 'Bea 28', '!Ada 36'],
    ],
  ])('puts in %s', (_, storage, edits, rows) => {
    expect(rowsOf(applyEdits({ current: storage, edits }).storage)).toEqual(rows);
  });

  it('keeps every header of a table of which one word is changed', () => {
    for (const storage of [plain, usual, named, twice, unseen, merged]) {
      const edited = toMarkdown(storage).replace('36', '37');
      expect(applyMarkdown({ current: storage, edited }).storage).toBe(storage.replace('36', '37'));
    }
  });
});
