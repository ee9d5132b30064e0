import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { renderDefinitionSchema } from '../../src/api/index.js';
import { isThorough } from '../support/thorough.js';
import { load } from './api-server.js';

const scalar = fc.constantFrom<unknown>('a', '', 0, 1, -1, 1.5, true, null, [], {}, ['a'], { a: 1 });
const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
const type = fc.oneof(
  fc.constantFrom(...types),
  fc.subarray(types),
  fc.constantFrom('text', 'String', 'any', 7, null, ['string', 'file']),
);
const name = fc.constantFrom('a', 'b', 'c_1', 'constructor', '__proto__', 'with space', '');
const pattern = fc.constantFrom(
  ...[
    '^a+$',
    '[',
    '(?<y>\\d{4})-\\k<y>',
    '(?!x)',
    '\\p{L}+',
    '\\\\p{2}',
    '\\u{1F600}',
    '\\u0041',
    'a{2,1}',
    '*',
    '\\',
    ']',
  ],
);
const count = fc.constantFrom<unknown>(0, 1, 255, 1_000_000_000, Number.MAX_SAFE_INTEGER, -1, 1.5, '3');

/** Keywords as operators write them, right and wrong, one to four together, some levels deep. */
function schema(depth: number): fc.Arbitrary<object> {
  const own: readonly (readonly [string, fc.Arbitrary<unknown>])[] = [
    ['type', type],
    ...[
      ['enum', fc.array(scalar, { maxLength: 3 })] as const,
      ['const', scalar] as const,
      ['default', scalar] as const,
    ],
    ['format', fc.constantFrom('date', 'email', 'uri', 'ipv4', 'colour', '', 3)],
    ['pattern', pattern],
    ...counted.map((key) => [key, count] as const),
    ...[['uniqueItems', fc.boolean()] as const, ['required', fc.array(name, { maxLength: 2 })] as const],
    ...(depth === 0 ? [] : nested(schema(depth - 1))),
  ];
  const typed = fc.option(type, { nil: undefined });
  const keyword = fc.oneof(...own.map(([key, value]) => value.map((given) => [key, given] as const)));
  const picked = fc.array(keyword, { minLength: 1, maxLength: 3 });
  return fc
    .tuple(typed, picked)
    .map(([kind, entries]) => ({ ...Object.fromEntries(entries), ...(kind && { type: kind }) }));
}

const counted = [
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
];

function nested(node: fc.Arbitrary<object>): readonly (readonly [string, fc.Arbitrary<unknown>])[] {
  const nodes = fc.array(node, { maxLength: 2 });
  return [
    ...['items', 'propertyNames', 'not', 'if', 'additionalProperties'].map((key) => [key, node] as const),
    ...['anyOf', 'oneOf', 'allOf', 'prefixItems'].map((key) => [key, nodes] as const),
    ['properties', fc.dictionary(name, node, { maxKeys: 2 })],
    ['$ref', fc.constantFrom('#', '#/$defs/a', 'other.json')],
  ];
}

const toolWith = (given: object) => ({
  ...{ title: 'T', description: 'D', effect: 'read', method: 'GET', path: '/' },
  input: { properties: { given } },
});
const apiOf = (tools: object) => ({ apis: { it: { base_url: 'http://127.0.0.1:1', credentials: 'none', tools } } });

/** The schema that is published for editors, in the hands of another validator. */
const isForEditors = new Ajv({ strict: false }).compile(JSON.parse(renderDefinitionSchema()) as object);

describe('a schema of arguments', () => {
  it('that stops no start can check a call', async () => {
    let checked = 0;
    const many = fc.array(schema(2), { minLength: 60, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(many, async (schemas) => {
        const all = schemas.map((given, index) => [`tool_${index}`, toolWith(given)] as const);
        const { faults } = await load(apiOf(Object.fromEntries(all)));
        const faulty = new Set(faults.map(({ message }) => /\.(tool_\d+)\b/.exec(message)?.[1]));
        const sound = all.filter(([tool]) => !faulty.has(tool));
        const definitions = apiOf(Object.fromEntries(sound));
        const { apis, faults: none } = await load(definitions);
        expect(none).toEqual([]);
        expect([isForEditors(definitions), isForEditors.errors]).toEqual([true, null]);
        for (const { input } of apis.flatMap(({ tools }) => tools)) {
          expect(typeof input.safeParse({ given: 'a' }).success).toBe('boolean');
          checked += 1;
        }
      }),
      { numRuns: isThorough ? 30 : 15, endOnFailure: true },
    );
    expect(checked).toBeGreaterThan(60);
  });
});
