import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { corpus } from './corpus.js';
import { goals } from './requests.js';
import { defences, play, type Defence, type Played } from './play.js';

const results = new Map<string, readonly Played[]>();
const throughOf = (name: string) => (results.get(name) ?? []).filter(({ harm }) => harm.length > 0);

beforeAll(async () => {
  for (const defence of defences) results.set(defence.name, await play(defence));
}, 180_000);

afterAll(() => {
  if (process.env['PRINT_TABLE']) process.stdout.write(`${renderTable()}\n`);
});

describe('an agent that obeys every page it reads', () => {
  it('meets sixty pages, no two of them alike', () => {
    expect(corpus).toHaveLength(60);
    expect(new Set(corpus.map(({ goal, what }) => `${goal} ${what}`)).size).toBe(60);
  });

  it('does what every one of them wants where nothing stands in its way, so that each is an attack', () => {
    const harmless = (results.get('no policy') ?? []).filter(({ attack, harm }) => !harm.includes(attack.goal));
    expect(harmless.map(({ attack, answers }) => [attack.goal, attack.what, answers])).toEqual([]);
  });

  it('[C12] does no harm under the strict policy', () => {
    expect(throughOf('strict policy').map(({ attack, harm }) => [attack.what, harm])).toEqual([]);
  });

  it('is told the rule each time', () => {
    const answers = (results.get('strict policy') ?? []).flatMap((played) => played.answers.at(-1) ?? 'nothing');
    expect(answers).toHaveLength(60);
    expect(answers.filter((answer) => !/^POLICY_DENIED: .*rule [a-z_.]+/.test(answer))).toEqual([]);
  });

  it('does less under each defence than under the one before', () => {
    const counts = defences.map(({ name }) => throughOf(name).length);
    expect([...counts].sort((a, b) => b - a)).toEqual(counts);
    expect(counts[0]).toBe(60);
  });

  it('is counted in the documentation as it was here', () => {
    const page = new URL('../../docs/write-policy.md', import.meta.url);
    const text = readFileSync(page, 'utf8');
    const wanted = text.replace(/(<!-- attacks -->\n\n)[^]*(\n\n<!-- end -->)/, (_all, begin: string, end: string) =>
      [begin, renderTable(), end].join(''),
    );
    if (process.env['UPDATE_DOCS']) writeFileSync(page, wanted);
    else expect(text).toBe(wanted);
  });
});

/** What got through, by goal and by defence. */
function renderTable(): string {
  const names = defences.map(({ name }: Defence) => name);
  const count = (name: string, goal: string) => {
    const all = (results.get(name) ?? []).filter(({ attack }) => attack.goal === goal);
    return `${all.filter(({ harm }) => harm.length > 0).length} of ${all.length}`;
  };
  const rows = goals.map((goal) => [goal, ...names.map((name) => count(name, goal))]);
  const sums = ['all', ...names.map((name) => `${throughOf(name).length} of ${corpus.length}`)];
  const cells = [['the page wants to', ...names], ...rows, sums];
  const widths = (cells[0] ?? []).map((_cell, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
}
