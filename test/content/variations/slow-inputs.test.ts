import { describe, expect, it } from '@jest/globals';
import { applyEdits, applyMarkdown, toMarkdown, toStorage } from '../../../src/content/index.js';
import { cpuMsOf } from '../../support/cpu-time.js';
import { isThorough } from '../../support/thorough.js';

const many = (count: number, part: (i: number) => string) => Array.from({ length: count }, (_, i) => part(i)).join('');
const log = (i: number) => `12:${i % 60}:01 [INFO] srv-${i}: request /a/b_${i}*x handled in ${i} ms`;
const broken = many(1000, (i) => `${log(i)}<br />`);
const rows = (count: number, width: number) =>
  `<table><tbody>${many(count, (i) => `<tr>${many(width, (j) => `<td>${i}.${j}</td>`)}</tr>`)}</tbody></table>`;
const pipes = (count: number, width: number) =>
  `|${many(width, (j) => ` h${j} |`)}\n|${many(width, () => '---|')}\n${many(count, (i) => `|${many(width, (j) => ` ${i}.${j} |`)}\n`)}`;
const edited = (current: string, from: string | RegExp, to: string) =>
  applyMarkdown({ current, edited: toMarkdown(current).replace(from, to) });

/** Below 100 KB, by what once took seconds; the first of each is tried each time. */
const inputs: Readonly<Record<string, readonly (() => unknown)[]>> = {
  'log lines without empty lines': [
    () => toStorage(many(1000, (i) => `> ${log(i)}\r\n`)),
    () => toStorage(`:::info\n${many(1000, (i) => `${log(i)}\n`)}:::`),
    () => toStorage(many(1000, (i) => `[INFO${i}]: started https://e.example/${i}\n`)),
  ],
  'log lines with breaks, one edit': [
    () => edited(`<table><tbody><tr><td>${broken}</td></tr></tbody></table>`, 'srv-500', 'srv-x'),
    () => edited(`<p>${broken}</p>`, /handled/g, 'done'),
    () =>
      applyEdits({
        current: `<ul><li>${broken}</li></ul>`,
        edits: [{ op: 'replace_text', find: 'srv-500:', replace: 'srv-x:' }],
      }),
  ],
  'large tables': [
    () =>
      applyEdits({
        current: rows(30, 200),
        edits: [{ op: 'set_table_cell', table: 1, row: 15, column: 150, content: 'x' }],
      }),
    () => toStorage(pipes(3000, 3)),
    () => edited(rows(3000, 3), '1500.1', 'x'),
  ],
  'headings without empty lines': [
    () => toStorage(many(5000, (i) => `h ${i}\n---\n`)),
    () => toStorage(`${many(8000, () => '## Same\n')}[x](#same-5000)`),
    () =>
      edited(
        many(8000, (i) => `<h2>h ${i}</h2>`),
        'h 4000',
        'x',
      ),
  ],
  'lines of one letter': [
    () => toStorage('> a\n'.repeat(12_000)),
    () => toStorage('- a\r\n'.repeat(10_000)),
    () => edited(`<p>${'a '.repeat(40_000)}b</p>`, /b$/, 'c'),
  ],
};

describe('an input that once took seconds', () => {
  it.each(
    Object.entries(inputs).flatMap(([name, all]) =>
      (isThorough ? all : all.slice(0, 1)).map((write, i) => [`${name} (${i + 1})`, write] as const),
    ),
  )('ends within a second: %s', (_, write) => {
    // Three times of what is promised, for machines that are busy with other things.
    expect(cpuMsOf(write)).toBeLessThan(3000);
  });
});
