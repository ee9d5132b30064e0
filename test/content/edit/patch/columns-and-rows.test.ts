import { describe, expect, it } from '@jest/globals';
import { Parser } from 'htmlparser2';
import { applyMarkdown } from '../../../../src/content/index.js';

type Grid = readonly (readonly string[])[];

/** A table in which each cell has its words as its id. */
function tableOf(grid: Grid, hasHeader: boolean): string {
  const cell = (words: string, name: string) => `<${name} ac:local-id="${words}"><p>${words}</p></${name}>`;
  const row = (words: readonly string[], i: number) =>
    `<tr>${words.map((one) => cell(one, hasHeader && i === 0 ? 'th' : 'td')).join('')}</tr>`;
  return `<table><tbody>${grid.map(row).join('')}</tbody></table>`;
}

function markdownOf(grid: Grid, hasHeader: boolean): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const [first = []] = grid;
  const [head, ...rows] = hasHeader ? grid : [first.map(() => ''), ...grid];
  return [head ?? [], first.map(() => '---'), ...rows].map(line).join('\n');
}

/** Which id each cell has, and its words. */
function cellsOf(storage: string): [id: string | undefined, words: string][] {
  const cells: [string | undefined, string][] = [];
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (name === 'td' || name === 'th') cells.push([attributes['ac:local-id'], '']);
      },
      ontext: (text) => {
        const last = cells.at(-1);
        if (last) last[1] += text;
      },
    },
    { xmlMode: true },
  );
  parser.end(storage);
  return cells;
}

const grid: Grid = [
  ['Name one', 'Place two', 'State three'],
  ['Ada four', 'Paris five', 'open six'],
  ['Bea seven', 'Rome eight', 'shut nine'],
  ['Cy ten', 'Oslo eleven', 'new twelve'],
];

const columns: [string, (row: readonly string[], i: number) => string[]][] = [
  ['change places', ([a = '', b = '', c = '']) => [a, c, b]],
  ['go round', ([a = '', b = '', c = '']) => [c, a, b]],
  ['get one more', ([a = '', b = '', c = ''], i) => [a, `fresh${i} here`, b, c]],
  ['are one less', ([a = '', , c = '']) => [a, c]],
];

const rows: [string, (grid: Grid) => Grid][] = [
  ['move', ([a = [], b = [], c = [], d = []]) => [a, d, b, c]],
  ['swap', ([a = [], b = [], c = [], d = []]) => [a, c, b, d]],
  ['are one less', ([a = [], b = [], , d = []]) => [a, b, d]],
  ['get one more', ([a = [], b = [], c = [], d = []]) => [a, b, a.map((_, i) => `added${i} row`), c, d]],
  ['are edited', ([a = [], b = [], ...others]) => [a, [...b.slice(0, -1), 'wholly other words'], ...others]],
];

const changes = columns.flatMap(([how, change]) =>
  rows.flatMap(([what, move]) => [true, false].map((hasHeader) => ({ how, change, what, move, hasHeader }))),
);

describe('the cells of a table of which columns and rows change in one write', () => {
  // A row that moved gave its ids to the cells at the same places, and columns without headers of their own stayed where they stood.
  it.each(changes)('keep their ids where columns $how and rows $what ($hasHeader)', ({ change, move, hasHeader }) => {
    const edited = move(grid.map(change));
    const { storage } = applyMarkdown({
      current: tableOf(grid, hasHeader),
      edited: markdownOf(edited, hasHeader),
      allowLoss: true,
    });
    const known = new Set(grid.flat());
    const cells = cellsOf(storage);
    expect(cells.map(([, words]) => words)).toEqual(edited.flat());
    const kept = cells.filter(([, words]) => known.has(words));
    expect(kept.map(([id]) => id)).toEqual(kept.map(([, words]) => words));
    for (const [id, words] of cells)
      if (/^(?:fresh|added)/.test(words)) expect([words, known.has(id ?? '')]).toEqual([words, false]);
  });
});
