import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
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
