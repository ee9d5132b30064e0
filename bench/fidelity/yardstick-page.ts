import type { RandomSource } from './random-source.js';
import { newSentence, newWord } from './changes/new-words.js';

/** A page as data, so that every edit of it can be made by hand too. */
export interface YardstickPage {
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly tasks: readonly { readonly id: number; readonly text: string; readonly done: boolean }[];
}

/** Sections of text, a table with colours and widths, and tasks: about 170,000 characters of storage. */
export function createYardstickPage(random: RandomSource): YardstickPage {
  const sections = Array.from({ length: 29 }, (_, i): Section => ({
    title: `Part ${newWord(random)}`,
    paragraphs: random.many(6, 8, () => random.many(5, 7, () => newSentence(random, 5, 9)).join(' ')),
    rows: [
      ['Host', 'Role', 'State'],
      ...Array.from({ length: 12 }, () => [newWord(random), newSentence(random, 3, 6), newWord(random)]),
    ],
    tasks: Array.from({ length: 3 }, (_, n) => ({
      id: i * 10 + n + 1,
      text: newSentence(random, 3, 5),
      done: n === 0,
    })),
  }));
  return { sections };
}

/** The page as Confluence would hold it. */
export function storageOf({ sections }: YardstickPage): string {
  return sections.map(sectionStorage).join('');
}

function sectionStorage({ title, paragraphs, rows, tasks }: Section, i: number): string {
  const text = paragraphs
    .map(
      (paragraph, n) =>
        `<p local-id="p-${i}-${n}">${paragraph.replace(/^(\w+)/, '<span style="color: rgb(7,71,166);">$1</span>')}</p>`,
    )
    .join('');
  return `${headingStorage(title)}${text}${tableStorage(rows, i)}${taskStorage(tasks)}`;
}

/** A title may say its level as Markdown does; without one there is no heading. */
function headingStorage(title: string): string {
  if (title === '') return '';
  return title.startsWith('### ') ? `<h3>${title.slice(4)}</h3>` : `<h2>${title}</h2>`;
}

function tableStorage(rows: Section['rows'], i: number): string {
  if (rows.length === 0) return '';
  const cell = (text: string, n: number, row: number) =>
    row === 0
      ? `<th><p>${text}</p></th>`
      : `<td${n === 2 ? ' data-highlight-colour="#e3fcef"' : ''}><p>${text}</p></td>`;
  const lines = rows.map((cells, row) => `<tr>${cells.map((text, n) => cell(text, n, row)).join('')}</tr>`);
  return `<table data-layout="wide" ac:local-id="t-${i}"><colgroup><col style="width: 120px;" /><col style="width: 520px;" /><col style="width: 120px;" /></colgroup><tbody>${lines.join('')}</tbody></table>`;
}

function taskStorage(tasks: Section['tasks']): string {
  if (tasks.length === 0) return '';
  const items = tasks.map(
    ({ id, text, done }) =>
      `<ac:task><ac:task-id>${id}</ac:task-id><ac:task-status>${done ? 'complete' : 'incomplete'}</ac:task-status><ac:task-body>${text}</ac:task-body></ac:task>`,
  );
  return `<ac:task-list>${items.join('')}</ac:task-list>`;
}
