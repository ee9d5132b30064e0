import { describe, expect, it } from '@jest/globals';
import type { Edit } from '../../../../src/content/index.js';
import { applyEdits } from '../../../../src/content/index.js';
import { grid, table } from '../../reported/storage.js';

const head = '<th>Term</th><th>Job</th><th>Who</th>';
const rows = (span: number, ...rest: string[]) =>
  grid(head, `<td rowspan="${span}" class="k">T1</td><td>Draw</td><td>Ida</td>`, ...rest);
const [cast, sand] = ['<td>Cast</td><td>Jon</td>', '<td>Sand</td><td>Kim</td>'];
const merged = rows(3, cast, sand);
const melt = '<td><p>Melt</p></td><td><p>Lea</p></td>';

function edited(current: string, edit: Edit): string {
  return applyEdits({ current, edits: [edit] }).storage;
}

describe('rows of a table with merged cells', () => {
  // A row that went took the merged cell with it, or left its neighbours a column off.
  it.each([
    ['the first of them', 'Draw', grid(head, `<td rowspan="2" class="k">T1</td>${cast}`, sand)],
    ['one between', 'Cast', rows(2, sand)],
    ['the last, by its number', '3', rows(2, cast)],
    ['the last, by its path', 'T1 > Sand', rows(2, cast)],
  ])('go without moving a cell of another: %s', (_, row, after) => {
    expect(edited(merged, { op: 'delete_table_row', table: 1, row })).toBe(after);
  });

  // A row that came pushed the cells below it a column to the right.
  it.each([
    ['between two', 'Cast', ['Melt', 'Lea'], rows(4, cast, melt, sand)],
    ['behind the first', 'Draw', ['Melt', 'Lea'], rows(4, melt, cast, sand)],
    [
      'at the top',
      '0',
      ['T0', 'Melt', 'Lea'],
      merged.replace('</tr><tr>', `</tr><tr><td><p>T0</p></td>${melt}</tr><tr>`),
    ],
    ['behind all', 'Sand', ['T2', 'Melt', 'Lea'], rows(3, cast, sand, `<td><p>T2</p></td>${melt}`)],
  ])('come where a reader sees them: %s', (_, after, cells, storage) => {
    expect(edited(merged, { op: 'insert_table_row', table: 1, after, cells })).toBe(storage);
  });

  // The whole row stood in the first cell, and the others were empty.
  it.each([
    ['with pipes around it', '| Melt | Lea | Ida |'],
    ['with pipes within it', 'Melt | `a|b` | Ida'],
  ])('do not come as one text %s', (_, row) => {
    const open = rows(3, cast, sand);
    const edit = (cells: string[]): Edit => ({ op: 'append_table_row', table: 1, cells });
    expect(() => edited(open, edit([row]))).toThrow('`cells` is one text with pipes');
    expect(edited(open, edit([row, '']))).toContain('Ida');
  });

  it('names the columns that are free when there are too many cells', () => {
    const edit: Edit = { op: 'insert_table_row', table: 1, after: 'Cast', cells: ['T1', 'Melt', 'Lea'] };
    expect(() => edited(merged, edit)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', hint: expect.stringMatching(/2 \("Job"\), 3 \("Who"\)/) }),
    );
  });

  it('names the rows when a name is that of several', () => {
    const edit: Edit = { op: 'delete_table_row', table: 1, row: 'T1' };
    expect(() => edited(merged, edit)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', hint: expect.stringMatching(/1: T1 > Draw.*2: T1 > Cast/) }),
    );
  });

  it('leaves a row free of the column that a cell reaches into from above the end', () => {
    const open = rows(4, cast, sand);
    expect(edited(open, { op: 'append_table_row', table: 1, cells: ['Melt', 'Lea'] })).toBe(rows(4, cast, sand, melt));
  });
});

describe('rows of a plain table', () => {
  const plain = table(['A', 'B'], ['1', '2'], ['3', '4']);

  it.each<[string, Edit, string]>([
    ['deletes one', { op: 'delete_table_row', table: 1, row: 2 }, table(['A', 'B'], ['1', '2'])],
    [
      'inserts one',
      { op: 'insert_table_row', table: 1, after: 1, cells: ['**x**'] },
      plain.replace('<tr><td>3', '<tr><td><p><strong>x</strong></p></td><td><p /></td></tr><tr><td>3'),
    ],
  ])('%s, and nothing else', (_, edit, after) => {
    expect(edited(plain, edit)).toBe(after);
  });

  it('says which row it was, and what a cell held', () => {
    const edits: Edit[] = [
      { op: 'delete_table_row', table: 1, row: '3' },
      { op: 'set_table_cell', table: 1, row: '1', column: 'B', content: 'x' },
    ];
    expect(applyEdits({ current: plain, edits }).changes).toEqual([
      'deleted row 2 ("3") of table 1',
      'set the cell of table 1 at row 1 ("1"), column 2 ("B"), which was "2"',
    ]);
  });

  // Whoever sets a cell that is merged sets one of other rows as well, and was not told of it.
  it('says that a cell is merged', () => {
    const current =
      '<table><tbody><tr><th>A</th><th>B</th></tr><tr><td rowspan="2">1</td><td>2</td></tr><tr><td>3</td></tr></tbody></table>';
    expect(
      applyEdits({ current, edits: [{ op: 'set_table_cell', row: '3', column: 'A', content: 'x' }] }).changes,
    ).toEqual([
      'set the cell of table 1 at row 2 ("1 > 3"), column 1 ("A") (a merged cell over 2 rows), which was "1"',
    ]);
  });

  // "The row 0 is not on the page" named the rows below the headers only.
  it('names the rows of headers where 0 can be any of them', () => {
    const current =
      '<table><tbody><tr><th>A</th><th>B</th></tr><tr><th>C</th><th>D</th></tr><tr><td>1</td><td>2</td></tr></tbody></table>';
    expect(() => applyEdits({ current, edits: [{ op: 'set_table_cell', row: 0, column: 1, content: 'x' }] })).toThrow(
      expect.objectContaining({
        message: 'The table has 2 header rows.',
        hint: 'Name one by its first cell: "A", "C".',
      }),
    );
  });
});

describe('tasks', () => {
  const task = (id: number, text: string) =>
    `<ac:task><ac:task-id>${id}</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>${text}</ac:task-body></ac:task>`;
  const current = `<ac:task-list>${task(4, 'Recall the <strong>boat</strong>')}${task(5, 'Call Ann')}</ac:task-list>`;
  const set = (name: string) => applyEdits({ current, edits: [{ op: 'set_task', task: name, done: true }] });

  // The answer did not say which task was ticked, and a part of a word was as good as a word.
  it.each([
    ['call', 'task 5 "Call Ann" is done'],
    ['Recall the **boat**', 'task 4 "Recall the boat" is done'],
    ['- [ ] Call Ann', 'task 5 "Call Ann" is done'],
    ['4', 'task 4 "Recall the boat" is done'],
  ])('are named in the answer: %s', (name, change) => {
    expect(set(name).changes).toEqual([change]);
  });
});

describe('a table that is not named', () => {
  const unnamed: Extract<Edit, { op: 'append_table_row' }> = { op: 'append_table_row', cells: ['T2', 'Melt', 'Lea'] };

  it('is the one that the page has', () => {
    const plain = grid(head, '<td>T1</td><td>Draw</td><td>Ida</td>');
    expect(edited(plain, unnamed)).toBe(edited(plain, { ...unnamed, table: 1 }));
    const cell = { op: 'set_table_cell', row: 'T1', column: 'Who', content: 'Lea' } as const;
    expect(edited(plain, cell)).toBe(edited(plain, { ...cell, table: 1 }));
  });

  it('has to be named where there are more, and has to be there', () => {
    expect(() => edited(merged + merged, unnamed)).toThrow('The page has 2 tables.');
    expect(() => edited('<p>None</p>', unnamed)).toThrow('A table is not on the page.');
  });
});
