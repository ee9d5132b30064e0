import { describe, expect, it } from '@jest/globals';
import { parseArguments } from '../../src/mcp/schemas/parse-arguments.js';
import { answer, callFirst, useApiServer } from './api-server.js';
import { loadWith } from './openapi-shapes.js';

const server = useApiServer();
const id = '1234567890123456789';

const taken = (input: Parameters<typeof parseArguments>[0] | undefined, args: object) => {
  if (input === undefined) throw new Error('no tool');
  return parseArguments(input, args).args;
};

/** Calls a tool as the server does, its arguments checked and met half-way. */
async function call(properties: object, args: object, more: object = {}): Promise<void> {
  const tool = { title: 'T', description: 'D', effect: 'update', method: 'PUT', path: '/items', input: { properties } };
  const client = await server().client({ tools: { put_item: { ...tool, ...more } } });
  await callFirst(client, taken(client.api.tools[0]?.input, args));
}

describe('a whole number beyond 2^53', () => {
  const whole = { type: 'integer' };

  it('goes back into an argument as an answer told it', async () => {
    server().handler = (_seen, res) => answer(res, 200, `[{"id":${id}}]`);
    const tool = { title: 'T', description: 'D', effect: 'read', method: 'GET', path: '/items' };
    const { result } = await server().call({ tools: { list_items: tool } });
    await call({ id: whole }, (result as object[])[0] ?? {});
    expect(server().last.body).toBe(`{"id":${id}}`);
  });

  it('keeps its digits in a path, a query and a header', async () => {
    const input = { properties: { a: whole, list: { type: 'array', items: whole } }, required: ['a'] };
    const more = { input, path: '/items/{a}', query: { a: '{a}', list: '{list}' }, headers: { 'X-Id': '{a}' } };
    await call({}, { a: `-${id}`, list: [id, 7] }, more);
    expect(server().last).toMatchObject({
      url: `/items/-${id}?a=-${id}&list=${id}&list=7`,
      headers: { 'x-id': `-${id}` },
    });
  });

  it.each([
    ['whole', whole, id, id],
    ['any', { type: 'number' }, id, id],
    ['with blanks', whole, ` ${id} `, id],
    ['one that may be null', { type: ['integer', 'null'] }, id, id],
    ['in a list', { type: 'array', items: whole }, [id, '8', 9], `[${id},8,9]`],
    ['in an object', { type: 'object', properties: { n: whole } }, { n: id, t: 'é"' }, `{"n":${id},"t":"é\\""}`],
    ['of a map', { type: 'object', additionalProperties: whole }, { n: id }, `{"n":${id}}`],
    ['in a list that comes as its JSON', { type: 'array', items: whole }, `[${id}, -${id}, 7]`, `[${id},-${id},7]`],
    ['in an object that comes as its JSON', { type: 'object', properties: { n: whole } }, `{"n":${id}}`, `{"n":${id}}`],
    ['a fraction', { type: 'number' }, '0.12345678901234567890', '0.12345678901234567890'],
    [
      'a fraction in a list as JSON',
      { type: 'array', items: { type: 'number' } },
      '[1.00000000000000000001,0.1]',
      '[1.00000000000000000001,0.1]',
    ],
    ['within its bounds', { ...whole, minimum: 1, maximum: 2 ** 63, multipleOf: 3 }, id, id],
    ['what may be a text', { type: ['integer', 'string'] }, id, `"${id}"`],
    ['what is a text', { type: 'string' }, id, `"${id}"`],
    ['small', whole, '9007199254740991', '9007199254740991'],
  ])('is a number in a JSON body, where the number is %s', async (_where, schema, given, sent) => {
    await call({ n: schema }, { n: given });
    expect(server().last.body).toBe(`{"n":${sent}}`);
  });

  it('is a text in a form', async () => {
    await call({ n: whole }, { n: id }, { body_encoding: 'form' });
    expect(server().last.body).toBe(`n=${id}`);
  });

  it.each([
    [{ ...whole, maximum: 10 }, id, /^n: Too big: expected .*<=10\.$/],
    [{ ...whole, minimum: 0 }, `-${id}`, /^n: Too small: expected .*>=0\.$/],
    [{ ...whole, exclusiveMaximum: 2 ** 60 }, String(2n ** 60n), /^n: Too big: /],
    [{ ...whole, multipleOf: 10 }, id, /^n: Invalid number: must be a multiple of 10\.$/],
    [whole, Number(id), /^n: expected the digits as a string/],
    [{ ...whole, maximum: 10 }, Number(id), /^n: Too big: expected .*<=10\.$/],
    [{ allOf: [{ description: 'x' }, whole] }, id, /^n: expected (?:number|int), received string/],
    [whole, '1.00000000000000000001', /^n: expected number, received string\.$/],
    [{ type: 'number', maximum: 1 }, '1.12345678901234567890', /^n: Too big: /],
    [whole, `${id}x`, /^n: expected number, received string\.$/],
  ])('is refused by what the schema %j says: %j', async (schema, given, message) => {
    await expect(call({ n: schema }, { n: given })).rejects.toThrow(message);
    expect(server().seen).toEqual([]);
  });

  it('is taken where an OpenAPI document says int64', async () => {
    const schema = { type: 'integer', format: 'int64' };
    const parameters = [
      { name: 'id', in: 'path', required: true, schema },
      { name: 'after', in: 'query', schema },
    ];
    const content = { 'application/json': { schema: { type: 'object', properties: { parent: schema } } } };
    const put = { operationId: 'putItem', parameters, requestBody: { content }, responses: {} };
    const document = {
      ...{ openapi: '3.0.3', info: { title: 'T', version: '1' }, servers: [{ url: server().origin }] },
      paths: { '/items/{id}': { put } },
    };
    const { apis, faults } = await loadWith(document, ['putItem']);
    expect(faults).toEqual([]);
    const [api] = apis;
    const args = taken(api?.tools[0]?.input, { id, after: id, parent: id });
    await server().callApi(api && { ...api, baseUrl: new URL(server().origin) }, args);
    expect(server().last).toMatchObject({ url: `/items/${id}?after=${id}`, body: `{"parent":${id}}` });
  });
});

describe('an argument with a name that every object inherits', () => {
  const names = ['constructor', 'toString', 'valueOf', 'hasOwnProperty'];
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));

  it.each([
    ['itself', properties, {}, {}],
    ['one of them', properties, { valueOf: 'x' }, { valueOf: 'x' }],
    ['within an object', { o: { type: 'object', properties } }, { o: { toString: 'x' } }, { o: { toString: 'x' } }],
    [
      'within one of two forms',
      { o: { anyOf: [{ type: 'object', properties }, { type: 'null' }] } },
      { o: {} },
      { o: {} },
    ],
    ['within what two schemas say', { o: { allOf: [{ type: 'object', properties }] } }, { o: {} }, { o: {} }],
  ])('can be left out: %s', async (_where, schema, args, sent) => {
    await call(schema, args);
    expect(JSON.parse(server().last.body)).toEqual(sent);
  });

  it('is missed where it is required', async () => {
    const input = { properties, required: ['constructor'] };
    await expect(call({}, {}, { input })).rejects.toThrow('constructor: required (string)');
  });
});
