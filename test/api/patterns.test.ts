import { beforeEach, describe, expect, it } from '@jest/globals';
import { LinearPattern } from '../../src/api/definitions/linear-pattern.js';
import { load } from './api-server.js';

const texts = [
  ...['', 'a', 'ABC-123', 'see ABC-123', '2024-01', '2024-01-31', 'a@b.example', 'ä', 'Äb', 'x/y', 'a b', 'a\u00a0b'],
  ...[
    '\u00a0',
    '\u2028',
    'a\nb',
    'a\r',
    'b\n',
    '😀',
    '-',
    '_',
    '12.5',
    '+49 30 1234',
    '550e8400-e29b-41d4-a716-446655440000',
  ],
  ...['\b', 'foo bar', '\ufeff', '{x}', 'x'.repeat(1_500), 'x'.repeat(2_500), '[a]', '\\', 'a.b', 'A\u0001'],
];

/** None of them takes V8's own engine, which backtracks, any time on the texts above. */
const harmless = [
  ...['[A-Z]+-\\d+', '^[A-Z]+-\\d+$', '(?<year>\\d{4})-(?<month>\\d\\d)', '^\\d{4}-\\d{2}(?:-\\d{2})?$', '^\\S+@\\S+$'],
  ...[
    '\\s',
    '^\\s$',
    '^[\\s-]$',
    '^[^\\s]+$',
    '\\S',
    '.',
    '^.$',
    '^.{2,}$',
    '^[\\s\\S]*$',
    '^[^]$',
    '\\bbar\\b',
    '\\Boo',
    '[\\b]',
  ],
  ...[
    '^\\p{L}+$',
    '^\\p{Lu}',
    '\\P{L}',
    '^\\u{1F600}$',
    '^\\x41\\cA$',
    '^\\u00e4$',
    '^x\\/y$',
    '^(?:a|b|foo)(?: bar)?$',
    'a*?b',
  ],
  ...[
    '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
    '^\\+?[0-9 ]+$',
    '^x{1,2048}$',
    '^x{1500}$',
    '^x{2000,}$',
    '^(?:x{1200})?$',
  ],
  ...[
    '^[\\w.-]+$',
    '^[a-z]$',
    '\\{x\\}',
    '^\\[a\\]$',
    '\\\\',
    '^a\\.b$',
    '$',
    '^',
    '^$',
    '\\d\\.\\d',
    '(a)(b)?',
    '^(?:\\d+|\\w+)$',
  ],
];

/** Steps are counted until the next turn. */
beforeEach(() => new Promise<void>((resolve) => setImmediate(resolve)));

describe('a pattern', () => {
  it.each(harmless)('%s is matched as ECMAScript says', (pattern) => {
    const native = new RegExp(pattern, 'u');
    const ours = new LinearPattern(pattern);
    expect(texts.map((text) => ours.test(text))).toEqual(texts.map((text) => native.test(text)));
  });

  it.each([
    ['^\\d{3}\\-\\d{4}$', '123-4567'],
    ['^[a\\-z]$', '-'],
    ['^\\@\\w+$', '@ada'],
  ])('%s may have a backslash that means nothing', (pattern, text) => {
    expect(new LinearPattern(pattern).test(text)).toBe(true);
  });

  it.each([
    ['^(a+)+$', 'a', 'b'],
    ['^(?:a|a)*$', 'a', 'b'],
    ['(?:x+x+)+y', 'x', 'z'],
    ['a*a*a*$', 'a', 'b'],
    ['^(?:[abc]*a[abc]{0,30}){3}[abc]{900}d$', 'abc', 'd'],
  ])('%s takes no text of a megabyte longer than a second', (pattern, part, end) => {
    const text = part.repeat(1_000_000 / part.length) + end;
    const before = process.cpuUsage();
    new LinearPattern(pattern).test(text);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(1_000);
  });
});

describe('an argument with a pattern', () => {
  const tool = (schema: object) => ({
    ...{ title: 'T', description: 'D', effect: 'read', method: 'GET', path: '/x' },
    input: { properties: { key: schema } },
  });
  const checkOf = async (schema: object) => {
    const { apis, faults } = await load({
      apis: { demo: { base_url: 'http://127.0.0.1:9', credentials: 'none', tools: { find: tool(schema) } } },
    });
    expect(faults).toEqual([]);
    return (key: unknown) => apis[0]?.tools[0]?.input.safeParse({ key }).success;
  };

  it('is held to it wherever it stands: in a list, in a union, beside other types', async () => {
    const inList = await checkOf({ type: 'array', items: { type: 'string', pattern: '^\\p{Lu}' } });
    expect([inList(['Ab']), inList(['Ab', 'x'])]).toEqual([true, false]);
    const inUnion = await checkOf({ anyOf: [{ type: 'string', pattern: '^(a+)+$' }, { type: 'integer' }] });
    expect([inUnion('aa'), inUnion(5), inUnion(`${'a'.repeat(50)}b`)]).toEqual([true, true, false]);
    const orNull = await checkOf({ type: ['string', 'null'], pattern: '[A-Z]+-\\d+' });
    expect([orNull('see AB-1'), orNull(null), orNull('ab')]).toEqual([true, true, false]);
  });
});
