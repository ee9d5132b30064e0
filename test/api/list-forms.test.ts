import { describe, expect, it } from '@jest/globals';
import { answer, load, useApiServer } from './api-server.js';

const server = useApiServer();

type Parameter = Readonly<Record<string, unknown>>;

const strings = { type: 'array', items: { type: 'string' } };

async function callWith(parameter: Parameter, value: unknown): Promise<void> {
  const path = parameter['in'] === 'path' ? '/a/{color}' : '/a';
  const operation = { operationId: 'getA', parameters: [{ name: 'color', ...parameter }], responses: {} };
  const document = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: { [path]: { get: operation } } };
  const { apis, faults } = await load(
    {
      apis: {
        demo: {
          base_url: server().origin,
          credentials: 'none',
          openapi: { document: 'd.json', operations: ['getA'] },
        },
      },
    },
    { 'd.json': JSON.stringify(document) },
  );
  expect(faults).toEqual([]);
  await server().callApi(apis[0], { color: value });
}

describe('a list of an OpenAPI document', () => {
  const colors = ['blue', 'black', 'brown'];

  // https://spec.openapis.org/oas/v3.1.1#style-examples
  it.each([
    [{ in: 'query', explode: true }, '/a?color=blue&color=black&color=brown'],
    [{ in: 'query', explode: false }, '/a?color=blue,black,brown'],
    [{ in: 'query', style: 'spaceDelimited', explode: false }, '/a?color=blue%20black%20brown'],
    [{ in: 'query', style: 'pipeDelimited', explode: false }, '/a?color=blue%7Cblack%7Cbrown'],
    [{ in: 'path', required: true }, '/a/blue,black,brown'],
    [{ in: 'path', required: true, style: 'simple', explode: true }, '/a/blue,black,brown'],
  ])('goes out of %j as the specification shows it', async (parameter, url) => {
    await callWith({ ...parameter, schema: strings }, colors);
    expect(server().last.url).toBe(url);
  });

  it('goes into a header with commas between its items', async () => {
    await callWith({ in: 'header', schema: strings }, colors);
    expect(server().last.headers['color']).toBe('blue,black,brown');
    await callWith({ in: 'header', schema: { type: 'array', items: { type: 'integer' } } }, [1, 2]);
    expect(server().last.headers['color']).toBe('1,2');
  });

  // https://www.rfc-editor.org/rfc/rfc6570#section-3.2.2: {hello} is Hello%20World%21, and {list} has bare commas.
  it.each([
    [{ in: 'query', explode: false }, ['a&b=c', 'd#e', 'f/g'], '/a?color=a%26b%3Dc,d%23e,f%2Fg'],
    [{ in: 'path', required: true }, ['Hello World!', 'a/b', '?c'], '/a/Hello%20World%21,a%2Fb,%3Fc'],
  ])('has its items alone encoded in %j', async (parameter, value, url) => {
    await callWith({ ...parameter, schema: strings }, value);
    expect(server().last.url).toBe(url);
  });

  it.each([
    [{ in: 'query', explode: false }, ['a,b']],
    [{ in: 'query', style: 'spaceDelimited', explode: false }, ['a b']],
    [{ in: 'path', required: true }, ['a,b']],
    [{ in: 'path', required: true }, ['..']],
    [{ in: 'path', required: true }, []],
    [{ in: 'header' }, ['a,b']],
    [{ in: 'header' }, ['a\r\nX-User-ID: root']],
  ])('is refused of %j where it would read as another: %j', async (parameter, value) => {
    const before = server().seen.length;
    await expect(callWith({ ...parameter, schema: strings }, value)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(server().seen.length).toBe(before);
  });

  it('is a fault where its items are objects, as is an object', async () => {
    const parameters = [
      { name: 'color', in: 'header', schema: { type: 'object' } },
      { name: 'shade', in: 'header', schema: { type: 'array', items: { type: 'object' } } },
    ];
    const operation = { operationId: 'getA', parameters, responses: {} };
    const document = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: { '/a': { get: operation } } };
    const { faults } = await load(
      {
        apis: {
          demo: {
            base_url: 'https://a.example',
            credentials: 'none',
            openapi: { document: 'd.json', operations: ['getA'] },
          },
        },
      },
      { 'd.json': JSON.stringify(document) },
    );
    const told = faults.map(({ message }) => message);
    expect(told).toEqual([
      expect.stringContaining('writes an object, or a list of such, into the header as color'),
      expect.stringContaining('writes an object, or a list of such, into the header as shade'),
    ]);
  });
});

describe('the query of a tool with pages', () => {
  it('keeps its commas beside the parameter that paging turns', async () => {
    const tool = {
      ...{ title: 'T', description: 'D', effect: 'read', method: 'GET', path: '/a' },
      input: { properties: { color: strings } },
      query: { color: { value: '{color}', style: 'comma' } },
      paging: { parameter: 'after', next: 'next' },
    };
    server().handler = (_seen, res) => answer(res, 200, { items: [1], next: 'x,y' });
    const api = { tools: { list_a: tool } };
    const { nextCursor: cursor } = await server().call(api, { color: ['a', 'b'] });
    await server().call(api, { color: ['a', 'b'], cursor });
    expect(server().last.url).toBe('/a?color=a,b&after=x%2Cy');
  });
});
