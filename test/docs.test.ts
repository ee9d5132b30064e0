import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderDefinitionSchema } from '../src/api/index.js';
import { renderSettingsTable } from '../src/config/index.js';
import { renderWritePolicySchema, catalogue } from '../src/mcp/index.js';

/** Rewrites the generated part of a page with `npm run docs`; otherwise they must already be equal. */
function expectGenerated(name: string, table: string): void {
  const page = new URL(`../docs/${name}.md`, import.meta.url);
  const text = readFileSync(page, 'utf8');
  const part = new RegExp(`(<!-- ${name}:begin[^>]*-->)[^]*?(<!-- ${name}:end -->)`);
  expect(text).toMatch(part);
  const wanted = text.replace(part, (_all, begin: string, end: string) => `${begin}\n\n${table.trim()}\n\n${end}`);
  if (process.env['UPDATE_DOCS']) writeFileSync(page, wanted);
  else expect(text).toBe(wanted);
}

function renderToolsTable(): string {
  const firstSentence = (text: string): string => /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
  const rows = catalogue.map(
    ({ name, toolset, effect, description }) =>
      `| \`${name}\` | ${toolset} | ${effect} | ${firstSentence(description).replaceAll('|', '\\|')} |`,
  );
  return ['| tool | toolset | effect | what it does |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

describe('the pages of tools and settings', () => {
  it('list every tool of the catalogue as it is', () => {
    expectGenerated('tools', renderToolsTable());
  });

  it('list every setting as the schema has it', () => {
    expectGenerated('settings', renderSettingsTable());
  });
});

/** Like it, for a file of which one part follows from the catalogue. */
function expectPart(path: string, part: RegExp, wanted: string): void {
  const file = new URL(`../${path}`, import.meta.url);
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(part);
  if (process.env['UPDATE_DOCS']) writeFileSync(file, text.replace(part, wanted));
  else expect(part.exec(text)?.[0]).toBe(wanted);
}

// Settings name tools and toolsets before the tools are loaded.
describe('the table of toolsets', () => {
  it('is what the tools say', () => {
    const rows = catalogue.map(({ name, toolset }) => `  ${name}: '${toolset}',\n`);
    expectPart('src/mcp/tools/toolsets.ts', /(?<=toolsetOf = \{\n)[^]*?(?=\} as const)/, rows.join(''));
  });
});

describe('README', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

  it('compares as many tools as there are', () => {
    const tools = catalogue.filter(({ toolset }) => toolset !== 'examples');
    expectPart('README.md', /(?<=\| Confluence tools \| )\d+/, String(tools.length));
  });

  it('has install links that say what its entries say', () => {
    const links = [...readme.matchAll(/\[Install in [^\]]+\]\(([^)]+)\)/g)].map(([, link = '']) => new URL(link));
    const [vsCode, cursor] = links.map(({ searchParams }) => searchParams.get('config') ?? '');
    const entries = [...readme.matchAll(/```json\n([^]*?)```/g)].map(([, text = '']) => JSON.parse(text) as object);
    const entry = { type: 'http', ...(JSON.parse(Buffer.from(cursor ?? '', 'base64').toString()) as object) };
    expect(entries).toContainEqual({ servers: { confluence: entry } });
    const asked = JSON.parse((vsCode ?? '').replace('${input:token}', 'TOKEN')) as object;
    expect(asked).toEqual(entry);
    expect(links[0]?.searchParams.get('inputs')).toContain('"id":"token"');
  });
});

describe('the coverage badge', () => {
  const script = fileURLToPath(new URL('../scripts/draw-badge.js', import.meta.url));

  it.each([
    [98.36, '98.3%', '#3fb950'],
    [97.99, '97.9%', '#d29922'],
    [100, '100%', '#3fb950'],
  ])('for %d %% of lines says %s', (pct, value, color) => {
    const folder = mkdtempSync(join(tmpdir(), 'badge-'));
    writeFileSync(join(folder, 'coverage-summary.json'), JSON.stringify({ total: { lines: { pct } } }));
    spawnSync(process.execPath, [script, folder]);
    const badge = readFileSync(join(folder, 'badge.svg'), 'utf8');
    expect([badge.includes(`>${value}<`), badge.includes(color)]).toEqual([true, true]);
  });
});

describe('the JSON Schema of API tools', () => {
  it('is published as the definitions are checked', () => {
    const path = new URL('../schemas/api-tools.schema.json', import.meta.url);
    if (process.env['UPDATE_DOCS']) writeFileSync(path, renderDefinitionSchema());
    expect(readFileSync(path, 'utf8')).toBe(renderDefinitionSchema());
  });
});

describe('the JSON Schema of write policies', () => {
  it('is published as the files are checked', () => {
    const path = new URL('../schemas/write-policy.schema.json', import.meta.url);
    if (process.env['UPDATE_DOCS']) writeFileSync(path, renderWritePolicySchema());
    expect(readFileSync(path, 'utf8')).toBe(renderWritePolicySchema());
  });
});

describe('the picture of the structure', () => {
  it('is what the imports say', () => {
    const script = fileURLToPath(new URL('../scripts/draw-structure.js', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});
