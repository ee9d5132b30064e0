import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { cisSections, nsaRecommendations, owaspRisks, securityRows, type Mapped, type SecurityRow } from './rows.js';
import { testsByRow } from './titles.js';

const path = new URL('../../docs/security-tests.md', import.meta.url);
const tests = testsByRow();

describe('the page of security tests', () => {
  it('has every row once, each with a test that carries its number', () => {
    const lengths = { J: 28, O: 22, H: 21, C: 20, L: 4 };
    const ids = Object.entries(lengths).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, at) => `${letter}${at + 1}`),
    );
    expect(securityRows.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(ids.filter((id) => !tests.has(id))).toEqual([]);
    expect([...tests.keys()].filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('maps other lists to rows that there are', () => {
    const named = [...nsaRecommendations, ...cisSections].flatMap(({ rows }) => rows);
    expect(named.filter((id) => !securityRows.some((row) => row.id === id))).toEqual([]);
    expect(securityRows.filter((row) => !(row.risk in owaspRisks))).toEqual([]);
  });

  it('is as it would be written now', () => {
    if (process.env['UPDATE_DOCS']) writeFileSync(path, render());
    expect(readFileSync(path, 'utf8')).toBe(render());
  });
});

function render(): string {
  const byNumber = [...securityRows].sort((a, b) => order(a) - order(b));
  const count = [...tests.values()].reduce((sum, { length }) => sum + length, 0);
  return `# Security tests

Made by \`test/security\` from the titles of the tests: one that plays a row carries its number, \`[H5]\`, and \`npm run docs\` renews this
page. A row without a test that runs fails the suite. ${byNumber.length} rows, ${count} marked tests. J is for tokens, O for log-ins, H for the door, C for
Confluence behind it, L for logs and settings.

${table(
  ['row', 'attack', 'risk', 'tests', 'note'],
  byNumber.map(({ id, attack, risk, note = '' }) => [id, attack, risk, filesOf(id), note]),
)}

## Other lists

What is evidence for what others ask, and what is not covered. That a row stands here says that its attack is played, not that somebody else has
judged the server.

OWASP MCP Top 10 (2025, v0.1):

${table(
  ['risk', 'name', 'rows', 'besides, and what is missing'],
  Object.entries(owaspRisks).map(([id, { name, words = '' }]) => [id, name, rowsOfRisk(id), words]),
)}

NSA, "Model Context Protocol (MCP): Security Design Considerations for AI-Driven Automation" (U/OO/6030316-26, May 2026), its nine recommendations:

${mapped(nsaRecommendations)}

CIS MCP benchmark, the community's draft (1.0.0-draft, March 2026), by section:

${mapped(cisSections)}
`;
}

function order({ id }: SecurityRow): number {
  return 'JOHCL'.indexOf(id.charAt(0)) * 100 + Number(id.slice(1));
}

function filesOf(id: string): string {
  return [...new Set((tests.get(id) ?? []).map(({ file }) => `\`${file}\``))].sort().join(', ');
}

function rowsOfRisk(risk: string): string {
  const own = securityRows.filter((row) => row.risk === risk);
  return [...own]
    .sort((a, b) => order(a) - order(b))
    .map(({ id }) => id)
    .join(', ');
}

function mapped(list: readonly Mapped[]): string {
  return table(
    ['what it asks', 'rows', 'besides, and what is missing'],
    list.map(({ name, rows, words = '' }) => [name, rows.join(', '), words]),
  );
}

function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const all = [head, ...body];
  const widths = head.map((_cell, column) => Math.max(3, ...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
}
