import { performance } from 'node:perf_hooks';
import { applyMarkdown, toMarkdown } from '../../src/content/index.js';
import { isAppError } from '../../src/errors.js';

export interface HostileResult {
  readonly name: string;
  readonly ms: number;
  /** What came of it: `ok`, the code of a refusal, or what was thrown by accident. */
  readonly outcome: string;
}

const million = 1_000_000;

/** Storage that nobody writes by hand. */
export const hostileStorages: Readonly<Record<string, () => string>> = {
  '100,000 nested elements': () => '<div>'.repeat(100_000) + 'x' + '</div>'.repeat(100_000),
  '100,000 nested lists': () => '<ul><li>'.repeat(50_000) + 'x' + '</li></ul>'.repeat(50_000),
  '200 nested panels': () =>
    '<ac:structured-macro ac:name="info"><ac:rich-text-body>'.repeat(200) +
    '<p>x</p>' +
    '</ac:rich-text-body></ac:structured-macro>'.repeat(200),
  'one paragraph of a megabyte': () => `<p>${'word '.repeat(million / 5)}</p>`,
  'a megabyte of stars and brackets as text': () => `<p>${'*[_'.repeat(million / 3)}</p>`,
  'a table of 20,000 cells': () =>
    `<table><tbody>${`<tr>${'<td><p>x</p></td>'.repeat(10)}</tr>`.repeat(2_000)}</tbody></table>`,
  '50,000 elements never closed': () => '<p>'.repeat(50_000),
  'a paragraph cut by 20,000 formats': () => `<p>${'<em>a</em>b'.repeat(20_000)}</p>`,
};

/** Markdown that nobody writes by hand, as an edit of a small page. */
const markdowns: Readonly<Record<string, () => string>> = {
  'a megabyte of opening brackets': () => '['.repeat(million),
  'a megabyte of stars': () => '*a '.repeat(million / 3),
  'a megabyte of backticks of growing length': () =>
    Array.from({ length: 1_400 }, (_, i) => '`'.repeat(i + 1)).join(' '),
  'a megabyte of quotes in quotes': () => `${'>'.repeat(million)} x`,
  '50,000 nested items': () => Array.from({ length: 1_000 }, (_, i) => `${'  '.repeat(i)}- x`).join('\n'),
  '10,000 directives never closed': () => ':::info\n'.repeat(10_000),
  'a megabyte of opening tags': () => '<table><tr><td>'.repeat(million / 15),
  'a megabyte of links half written': () => '[a](<b'.repeat(million / 6),
};

/** Pathological input must end soon, with an answer or with a refusal. */
export function measureHostile(): HostileResult[] {
  const read = Object.entries(hostileStorages).map(([name, make]) => run(`read ${name}`, make, toMarkdown));
  const written = Object.entries(markdowns).map(([name, make]) =>
    run(`write ${name}`, make, (edited) => applyMarkdown({ current: '<p>Ahoy</p>', edited })),
  );
  return [...read, ...written];
}

function run(name: string, make: () => string, work: (text: string) => unknown): HostileResult {
  const text = make();
  const start = performance.now();
  let outcome = 'ok';
  try {
    work(text);
  } catch (error) {
    outcome = isAppError(error) ? error.code : `DEFECT ${String(error).slice(0, 80)}`;
  }
  return { name, ms: performance.now() - start, outcome };
}
