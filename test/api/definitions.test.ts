import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { load } from './api-server.js';
import { faultsOf, good } from './good-definition.js';

/** The good file with one text in place of another. */
const faultsWith = (old: string, replacement: string): Promise<string[]> => {
  expect(good).toContain(old);
  return faultsOf(good.replace(old, replacement));
};

/** Ten aliases of ten aliases, and so on. */
const bomb = (levels: number): string =>
  Array.from({ length: levels }, (_, level) =>
    level === 0
      ? 'a0: &a0 [x]'
      : `a${level}: &a${level} [${Array<string>(10)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
  ).join('\n');

describe('a definitions file', () => {
  it('becomes APIs with closed input schemas', async () => {
    const { apis, faults } = await load(good, { 'secret.txt': 's3cret-value\n' });
    expect(faults).toEqual([]);
    expect(apis).toHaveLength(1);
    const [api] = apis;
    expect(api?.credentials).toEqual({
      kind: 'service',
      header: 'Authorization',
      scheme: 'Bearer',
      secret: 's3cret-value',
    });
    const [get, create] = api?.tools ?? [];
    expect(get?.inputSchema).toMatchObject({ type: 'object', additionalProperties: false, required: ['ticket_id'] });
    expect(Object.keys(create?.inputSchema['properties'] ?? {})).toEqual(['title', 'labels', 'dry_run']);
  });

  it('is listed as every host takes it, and checked as it is written', async () => {
    const text = good.replace(
      'title: { type: string }',
      "title: { type: [string, 'null'], maxLength: 9, description: Text. }\n" +
        "            state: { type: [string, 'null'], enum: [open, null], default: open }\n" +
        "            dates: { type: array, items: { type: [object, 'null'], properties: { format: { type: string, format: date } } } }",
    );
    const { apis, faults } = await load(text, { 'secret.txt': 's3cret-value' });
    expect(faults).toEqual([]);
    const create = apis[0]?.tools[1];
    const date = { type: 'string', description: '(date)' };
    expect(create?.inputSchema['properties']).toMatchObject({
      title: { anyOf: [{ type: 'string', maxLength: 9 }, { type: 'null' }], description: 'Text.' },
      state: { anyOf: [{ type: 'string', enum: ['open'] }, { type: 'null' }], default: 'open' },
      dates: { items: { anyOf: [{ type: 'object', properties: { format: date } }, { type: 'null' }] } },
    });
    const isTaken = (args: object): boolean => create?.input.safeParse({ title: 'x', ...args }).success === true;
    expect(
      [
        { state: null },
        { dates: [{ format: '2026-01-31' }, null] },
        { state: 'x' },
        { dates: [{ format: 'soon' }] },
      ].map(isTaken),
    ).toEqual([true, true, false, false]);
  });

  it('may be JSON', async () => {
    const tool = { title: 'T', description: 'D', effect: 'read', method: 'GET', path: '/a' };
    const json = { apis: { a: { base_url: 'https://a.example', credentials: 'none', tools: { list_a: tool } } } };
    expect((await load(json)).apis[0]?.tools[0]?.name).toBe('list_a');
  });

  it.each([
    'Authorization',
    'X-User-ID',
    'X-Organization-Id',
    'Cookie',
    'Host',
    'X-Forwarded-For',
    'x_user_id',
    'X-Auth-Request-Email',
  ])('cannot set the header %s', async (name) => {
    const faults = await faultsWith(
      'path: /tickets/{ticket_id}',
      `path: /t/{ticket_id}\n        headers: { ${name}: "{ticket_id}" }`,
    );
    expect(faults).toContainEqual(expect.stringMatching(/^17: .*no definition may set/));
  });

  it('names every fault at once, in the order of the lines', async () => {
    const text = good
      .replace('effect: read', 'effect: reed')
      .replace('method: POST', 'method: SEND')
      .replace('title: Get a ticket', 'titel: Get');
    const faults = await faultsOf(text);
    expect(faults.map((fault) => Number(fault.split(':')[0]))).toEqual([9, 11, 27]);
  });

  it('is refused as a whole where one argument is sent nowhere', async () => {
    const text = good.replace('path: /tickets\n', 'path: /tickets\n        body: { title: "{title}" }\n');
    expect(await faultsOf(text)).toEqual([expect.stringMatching(/^25: .*labels: is sent nowhere/)]);
  });

  it('tells where it wants the token of the sign-in', async () => {
    const text = good.replace(/credentials: service\n.*\n/, 'credentials: upstream-token\n');
    expect((await load(text)).upstreamTokens).toEqual([{ line: 5, column: 5 }]);
  });

  it.each([
    ['apis: [', /^\d+: /],
    ['', /^1: must be a mapping .*, but nothing is there/],
    [bomb(7), /^1: its aliases/],
    ['a: &a { b: *a }', /^1: its aliases/],
    [`a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`, /^1: nesting/],
    [`{"a": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`, /^1: nesting/],
    ['{\n "apis": {},\n "apis": {}\n}', /^3: the same key stands above already/],
  ])('of the text %.60j is refused', async (text, fault) => {
    expect(await faultsOf(text)).toContainEqual(expect.stringMatching(fault));
  });

  it('is described by a JSON Schema that an independent validator uses', async () => {
    const published = readFileSync(new URL('../../schemas/api-tools.schema.json', import.meta.url), 'utf8');
    const validate = new Ajv({ strict: false }).compile(JSON.parse(published) as object);
    const { parse } = await import('yaml');
    const valid = parse(good) as { apis: { tickets: { credentials: string } } };
    expect(validate(valid)).toBe(true);
    const misspelt = parse(good.replace('{ ticket_id: { type: string } }', '{ ticket_id: { typ: string } }')) as object;
    expect(validate(misspelt)).toBe(false);
    valid.apis.tickets.credentials = 'my-token';
    expect(validate(valid)).toBe(false);
  });

  it.each([
    ['type: string', /must be object/],
    ["type: [object, 'null']", /must be object/],
    ['additionalProperties: true', /must be false or absent/],
    ['additionalProperties: { type: string }', /must be false or absent/],
    ['anyOf: [{ required: [ticket_id] }]', /cannot stand at the root/],
    ['oneOf: [{ required: [ticket_id] }]', /cannot stand at the root/],
    ['allOf: [{ required: [ticket_id] }]', /cannot stand at the root/],
    ['enum: [{}]', /cannot stand at the root/],
    ['const: {}', /cannot stand at the root/],
    ['minProperties: 1', /cannot stand at the root/],
    ['maxProperties: 1', /cannot stand at the root/],
    ['propertyNames: { type: string }', /cannot stand at the root/],
    ['properties: { ticket_id: { type: string }, "a b": { type: string } }', /must be 1 to 64 letters/],
  ])('with %j for all arguments is refused by the JSON Schema for editors too', async (line, fault) => {
    const published = readFileSync(new URL('../../schemas/api-tools.schema.json', import.meta.url), 'utf8');
    const validate = new Ajv({ strict: false }).compile(JSON.parse(published) as object);
    const { parse } = await import('yaml');
    const old = 'properties: { ticket_id: { type: string } }';
    const text = good.replace(old, line.startsWith('properties') ? line : `${old}\n          ${line}`);
    expect(await faultsOf(text)).toContainEqual(expect.stringMatching(fault));
    expect(validate(parse(good))).toBe(true);
    expect(validate(parse(text))).toBe(false);
  });
});
