import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadDefinitions } from '../../src/api/index.js';
import { answer, folderWith, load, useApiServer } from './api-server.js';
import { defining, generatedDocument, loadWith, operationIds, serviceDocument } from './openapi-shapes.js';

const server = useApiServer();

describe('an OpenAPI document', () => {
  it.each([
    ['with everything by reference', serviceDocument(), 150],
    ['with everything in place', generatedDocument(), 120],
  ])('%s loads in under a second, every operation of it a tool', async (_shape, document, count) => {
    const ids = operationIds(document);
    expect(ids).toHaveLength(count);
    // The first load pays for the parser's modules as well, and tests share the machine: the best of three counts, by
    // the time that this process really worked.
    const times: number[] = [];
    let loaded = await loadWith(document, ids);
    for (let run = 0; run < 3; run += 1) {
      const before = process.cpuUsage();
      loaded = await loadWith(document, ids);
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1_000);
    }
    const { apis, faults } = loaded;
    expect(faults).toEqual([]);
    expect(apis[0]?.tools).toHaveLength(count);
    expect(JSON.stringify(apis[0]?.tools.map(({ inputSchema }) => inputSchema))).not.toContain('$ref');
    expect(Math.min(...times)).toBeLessThan(1_000);
  });

  it('gives names, effects and arguments', async () => {
    const { apis } = await loadWith(serviceDocument(2), [
      'listThing0s',
      { id: 'createThing0', name: 'new_thing', title: 'New thing' },
      'deleteThing1',
    ]);
    const [list, create, remove] = apis[0]?.tools ?? [];
    expect([list, create, remove].map((tool) => [tool?.name, tool?.effect])).toEqual([
      ['list_thing0s', 'read'],
      ['new_thing', 'create'],
      ['delete_thing1', 'delete'],
    ]);
    expect(list?.title).toBe('What listThing0s does');
    expect(Object.keys(list?.inputSchema['properties'] ?? {})).toEqual([
      'state',
      'fields',
      'filter',
      'cursor_token',
      'X-Request-Id',
    ]);
    const properties = create?.inputSchema['properties'] as Record<string, unknown>;
    expect(Object.keys(properties)).toEqual(['title', 'note', 'due', 'parent', 'related', 'size', 'meta', 'dry_run']);
    expect(properties['note']).toEqual({ anyOf: [{ type: 'string' }, { type: 'null' }] });
    expect(properties['due']).toEqual({ type: 'string', description: '(date-time)' });
    expect(create?.inputSchema['required']).toEqual(['title']);
  });

  it('says how arguments are sent', async () => {
    const document = serviceDocument(1);
    const operations = (id: string) => ({ openapi: { document: 'openapi.json', operations: [id] } });
    const call = async (id: string, args: Record<string, unknown>): Promise<void> => {
      const folder = folderWith({
        'openapi.json': JSON.stringify(document),
        'tools.json': JSON.stringify({
          apis: { demo: { base_url: server().origin, credentials: 'none', ...operations(id) } },
        }),
      });
      const { apis, faults } = await loadDefinitions(join(folder, 'tools.json'), { takenNames: [] });
      expect(faults).toEqual([]);
      await server().callApi(apis[0], args);
    };
    await call('listThing0s', {
      state: ['open', 'closed'],
      fields: ['a', 'b'],
      filter: { owner: 'x y' },
      'X-Request-Id': 'r',
    });
    expect(server().last.url).toBe('/v2/thing0s?state=open&state=closed&fields=a,b&filter%5Bowner%5D=x+y');
    expect(server().last.headers['x-request-id']).toBe('r');
    await call('updateThing0', { id: 7, title: 'New', note: null });
    expect(server().last).toMatchObject({ method: 'PATCH', url: '/v2/thing0s/7' });
    expect(JSON.parse(server().last.body)).toEqual({ title: 'New', note: null });
  });

  it('names an operation that is not there, with the nearest, and one whose settings are not right', async () => {
    const operations = ['get_thing0', { id: 'listThing0s', select: 'lenght(@)' }, 'nothing'];
    const messages = (await loadWith(serviceDocument(1), operations)).faults.map(({ message }) => message);
    expect(messages).toEqual([
      expect.stringMatching(/get_thing0 is no operationId of the document; do you mean getThing0\?/),
      expect.stringMatching(/operations\.1.*: listThing0s .*lenght/),
      expect.stringMatching(/nothing is no operationId/),
    ]);
  });

  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const inQuery = (name: string, schema: object = { type: 'string' }) => ({ name, in: 'query', schema });
  const sending = (schema: object, type = 'application/json') => ({ requestBody: { content: { [type]: { schema } } } });
  const operate = (operation: object, parameters: object[] = [], path = '/a/{id}') => {
    const doIt = { operationId: 'doIt', responses: {}, ...operation, parameters: [id, ...parameters] };
    const document = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: { [path]: { post: doIt } } };
    return (more: object = {}) =>
      load(defining([{ id: 'doIt', ...more }], { base_url: server().origin }), {
        'openapi.json': JSON.stringify(document),
      });
  };
  const text = { type: 'object', properties: { text: { type: 'string' } } };
  const total = { properties: { amount: { type: 'string' }, currency: { type: 'string', default: 'EUR' } } };

  it.each([
    [
      'names that hosts of models refuse',
      operate({}, [inQuery('filter[state]'), inQuery('$top', { type: 'integer' })]),
      { id: '1', filter_state: 'open', top: 3 },
      { url: '/a/1?filter%5Bstate%5D=open&%24top=3' },
    ],
    [
      'a path that a query tells from another',
      operate({}, [inQuery('q')], '/a/{id}?beta=true&v=2#of-its-own'),
      { id: '1', q: 'x' },
      { url: '/a/1?beta=true&v=2&q=x' },
    ],
    [
      'one name in two places',
      operate({}, [inQuery('id', { type: 'integer' })]),
      { id: 'x', query_id: 7 },
      { url: '/a/x?id=7' },
    ],
    [
      'a parameter of the name of an argument of writes',
      operate({}, [inQuery('dry_run', { type: 'boolean' })]),
      { id: 'x', query_dry_run: false },
      { url: '/a/x?dry_run=false' },
    ],
    [
      'such a property in its body',
      operate(sending({ properties: { dry_run: { type: 'boolean' } } })),
      { id: 'x', body: { dry_run: false } },
      { body: '{"dry_run":false}' },
    ],
    [
      'a dialect of JSON',
      operate(sending(text, 'application/merge-patch+json')),
      { id: '1', text: 'x' },
      { body: '{"text":"x"}', headers: { 'content-type': 'application/merge-patch+json' } },
    ],
    [
      'a body of any type',
      operate(sending(text, '*/*')),
      { id: '1', text: 'x' },
      { body: '{"text":"x"}', headers: { 'content-type': 'application/json' } },
    ],
    [
      'answers of another type than JSON',
      operate({ responses: { 200: { content: { 'text/csv': {} } }, 400: { content: { 'application/json': {} } } } }),
      { id: '1' },
      { headers: { accept: 'text/csv' } },
    ],
    [
      'a schema that is true',
      operate(sending({ type: 'object', properties: { any: true } })),
      { id: '1', any: { a: 1 } },
      { body: '{"any":{"a":1}}' },
    ],
    [
      'a form whose type names its charset',
      operate(sending({ properties: { a: { type: 'string' } } }, 'application/x-www-form-urlencoded; charset=utf-8')),
      { id: '1', a: 'x&y' },
      { body: 'a=x%26y' },
    ],
    [
      'defaults in its body',
      operate(sending({ properties: { state: { type: 'string', default: 'open' }, total } })),
      { id: '1', total: { amount: '9' } },
      { body: '{"total":{"amount":"9"}}' },
    ],
    [
      'null for one of several',
      operate(
        sending({
          properties: {
            payee: { nullable: true, oneOf: [text, { type: 'string' }] },
            state: { nullable: true, enum: ['open'] },
            owner: { oneOf: [text, { type: 'null' }] },
            note: { ...text, type: ['object', 'null'] },
          },
        }),
      ),
      { id: '1', payee: null, state: null, owner: null, note: null },
      { body: '{"payee":null,"state":null,"owner":null,"note":null}' },
    ],
    [
      'null for the whole body',
      operate(sending({ type: ['array', 'null'], items: { type: 'string' } })),
      { id: '1', body: null },
      { body: 'null' },
    ],
    [
      'a default that does not fit',
      operate({}, [inQuery('limit', { type: 'integer', default: 'twenty' })]),
      { id: '1' },
      { url: '/a/1' },
    ],
  ])('with %s is sent as the API wants it', async (_what, loadIt, args, expected) => {
    const { apis, faults } = await loadIt();
    expect(faults).toEqual([]);
    const checked = apis[0]?.tools[0]?.input.parse(args) as Record<string, unknown>;
    await server().callApi(apis[0], checked);
    expect(server().last).toMatchObject(expected);
  });

  it('tells what is taken for what is left out, but not of a change', async () => {
    const state = { type: 'string', description: 'Where it stands.', default: 'open' };
    const of = async (method: string) => {
      const operation = { operationId: 'doIt', responses: {}, ...sending({ properties: { state } }) };
      const document = {
        openapi: '3.0.3',
        info: { title: 'T', version: '1' },
        paths: { '/a': { [method]: operation } },
      };
      return (
        (await loadWith(document, ['doIt'])).apis[0]?.tools[0]?.inputSchema['properties'] as Record<string, unknown>
      )['state'];
    };
    expect(await of('post')).toEqual({ type: 'string', description: 'Where it stands. Default: "open".' });
    expect(await of('patch')).toEqual({ type: 'string', description: 'Where it stands.' });
  });

  it('leaves its paging parameter to the cursor, even one of that name', async () => {
    server().handler = (_seen, res) => answer(res, 200, { next: 'b' });
    const { apis, faults } = await operate({}, [inQuery('cursor')])({ paging: { parameter: 'cursor', next: 'next' } });
    expect(faults).toEqual([]);
    const { nextCursor: cursor } = await server().callApi(apis[0], { id: '1' });
    await server().callApi(apis[0], { id: '1', cursor });
    expect(server().last.url).toBe('/a/1?cursor=b');
  });

  it.each([
    [
      'an upload',
      operate(sending({ type: 'object' }, 'multipart/form-data')),
      /takes a body of multipart\/form-data.*leave it out/,
    ],
    [
      'a list of lists in a header',
      operate({}, [{ name: 'X-L', in: 'header', schema: { type: 'array', items: { type: 'array' } } }]),
      /a list .* into the header/,
    ],
    [
      'a parameter as JSON',
      operate({}, [{ ...inQuery('q'), content: { 'application/json': {} } }]),
      /writes q as application\/json/,
    ],
    [
      'an object in a form',
      operate(sending({ type: 'object', properties: { o: text } }, 'application/x-www-form-urlencoded')),
      /the object o into a form/,
    ],
  ])('that wants %s is refused at the start, not by the first call', async (_what, loadIt, fault) => {
    expect((await loadIt()).faults.map(({ message }) => message)).toEqual([expect.stringMatching(fault)]);
  });
});
