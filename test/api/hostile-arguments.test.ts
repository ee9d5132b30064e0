import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ApiClient } from '../../src/api/index.js';
import { ApiServer, callFirst, load } from './api-server.js';
import { isSent, received, text } from './hostile-texts.js';
import { upTo } from '../support/thorough.js';

const server = new ApiServer();
let client: ApiClient;

/** Every place where a template can stand: a segment, a part of one, two together, a parameter, a list, a header, a body. */
const definition = {
  tools: {
    update_all: {
      title: 'T',
      description: 'D',
      effect: 'update',
      input: {
        properties: {
          ...Object.fromEntries(['a', 'b', 'c', 'd', 'q', 'h', 't'].map((name) => [name, { type: 'string' }])),
          list: { type: 'array', items: { type: 'string' } },
          ids: { type: 'array', items: { type: 'string' } },
          marks: { type: 'array', items: { type: 'string' } },
          any: {},
        },
        required: ['a', 'b', 'c', 'd', 'ids'],
      },
      method: 'PUT',
      path: '/v1/{a}/mid-{d}.x/{b}{c}/{ids}/end',
      query: { q: '{q}', fixed: '1', mixed: 'a-{q}-b', list: '{list}', comma: { value: '{list}', style: 'comma' } },
      headers: { 'X-Trace': '{h}', 'X-Marks': '{marks}', 'X-Fixed': 'v' },
      body: { text: 'x {t} y', any: '{any}', nested: { list: ['{t}', '{q}'] } },
    },
  },
};

/** Most calls are refused for one of their arguments: lists are often good ones, so that others come to be sent. */
const item = fc.oneof({ weight: 9, arbitrary: fc.constantFrom('7', 'x/y?z', 'a b') }, { weight: 1, arbitrary: text });

const args = fc.record(
  {
    ...{ a: text, b: text, c: text, d: text, q: text, h: text, t: text },
    list: fc.array(text, { maxLength: 3 }),
    ids: fc.array(item, { minLength: 1, maxLength: 3 }),
    marks: fc.array(item, { maxLength: 3 }),
    any: fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constant(JSON.parse('{"__proto__":{"x":1},"constructor":1}') as unknown),
    ),
  },
  { requiredKeys: ['a', 'b', 'c', 'd', 'ids'] },
);

beforeAll(async () => {
  await server.start();
  client = await server.client({ base_url: `${server.origin}/base`, ...definition });
});
afterAll(() => server.stop());

type Given = Partial<Record<'a' | 'b' | 'c' | 'd' | 'q' | 'h' | 't', string>> &
  Partial<Record<'list' | 'ids' | 'marks', string[]>> & { any?: unknown };

describe('hostile arguments', () => {
  it('arrive as the values that they are, or are refused before anything is sent', async () => {
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(args, async (given) => {
        if (!(await isSent(server, () => callFirst(client, given)))) return;
        sent += 1;
        const values = given as Given;
        const { a = '', b = '', c = '', d = '', q, h, t, list, ids = [], marks = [], any } = values;
        const whole = (value: string): string => value.toWellFormed();
        const { path, query, host } = received(server);
        expect(host).toBe(new URL(server.origin).host);
        expect(path).toEqual([
          ...['', 'base', 'v1', whole(a), `mid-${whole(d)}.x`, whole(b) + whole(c)],
          ...[ids.map(whole).join(','), 'end'],
        ]);
        expect(query).toEqual([
          ...(q === undefined ? [] : [['q', whole(q)]]),
          ['fixed', '1'],
          ...(q === undefined ? [] : [['mixed', `a-${whole(q)}-b`]]),
          ...(list ?? []).map((item) => ['list', whole(item)]),
          ...(list === undefined || list.length === 0 ? [] : [['comma', list.map(whole).join(',')]]),
        ]);
        const own = Object.keys(server.last.headers).sort();
        const usual = [
          'accept',
          'accept-encoding',
          'connection',
          'content-length',
          'content-type',
          'host',
          'user-agent',
          'x-fixed',
        ];
        const sentHeaders = { 'x-marks': marks.length > 0, 'x-trace': h !== undefined };
        expect(own).toEqual([
          ...usual,
          ...Object.entries(sentHeaders).flatMap(([name, isGiven]) => (isGiven ? [name] : [])),
        ]);
        if (marks.length > 0) expect(server.last.headers['x-marks']).toBe(marks.join(',').trim());
        if (h !== undefined) expect(server.last.headers['x-trace']).toBe(h.trim());
        const body = JSON.parse(server.last.body) as Record<string, unknown>;
        if (t !== undefined) expect(body['text']).toBe(`x ${whole(t)} y`);
        if (any !== undefined && any !== null) expect(JSON.stringify(body['any'])).toBe(JSON.stringify(any));
        expect(Object.keys(body).every((key) => ['text', 'any', 'nested'].includes(key))).toBe(true);
        expect(({} as Record<string, unknown>)['x']).toBeUndefined();
      }),
      { numRuns: upTo(400) },
    );
    expect(sent).toBeGreaterThan(upTo(40));
  }, 60_000);

  it.each([
    ['an object', { a: { toString: 'x' } }],
    ['a list', { a: ['x'] }],
    ['an inherited name', Object.create({ a: 'x' }) as Record<string, unknown>],
    ['two dots made of two arguments', { b: '.', c: '.' }],
    ['a list without items', { ids: [] }],
    ['two dots in a list', { ids: ['..'] }],
    ['a list within a list', { ids: [['x']] }],
    ['an object in a list', { ids: [{ toString: 'x' }] }],
    ['an item with what separates items', { ids: ['a,b'] }],
    ['nothing', { a: '' }],
  ])('of the form of %s are refused for a path', async (_name, given) => {
    const before = server.seen.length;
    const call = callFirst(
      client,
      Object.assign(
        Object.create(Object.getPrototypeOf(given) as object) as object,
        { ...('a' in given ? {} : { a: 'x' }), b: 'x', c: 'x', d: 'x', ids: ['x'] },
        given,
      ),
    );
    await expect(call).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(server.seen.length).toBe(before);
  });
});

/** What only OpenAPI has: parameters under any name, objects in the query, forms. */
const document = {
  openapi: '3.1.0',
  info: { title: 'T', version: '1' },
  paths: {
    '/things/{id}': {
      post: {
        operationId: 'sendForm',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          {
            name: 'filter',
            in: 'query',
            style: 'deepObject',
            schema: { type: 'object', additionalProperties: { type: 'string' } },
          },
          { name: 'pipes', in: 'query', style: 'pipeDelimited', schema: { type: 'array', items: { type: 'string' } } },
        ],
        requestBody: {
          required: true,
          content: {
            'application/x-www-form-urlencoded': {
              schema: {
                type: 'object',
                properties: { note: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
              },
            },
          },
        },
        responses: {},
      },
    },
  },
};

describe('hostile arguments of an operation', () => {
  it('arrive as the values that they are, or are refused before anything is sent', async () => {
    const { apis, faults } = await load(
      {
        apis: {
          demo: {
            base_url: server.origin,
            credentials: 'none',
            openapi: { document: 'd.json', operations: ['sendForm'] },
          },
        },
      },
      { 'd.json': JSON.stringify(document) },
    );
    expect(faults).toEqual([]);
    const texts = fc.array(text, { maxLength: 3 });
    const given = fc.record(
      { id: text, filter: fc.dictionary(text, text, { maxKeys: 3 }), pipes: texts, note: text, tags: texts },
      { requiredKeys: ['id'] },
    );
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(given, async (arguments_) => {
        if (!(await isSent(server, () => server.callApi(apis[0], arguments_)))) return;
        sent += 1;
        const { id, filter = {}, pipes = [], note, tags = [] } = arguments_;
        const { path, query } = received(server);
        expect(path).toEqual(['', 'things', id.toWellFormed()]);
        expect(query).toEqual([
          ...Object.entries(filter).map(([key, value]) => [`filter[${key.toWellFormed()}]`, value.toWellFormed()]),
          ...(pipes.length === 0 ? [] : [['pipes', pipes.map((one) => one.toWellFormed()).join('|')]]),
        ]);
        expect([...new URLSearchParams(server.last.body)]).toEqual([
          ...(note === undefined ? [] : [['note', note.toWellFormed()]]),
          ...tags.map((tag) => ['tags', tag.toWellFormed()]),
        ]);
        expect(Object.keys(server.last.headers)).not.toContain('x-user-id');
      }),
      { numRuns: upTo(300) },
    );
    expect(sent).toBeGreaterThan(upTo(40));
  }, 60_000);
});
