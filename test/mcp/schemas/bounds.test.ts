import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { catalogue } from '../../../src/mcp/index.js';
import { parseArguments } from '../../../src/mcp/schemas/parse-arguments.js';

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

describe('what is told of wrong arguments', () => {
  // Each item of a list had a fault of its own: 49,000 wrong ones were answered with 3.6 MB.
  it.each(catalogue.map((tool) => ({ name: tool.name, tool })))('is short for $name, whatever is sent', ({ tool }) => {
    const lists = [Array.from({ length: 40_000 }, (_, at) => `no such ${at}`), Array.from({ length: 9_000 }, () => ({ x: 1 }))];
    const names = ['k'.repeat(100_000), ...Object.keys(tool.input.shape)];
    for (const name of names) {
      for (const value of [...lists, { ['k'.repeat(100_000)]: 1 }, 'a- '.repeat(300_000), 'x'.repeat(1_000_000)]) {
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
