import { describe, expect, it } from '@jest/globals';
import { answer, useApiServer } from './api-server.js';

const server = useApiServer();

const read = { title: 'T', description: 'D', effect: 'read', method: 'GET', path: '/items' } as const;
const create = {
  ...read,
  effect: 'create',
  method: 'POST',
  input: { properties: { title: { type: 'string' } } },
} as const;
const reading = (more: object = {}, api: object = {}) => ({ ...api, tools: { list_items: { ...read, ...more } } });
const creating = (more: object = {}, api: object = {}) => ({ ...api, tools: { create_item: { ...create, ...more } } });

describe('an answer', () => {
  const reply = (body: string | Buffer, type: string, more: object = {}) => {
    server().handler = (_seen, res) => void res.writeHead(200, { 'Content-Type': type }).end(body);
    return server().call(reading(more));
  };

  it.each([
    ['a whole number that a double cannot hold', '{"id":9007199254740993}', { id: '9007199254740993' }],
    ['a negative one', '[-12345678901234567890]', ['-12345678901234567890']],
    ['one that a double holds', '{"id":9007199254740991}', { id: 9007199254740991 }],
    [
      'one beyond all that a double holds',
      '{"a":1E999,"b":[-1.5e+400, 1e308]}',
      { a: '1E999', b: ['-1.5e+400', 1e308] },
    ],
    [
      'a fraction that a double has, and one that none has',
      '[0.10000000000000000555, 0.1000000000000000055, 1e21]',
      [0.1, '0.1000000000000000055', 1e21],
    ],
    [
      'digits in a text',
      '["id \\" 9007199254740993, 12345678901234567890"]',
      ['id " 9007199254740993, 12345678901234567890'],
    ],
    ['a name made of digits', '{"9007199254740993":1}', { '9007199254740993': 1 }],
  ])('keeps every digit: %s', async (_what, body, result) => {
    expect((await reply(body, 'application/json')).result).toEqual(result);
  });

  it.each([
    ['text/csv; charset=iso-8859-1', Buffer.from('Jürgen;1', 'latin1'), 'Jürgen;1'],
    ['text/csv; charset="shift_jis"', Buffer.from([0x93, 0xfa]), '日'],
    ['application/json; charset=iso-8859-1', Buffer.from('"ä"', 'latin1'), 'ä'],
    ['text/csv; charset=unheard-of', 'ä', 'ä'],
    ['application/json', '\ufeff{"a":1}', { a: 1 }],
    ['application/vnd.api+json', '{"a":1}', { a: 1 }],
    ['application/xml', '<a><b/></a>', '<a><b/></a>'],
    ['application/atom+xml; charset=utf-8', '<feed/>', '<feed/>'],
    ['application/x-ndjson', '{"a":1}\n{"a":2}\n', '{"a":1}\n{"a":2}\n'],
    ['application/yaml', 'a: 1\n', 'a: 1\n'],
    ['text/plain', '{"a":1}', { a: 1 }],
    ['application/octet-stream', '{"a":1}', { a: 1 }],
    ['application/x-unheard-of', '[1]', [1]],
    ['text/plain', '[draft] a note', '[draft] a note'],
  ])('of the type %s is read as what it is', async (type, body, result) => {
    expect((await reply(body, type)).result).toEqual(result);
  });
});

describe('an answer that is no success', () => {
  it.each([
    [400, 'INVALID_INPUT'],
    [401, 'CREDENTIALS_REJECTED'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [405, 'NOT_SUPPORTED'],
    [409, 'INVALID_INPUT'],
    [422, 'INVALID_INPUT'],
    [429, 'RATE_LIMITED'],
    [500, 'UPSTREAM_UNAVAILABLE'],
    [503, 'UPSTREAM_UNAVAILABLE'],
    [504, 'UPSTREAM_TIMEOUT'],
  ])('with status %d is %s, with the words of the API as foreign text', async (status, code) => {
    server().handler = (_seen, res) => answer(res, status, { message: 'no such ticket' }, { 'Retry-After': '30' });
    await expect(server().call(creating())).rejects.toMatchObject({
      code,
      details: { status, foreign_text: '{"message":"no such ticket"}' },
    });
    expect(server().seen).toHaveLength(1);
  });

  it('is cut, and a web page says nothing', async () => {
    server().handler = (_seen, res) => answer(res, 400, 'x'.repeat(5_000), { 'Content-Type': 'text/plain' });
    await expect(server().call(creating())).rejects.toMatchObject({
      details: { foreign_text: `${'x'.repeat(1_000)}…` },
    });
    server().handler = (_seen, res) => answer(res, 502, '<html>gateway</html>', { 'Content-Type': 'text/html' });
    await expect(server().call(creating())).rejects.toMatchObject({ details: { foreign_text: '' } });
    const xml = '<error><message>no such ticket</message></error>';
    server().handler = (_seen, res) => void res.writeHead(400, { 'Content-Type': 'application/xml' }).end(xml);
    await expect(server().call(creating())).rejects.toMatchObject({ details: { foreign_text: xml } });
  });

  it.each([
    ['an empty body', 200, '', 'application/json', 'UPSTREAM_UNAVAILABLE'],
    ['a web page', 200, '<!doctype html><p>Log in', 'text/html', 'UPSTREAM_UNAVAILABLE'],
    ['broken JSON', 200, '{"a":', 'application/json', 'UPSTREAM_UNAVAILABLE'],
    ['a picture', 200, 'PNG', 'image/png', 'NOT_SUPPORTED'],
    ['bytes', 200, '[\0', 'application/octet-stream', 'NOT_SUPPORTED'],
    [
      'lists in lists without end',
      200,
      '['.repeat(9_000) + ']'.repeat(9_000),
      'application/json',
      'UPSTREAM_UNAVAILABLE',
    ],
    ['nothing at the selected place', 200, '{"other":1}', 'application/json', 'NOT_FOUND'],
  ])('is never an empty success: %s', async (_what, status, body, type, code) => {
    server().handler = (_seen, res) => answer(res, status, body, { 'Content-Type': type });
    await expect(server().call(reading({ select: 'items' }))).rejects.toMatchObject({ code });
  });

  it('is what an expression cannot be evaluated on: an error of a read, and all of the answer of a write', async () => {
    server().handler = (_seen, res) => answer(res, 200, { other: 1 });
    const select = 'length(items)';
    await expect(server().call(reading({ select }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      hint: expect.stringMatching(/the operator has to check `select` in the definition: .*length\(\)/),
    });
    expect((await server().call(creating({ select }))).result).toEqual({ other: 1 });
  });

  it.each([
    ['null', null, 'a'],
    ['a number without end', { n: 1e308 }, 'n * `10`'],
    ['one within a list', { n: [1e308] }, 'n[].{q: @ * `10`}'],
  ])(
    'is what a selection finds in %s: an error of a read, and all of the answer of a write',
    async (_what, body, select) => {
      server().handler = (_seen, res) => answer(res, 200, body);
      await expect(server().call(reading({ select }))).rejects.toMatchObject({ code: 'NOT_FOUND' });
      const { result, warnings } = await server().call(creating({ select }));
      expect(result).toEqual(body);
      expect(warnings).toHaveLength(1);
    },
  );

  it('says when to try again', async () => {
    server().handler = (_seen, res) => answer(res, 429, {}, { 'Retry-After': '42' });
    await expect(server().call(creating())).rejects.toMatchObject({ hint: 'Try again in 42 seconds.' });
  });

  it('is repeated for reads alone', async () => {
    server().handler = (_seen, res, count) => answer(res, count < 3 ? 503 : 200, [1]);
    expect((await server().call(reading())).result).toEqual([1]);
    expect(server().seen).toHaveLength(3);
  });
});
