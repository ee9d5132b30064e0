import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { catalogue } from '../../../src/mcp/index.js';
import { parseArguments } from '../../../src/mcp/schemas/parse-arguments.js';
import { upTo } from '../../support/thorough.js';

interface Bounded {
  readonly where: string;
  readonly schema: z.ZodString;
}

/** Every text in a schema, with where it is. */
function textsIn(schema: z.core.$ZodType, where: string): Bounded[] {
  if (schema instanceof z.ZodString) return [{ where, schema }];
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, field]) => textsIn(field as z.ZodType, `${where}.${name}`));
  if (schema instanceof z.ZodArray) return textsIn(schema.element, `${where}[]`);
  if (schema instanceof z.ZodPipe) return [...textsIn(schema.in, where), ...textsIn(schema.out, where)];
  const { innerType, options = [] } = schema._zod.def as { innerType?: z.ZodType; options?: readonly z.ZodType[] };
  return [...(innerType === undefined ? [] : [innerType]), ...options].flatMap((inner) => textsIn(inner, where));
}

const texts = catalogue.flatMap(({ name, input }) => textsIn(input, name));

/** Whether something looks into the text that its bound has refused. */
function looksIntoRefused({ schema }: Bounded): boolean {
  const checks = (schema.def.checks ?? []).map(({ _zod: { def } }) => def as { check: string; abort?: boolean });
  const bound = checks.findIndex(({ check }) => check === 'max_length');
  const asking = checks.findIndex(({ check }) => check === 'custom' || check === 'string_format');
  return bound !== -1 && asking !== -1 && !(bound < asking && checks[bound]?.abort === true);
}

describe('the bound of a text', () => {
  it('decides before anything else is asked of the text', () => {
    expect(texts.filter(({ schema }) => schema.maxLength !== null).length).toBeGreaterThan(30);
    expect(texts.filter(looksIntoRefused).map(({ where }) => where)).toEqual([]);
  });
});

/** What is said of one argument, beside those that are right. */
function saidOf(name: string, field: string, value: unknown): string {
  const tool = catalogue.find((one) => one.name === name);
  const right = { page_id: '1', space_key: 'ENG', title: 'A title', query: 'words' };
  const known = Object.entries(right).filter(([key]) => key in (tool?.input.shape ?? {}));
  try {
    return JSON.stringify(parseArguments(tool?.input as z.ZodObject, { ...Object.fromEntries(known), [field]: value }, 'write'));
  } catch (error) {
    return (error as Error).message;
  }
}

// Each of these was read, folded or split to its end, whatever its size.
describe('a text that is longer than anything that is meant', () => {
  it.each([
    ['confluence_create_page', 'content_format', (blanks: number) => `storage${' '.repeat(blanks)}`, 80, 100],
    ['confluence_search', 'updated_after', (blanks: number) => `2026-11-01${' '.repeat(blanks)}`, 80, 100],
    ['confluence_get_labels', 'page_id', (blanks: number) => `131073${' '.repeat(blanks)}`, 3_900, 4_000],
  ])('is not read: %s, %s', (name, field, text, taken, refused) => {
    expect(saidOf(name, field, text(taken))).toMatch(/^\{.*(?:storage|2026-11-01|131073)"/);
    expect(saidOf(name, field, text(refused))).not.toMatch(/^\{/);
  });

  it('is one text and no list of thousands', () => {
    const listed = (count: number) => Array.from({ length: count }, () => 'a').join();
    expect(saidOf('confluence_add_labels', 'labels', listed(20))).toMatch(/^\{/);
    expect(saidOf('confluence_add_labels', 'labels', listed(1_000))).toContain('20 items');
    expect(saidOf('confluence_add_labels', 'labels', listed(1_001))).not.toContain('20 items');
  });

  it.each([
    ['confluence_add_labels', 'labels', ['a'.repeat(256)], '255'],
    ['confluence_update_page_details', 'emoji', 'é '.repeat(21), '40'],
    ['confluence_update_page_details', 'status_label', 'a'.repeat(21), '20'],
    ['confluence_create_page', 'title', 'a'.repeat(256), '255'],
  ])('is refused by its bound, which is named: %s, %s', (name, field, value, bound) => {
    expect(saidOf(name, field, value)).toMatch(new RegExp(`${field}.*<=${bound} characters`));
  });
});

describe('what is told of wrong arguments', () => {
  // Each item of a list had a fault of its own: 49,000 wrong ones were answered with 3.6 MB.
  it.each(catalogue.map((tool) => ({ name: tool.name, tool })))('is short for $name, whatever is sent', ({ tool }) => {
    const lists = [Array.from({ length: upTo(40_000) }, (_, at) => `no such ${at}`), Array.from({ length: upTo(9_000) }, () => ({ x: 1 }))];
    const names = ['k'.repeat(upTo(100_000)), ...Object.keys(tool.input.shape)];
    for (const name of names) {
      for (const value of [...lists, { ['k'.repeat(upTo(100_000))]: 1 }, 'a- '.repeat(upTo(300_000)), 'x'.repeat(upTo(1_000_000))]) {
        let said = '';
        try {
          parseArguments(tool.input, { [name]: value }, 'write');
        } catch (error) {
          said = (error as Error).message;
        }
        expect({ name, length: said.length < 10_000 }).toEqual({ name, length: true });
      }
    }
  });
});
