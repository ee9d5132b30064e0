import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { parseArguments } from '../../../src/mcp/schemas/parse-arguments.js';
import { commentId, pageId, prose, title } from '../../../src/mcp/schemas/input.js';

const input = z.strictObject({
  page_id: pageId,
  comment_id: commentId.optional(),
  limit: z.int().min(1).max(50).default(10),
  format: z.enum(['markdown', 'storage']).default('markdown'),
});

const taken = (args: unknown) => parseArguments(input, args).args;

function faultOf(args: unknown): string {
  try {
    parseArguments(input, args);
  } catch (error) {
    return `${(error as { code: string }).code}: ${(error as Error).message}`;
  }
  return 'accepted';
}

describe('the arguments of a tool', () => {
  it('are completed with defaults', () => {
    expect(taken({ page_id: '42' })).toEqual({ page_id: '42', limit: 10, format: 'markdown' });
  });

  it('may carry an id as a number', () => {
    expect(taken({ page_id: 42 })).toMatchObject({ page_id: '42' });
  });

  it('may carry the URL of a page instead of its id', () => {
    const url = 'https://acme.atlassian.net/wiki/x/AbC1';
    expect(taken({ page_id: url })).toMatchObject({ page_id: url });
  });

  it('may say null for what they leave out', () => {
    expect(taken({ page_id: '42', limit: null })).toMatchObject({ limit: 10 });
  });

  it('are told where a control character is', () => {
    const fault = () => parseArguments(z.strictObject({ body: prose }), { body: 'a\n\u001B[31mred\u001B[0m' });
    expect(fault).toThrow(/U\+001B is in line 2, 2 in total\. Remove them/);
  });

  it('must be an object', () => {
    for (const args of [[], 'text', 7, null, { '': { page_id: '42' } }]) {
      expect(faultOf(args)).toBe('INVALID_INPUT: The arguments must be a JSON object.');
    }
  });

  it('are refused when a number has lost digits on the way', () => {
    expect(faultOf({ page_id: 2 ** 53 })).toBe(
      'INVALID_INPUT: page_id: too large for a JSON number; send it as a string.',
    );
  });

  it.each([
    '../1',
    '1/child',
    '1?x=1',
    '9223372036854775808',
    '-1',
    '0',
    '1.5',
    '１２',
    '1\u0000',
    '',
    '1 2',
    'file:///etc/passwd',
    'https://',
    'http://a b',
    'HTTPS://x\ny',
  ])('are refused with %j as a page id', (value) => {
    expect(faultOf({ page_id: value })).toBe(
      'INVALID_INPUT: page_id: expected a page id (digits) or the URL of a page; find a page by its title with confluence_search.',
    );
  });

  it.each([1.5, Number.NaN, true, {}, ['1', '2'], [{}]])('[C16] are refused with %j as an id', (value) => {
    expect(faultOf({ page_id: '1', comment_id: value })).toBe(
      'INVALID_INPUT: comment_id: expected a comment id (digits); confluence_get_comments lists them.',
    );
  });

  it('[C16] name every field that is wrong and the wanted shape', () => {
    expect(faultOf({ limit: 'many', format: 'pdf' })).toBe(
      'INVALID_INPUT: page_id: required (string); limit: expected number, received string; format: expected one of markdown, storage.',
    );
    expect(faultOf({ page_id: '1', limit: -1 })).toBe('INVALID_INPUT: limit: Too small: expected number to be >=1.');
  });

  it('[C16] are refused with a parameter that the tool does not know', () => {
    expect(faultOf({ page_id: '1', pageId: '1', ['x'.repeat(200)]: 1 })).toBe(
      `INVALID_INPUT: unknown parameter "pageId", "${'x'.repeat(60)}"; known parameters are page_id, comment_id, limit, format.`,
    );
  });

  it('are refused with any parameter when the tool takes none', () => {
    expect(() => parseArguments(z.strictObject({}), { a: 1 })).toThrow('this tool takes no parameters');
  });

  it.each([
    [{ phone: 'abc' }, 'contact.phone: Invalid string: must match pattern /^\\d+$/.'],
    [{ email: 'a', phone: '1' }, 'contact: Unrecognized key: "email", or Unrecognized key: "phone".'],
    [{}, 'contact: phone: required (string), or email: required (string).'],
    [{ kind: 'letter', city: '' }, 'contact.city: Too small: expected string to have >=1 characters.'],
  ])('are refused with %j by what the form says that they come nearest to', (contact, words) => {
    const forms = z.union([
      z.strictObject({ phone: z.string().regex(/^\d+$/) }),
      z.strictObject({ email: z.string() }),
      z.strictObject({ kind: z.literal('courier'), city: z.string() }),
      z.strictObject({ kind: z.literal('letter'), city: z.string().min(1) }),
    ]);
    expect(() => parseArguments(z.strictObject({ contact: forms }), { contact })).toThrow(words);
  });

  it('[C16] are refused when they hold more than anybody means, before each is looked at', () => {
    const lists = z.strictObject({ edits: z.array(z.union([z.strictObject({ op: z.string() }), z.string().max(9)])).max(50) });
    const many = Array.from({ length: 60_000 }, () => ({}));
    const more = Object.fromEntries(many.map((_, n) => [`k${n}`, 1]));
    for (const edits of [many, JSON.stringify(many), [many], [{ op: many }], [more]]) {
      expect(() => parseArguments(lists, { edits })).toThrow('The arguments contain more than 50000 values.');
    }
    expect(() => parseArguments(lists, more)).toThrow('The arguments contain more than 50000 values.');
    expect(faultOf({ page_id: '1', ...Object.fromEntries(Object.entries(more).slice(0, 20)) })).toMatch(
      /unknown parameter "k0", .*"k9" and 10 more; known parameters are/,
    );
  });

  it.each([
    ['a list that never ends', (n: number) => `["x"${'\t'.repeat(n)}`],
    ['a list with a comma that nothing follows', (n: number) => `["x"${'\t'.repeat(n)},${'\t'.repeat(n)}`],
    ['blanks behind a list', (n: number) => `["x"]${'\t'.repeat(n)}]`],
    ['commas alone', (n: number) => 'a,'.repeat(n)],
    ['quotation marks', (n: number) => `[${"'".repeat(n)}`],
  ])('[C16] are read in time that grows with their length: %s', (_what, text) => {
    const lists = z.strictObject({ labels: z.array(z.string().max(255)).max(20) });
    const before = process.cpuUsage();
    expect(() => parseArguments(lists, { labels: text(1_000_000) })).toThrow('Too big');
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(3_000);
  });

  it.each(['', '  ', '\u200b', '\u200b \u2060\u00ad', '\u3164'])('are refused with %j as a title, which shows nothing', (name) => {
    expect(() => parseArguments(z.strictObject({ title }), { title: name })).toThrow('title: expected text that is not blank');
  });

  it('take a title with characters that have no shape among others', () => {
    const name = 'می\u200cخواهم 👩\u200d💻';
    expect(parseArguments(z.strictObject({ title }), { title: name }).args).toEqual({ title: name });
  });

  it('cannot reach a prototype', () => {
    expect(faultOf(JSON.parse('{"page_id":"1","__proto__":{"limit":3}}'))).toContain('unknown parameter "__proto__"');
    expect(faultOf({ page_id: '1', constructor: 1 })).toContain('unknown parameter "constructor"');
  });

  it('never repeat a value in the error', () => {
    expect(faultOf({ page_id: 'secret-value', limit: 'secret-value', format: 'secret-value' })).not.toContain('secret');
  });
});

/** As definitions of other APIs have them. */
describe('an argument that may be one of several', () => {
  const several = z.fromJSONSchema({
    type: 'object',
    properties: {
      tags: { anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'null' }] },
      count: { type: ['integer', 'null'] },
      state: { enum: ['open', 'paid', null] },
      payee: {
        oneOf: [
          { type: 'object', properties: { kind: { const: 'person' }, name: { type: 'string' } }, required: ['kind', 'name'] },
          { type: 'object', properties: { kind: { const: 'company' }, vat: { type: 'integer' } }, required: ['kind', 'vat'] },
        ],
      },
      either: { oneOf: [{ type: 'string' }, { type: 'string', minLength: 3 }] },
    },
  }) as z.ZodObject;
  const of = (args: object) => {
    try {
      return parseArguments(several, args).args;
    } catch (error) {
      return (error as Error).message;
    }
  };

  it.each([
    [{ tags: '["a"]', count: '7' }, { tags: ['a'], count: 7 }],
    [{ tags: 'a' }, { tags: ['a'] }],
    [{ tags: null, count: null, state: null }, { tags: null, count: null, state: null }],
    [{ payee: '{"kind":"company","vat":"5"}' }, { payee: { kind: 'company', vat: 5 } }],
    [{ payee: { kind: 'person', name: '5' } }, { payee: { kind: 'person', name: '5' } }],
  ])('is met half-way in %j', (given, meant) => {
    expect(of(given)).toEqual(meant);
  });

  it.each([
    [{ tags: {}, count: {} }, 'tags: expected array or null; count: expected number or null.'],
    [{ state: 'lost' }, 'state: expected open or paid or null.'],
    [{ tags: ['a', {}] }, 'tags.1: expected string, received object.'],
    [{ payee: { kind: 'person' } }, 'payee.name: required (string).'],
    [{ payee: 'Ada' }, 'payee: expected object.'],
    [{ either: 'abc' }, 'either: matches more than one of the allowed forms.'],
  ])('says what it wants instead of %j', (given, message) => {
    expect(of(given)).toBe(message);
  });
});
