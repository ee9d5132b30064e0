import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { catalogue } from '../../src/mcp/index.js';
import type { Tool } from '../../src/mcp/index.js';
import { openToolFixture } from '../mcp/fixtures/tool-fixture.js';
import type { ToolFixture } from '../mcp/fixtures/tool-fixture.js';
import { toolCalls } from './tool-calls.js';

const argsOf = ({ name }: Tool) => toolCalls[name]?.args ?? {};

const hostileIds = [
  '../',
  '..%2f1',
  '1/child',
  '1?purge=true',
  '1#x',
  '9223372036854775808',
  '-1',
  '0',
  '١',
  '1\u0000',
  ' ',
  '',
];
const hostileTexts = ['a\u0000b', 'a\u0007', '\ud800'];
const isId = (field: string) => /_id$|_to$/.test(field);

/** What pages and comments are made of may be as long, and is shown again; `content/markdown/hostile.test.ts` times it. */
const texts: ReadonlySet<string> = new Set(['content', 'body', 'text', 'find', 'replace']);

const atMost = (limit: number): number =>
  ({ asymmetricMatch: (value: number) => value <= limit, toString: () => `at most ${limit}` }) as unknown as number;

const words = 'é '.repeat(100_000);
/** Where a list or an object is wanted, a text is read as one: blanks that could belong to two parts would be tried as both. */
const nearlyLists = [
  `[${' '.repeat(100_000)}`,
  `['a'${' '.repeat(100_000)}`,
  `["a"${' , "a"'.repeat(20_000)}`,
  `'${'a,'.repeat(100_000)}`,
];

function valuesWithoutEnd(type: unknown): unknown[] {
  if (type === 'string') return [words];
  if (type === 'array') return [...nearlyLists, [words], words];
  return nearlyLists;
}

interface Case {
  tool: Tool;
  field: string;
  value: unknown;
}

/** Every string parameter, and every list of strings, of every tool, with each hostile value. */
function* cases(): Generator<Case> {
  for (const tool of catalogue) {
    const properties = tool.inputSchema['properties'] as Record<string, Record<string, unknown>>;
    for (const [field, schema] of Object.entries(properties)) {
      if (schema['enum'] !== undefined) continue;
      const isList = schema['type'] === 'array' && (schema['items'] as { type?: string }).type === 'string';
      if (schema['type'] !== 'string' && !isList) continue;
      const isKey = isId(field) || /space_key|labels/.test(field);
      const values = isKey ? [...hostileIds, ...hostileTexts] : hostileTexts;
      const isRequired = (tool.inputSchema['required'] as string[] | undefined)?.includes(field) === true;
      const harmless = [
        ...(/space_key|labels/.test(field) ? ['9223372036854775808', '-1', '0', '١'] : []),
        // What strict hosts send for an optional argument that is absent.
        ...(isRequired || isList ? [] : ['']),
      ];
      for (const value of values.filter((one) => !harmless.includes(one))) {
        yield { tool, field, value: isList ? [value] : value };
      }
    }
  }
}

let fixture: ToolFixture;
beforeAll(async () => {
  fixture = await openToolFixture();
});
beforeEach(() => {
  fixture.sandbox.requests.length = 0;
});
afterAll(() => fixture.close());

describe.each(catalogue.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  it('[C3] refuses hostile text in every parameter before anything is asked upstream', async () => {
    for (const { field, value } of [...cases()].filter((one) => one.tool === tool)) {
      const args = { ...argsOf(tool), [field]: value };
      const result = await fixture.call(name, args);
      const text = result.content[0]?.text ?? '';
      expect({ field, value, text }).toEqual({
        field,
        value,
        text: expect.stringMatching(/^INVALID_INPUT: /) as unknown,
      });
      // Names of spaces are looked up: they may go into the query, where they are quoted, and nowhere else.
      const paths = fixture.sandbox.requests.splice(0).map(({ method, path }) => `${method} ${path}`);
      const lookUps = field === 'space_keys' ? /^GET \/wiki\/(rest\/api\/search|api\/v2\/spaces)$/ : /(?!)/;
      expect(paths.filter((path) => !lookUps.test(path))).toEqual([]);
    }
  });

  it('[H3] refuses a parameter named like a prototype', async () => {
    const args = JSON.parse(`{"__proto__": {"polluted": true}}`) as Record<string, unknown>;
    const result = await fixture.call(name, Object.assign(args, argsOf(tool)));
    expect(result.content[0]?.text).toMatch(/^INVALID_INPUT: .*(__proto__|no parameters)/);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(fixture.sandbox.requests).toEqual([]);
  });

  // The emoji of a page was split into characters, each with a copy of the whole text: 400 KB of it ended the process.
  it('[C15] takes or refuses any text of a size that nobody means, in little time and few words', async () => {
    const properties = tool.inputSchema['properties'] as Record<string, Record<string, unknown>>;
    for (const [field, { type, enum: choices }] of Object.entries(properties)) {
      if (choices !== undefined && type !== 'string') continue;
      for (const value of valuesWithoutEnd(type)) {
        if (texts.has(field) && value === words) continue;
        const args = { ...argsOf(tool), [field]: value, ...(tool.effect !== 'read' && { dry_run: true }) };
        const { user, system } = process.cpuUsage();
        const result = await fixture.call(name, args);
        const used = process.cpuUsage();
        expect({ field, length: result.content[0]?.text.length }).toEqual({ field, length: atMost(5_000) });
        expect({ field, ms: (used.user + used.system - user - system) / 1000 }).toEqual({ field, ms: atMost(3_000) });
      }
    }
  });

  it('writes nothing on a dry run', async () => {
    if (tool.effect === 'read') return;
    const result = await fixture.call(name, { ...argsOf(tool), dry_run: true });
    expect(result.content[0]?.text).toMatch(/^Preview, nothing was written/);
    expect(fixture.writes()).toEqual([]);
  });
});

describe('free text', () => {
  it('[C3] never becomes a part of a path', async () => {
    const title = '../../admin?x=1#y';
    await fixture.call('confluence_create_page', { space_key: 'ENG', title });
    await fixture.call('confluence_get_page', { space_key: 'ENG', title });
    await fixture.call('confluence_search', { query: title });
    await fixture.call('confluence_remove_labels', { page_id: '131073', labels: ['runbook'] });
    expect(fixture.sandbox.requests.length).toBeGreaterThan(3);
    for (const { path } of fixture.sandbox.requests) expect(path).not.toMatch(/admin|\.\./);
  });
});
