import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { catalogue, type AnswerForm } from '../../src/mcp/index.js';
import { renderUrl } from '../../src/mcp/tools/render.js';
import { openToolFixture, type ToolFixture } from '../mcp/fixtures/tool-fixture.js';
import { toolCalls } from './tool-calls.js';

/** One for all: compiling the meta-schema takes longer than a check. */
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
const each = catalogue.map((tool) => [tool.name, tool] as const);
const prose = [
  'confluence_get_page',
  'confluence_get_comments',
  'confluence_get_page_diff',
  'confluence_get_template',
  'confluence_download_attachment',
  'confluence_get_page_images',
  'confluence_find_in_page',
];

/** What says how an answer is, not what is in it; a reader of the text sees it by its words. */
const formal = new Set(['notice', 'parent_id', 'dry_run', 'changed', 'has_children', 'minor', 'depth', 'variables']);

/** Every value in an answer that has to reach whoever sees the other form alone. */
function* facts(value: unknown, field = ''): Generator<[field: string, fact: string]> {
  if (formal.has(field) || value === null || value === undefined || typeof value === 'boolean') return;
  if (typeof value === 'string' || typeof value === 'number') yield [field, String(value)];
  else for (const [key, item] of Object.entries(value)) yield* facts(item, Array.isArray(value) ? field : key);
}

const squash = (text: string): string => text.replaceAll(/\s+/g, ' ');

function isIn(text: string, field: string, fact: string): boolean {
  if (field === 'due_at') return text.includes(fact.slice(0, 10));
  if (field === 'status') return text.includes(fact) || text.includes(fact === 'complete' ? '[x]' : '[ ]');
  if (field !== 'url') return squash(text).includes(squash(fact));
  return text.includes(renderUrl(fact)) || text.includes(renderUrl(fact).replace(/\d+$/, '{id}'));
}

async function inFixture<T>(work: (fixture: ToolFixture) => Promise<T>): Promise<T> {
  const fixture = await openToolFixture();
  try {
    return await work(fixture);
  } finally {
    await fixture.close();
  }
}

function call(name: string, form: AnswerForm) {
  return inFixture((fixture) => fixture.call(name, toolCalls[name]?.args ?? {}, undefined, form));
}

// Some hosts show a model the structured content alone, some the text alone, some both.
describe.each(each)('the answer of %s', (name, tool) => {
  it('says everything in its text that is in its data, and fits its schema', async () => {
    const { content, structuredContent = {} } = await call(name, 'always');
    const [{ text }] = content;
    const missing = [...facts(structuredContent)].filter(([field, fact]) => !isIn(text, field, fact));
    expect(missing).toEqual([]);
    expect([ajv.validate(tool.outputSchema, structuredContent), ajv.errors]).toEqual([true, null]);
    // Both forms say of themselves that there is content of others in them.
    expect('notice' in structuredContent).toBe(text.includes('<<<confluence '));
  });

  it('has data as the form wants it, and the same text in each', async () => {
    const [auto, never] = [await call(name, 'auto'), await call(name, 'never')];
    expect('structuredContent' in auto).toBe(!prose.includes(name));
    expect(never).not.toHaveProperty('structuredContent');
    const plain = (text: string) =>
      text.replaceAll(/confluence [\w-]{12}|127\.0\.0\.1:\d+|\d{4}-\d\d-\d\dT[\d:.]+Z/g, '');
    const [first, second] = [auto.content[0].text, never.content[0].text].map(plain);
    if (toolCalls[name]?.writes === undefined) expect(first).toBe(second);
    expect(tool.isProse).toBe(prose.includes(name));
  });
});

describe('the body of a page', () => {
  const args = { page_id: '131073' };
  const phrase = /closes idle connections/g;

  it.each([
    ['auto', 1, 0],
    ['never', 1, 0],
    ['always', 1, 1],
  ] as const)('is sent once in each half that there is: %s', async (form, inText, inData) => {
    const { content, structuredContent } = await inFixture((fixture) =>
      fixture.call('confluence_get_page', args, undefined, form),
    );
    expect(content[0].text.match(phrase)).toHaveLength(inText);
    expect((JSON.stringify(structuredContent) ?? '').match(phrase) ?? []).toHaveLength(inData);
  });

  it('comes with what a program needs of it beside the text', async () => {
    const { content, _meta } = await inFixture((fixture) =>
      fixture.call('confluence_get_page', { ...args, max_chars: 200 }, undefined, 'auto'),
    );
    const page = _meta?.['confluence-mcp/page'] as Record<string, unknown>;
    expect(page).toMatchObject({ id: '131073', title: 'Payments runbook', space_key: 'ENG', version: 3 });
    expect(content[0].text).toContain(page['next_cursor']);
    expect(_meta?.['anthropic/maxResultSizeChars']).toBe(250_000);
  });
});

describe('a warning about the arguments', () => {
  it('is in both forms', async () => {
    const { content, structuredContent } = await inFixture((fixture) =>
      fixture.call('confluence_search', { query: 'payments', limit: 999 }),
    );
    const warning = 'limit was reduced to 50, its maximum.';
    expect(structuredContent?.['warnings']).toEqual([warning]);
    expect(content[0].text).toMatch(`Warning: ${warning}\n`);
  });
});
