import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { securityRows, type SecurityRow } from './rows.js';

const path = new URL('../../docs/security-tests.md', import.meta.url);

/** OWASP MCP Top 10, 2025 (beta): https://owasp.org/www-project-mcp-top-10/ */
const risks: Readonly<Record<string, string>> = {
  MCP01: 'Token mismanagement and secret exposure',
  MCP02: 'Privilege escalation by scope creep',
  MCP03: 'Tool poisoning',
  MCP04: 'Supply chain',
  MCP05: 'Command injection and execution',
  MCP06: 'Intent flow subversion',
  MCP07: 'Insufficient authentication and authorization',
  MCP08: 'Lack of audit and telemetry',
  MCP09: 'Shadow servers',
  MCP10: 'Context injection and over-sharing',
};

const elsewhere: Readonly<Record<string, string>> = {
  MCP03:
    '`test/security/scanner-rules.test.ts`: hidden instructions, invisible characters and references to other tools',
  MCP04: 'exact versions and a lock file, `.ci/run`; no test',
  MCP09: 'not covered: which servers a company runs is not for a server to know',
};

describe('the page of security tests', () => {
  it('names only tests that are there', () => {
    const lost = securityRows.flatMap(({ id, tests }) =>
      tests.filter(([file, title]) => !hasTest(file, title)).map(([file, title]) => `${id}: ${file}: ${title}`),
    );
    expect(lost).toEqual([]);
  });

  it('has every row once, each with a test', () => {
    const ids = [
      ...numbered('J', 28),
      ...numbered('O', 22),
      ...numbered('H', 20),
      ...numbered('C', 19),
      ...numbered('L', 4),
    ];
    expect(securityRows.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(securityRows.filter(({ tests }) => tests.length === 0)).toEqual([]);
  });

  it('is as it would be written now', () => {
    if (process.env['UPDATE_DOCS']) writeFileSync(path, render());
    expect(readFileSync(path, 'utf8')).toBe(render());
  });
});

function numbered(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${letter}${at + 1}`);
}

function hasTest(file: string, title: string): boolean {
  const source = new URL(`../${file}`, import.meta.url);
  return existsSync(source) && readFileSync(source, 'utf8').includes(title);
}

function render(): string {
  const byNumber = [...securityRows].sort((a, b) => order(a) - order(b));
  const whole = byNumber.filter(({ missing }) => missing === undefined).length;
  return `# Security tests

Made from \`test/security/rows.ts\` by its test, which fails when a test that is named here is gone. Of ${byNumber.length - whole} of
${byNumber.length} rows it is known that the tests try less than the row says, and the page says what. J is for tokens, O for log-ins, H for the door, C for Confluence behind it, L for logs and
settings. The risks are those of the OWASP MCP Top 10 (2025, beta); of the NSA's guidance and the CIS benchmark's draft no mapping is made yet.

${table(['row', 'attack', 'risk', 'test', 'missing'], byNumber.map(cellsOf))}

## By risk

${table(
  ['risk', 'name', 'rows'],
  Object.entries(risks).map(([id, name]) => [id, name, rowsOfRisk(id)]),
)}
`;
}

function order({ id }: SecurityRow): number {
  return 'JOHCL'.indexOf(id.charAt(0)) * 100 + Number(id.slice(1));
}

function cellsOf({ id, attack, risk, tests, missing = '' }: SecurityRow): string[] {
  const files = [...new Set(tests.map(([file]) => `\`${file}\``))].join(', ');
  return [id, attack, risk, files, missing];
}

function rowsOfRisk(risk: string): string {
  const own = securityRows.filter((row) => row.risk === risk).map(({ id }) => id);
  return own.length > 0 ? own.join(', ') : (elsewhere[risk] ?? 'not covered');
}

function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const all = [head, ...body];
  const widths = head.map((_cell, column) => Math.max(3, ...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
}
