/** What of an OpenAPI document is checked here, told to a model, or refused. */
import { describe, expect, it } from '@jest/globals';
import { load } from './api-server.js';
import { defining, loadWith } from './openapi-shapes.js';

const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const inQuery = (name: string, schema: object) => ({ name, in: 'query', schema });
const operate = (operation: object, parameters: object[]) => {
  const doIt = { operationId: 'doIt', responses: {}, ...operation, parameters: [id, ...parameters] };
  const document = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: { '/a/{id}': { post: doIt } } };
  return loadWith(document, ['doIt']);
};

describe('an operation', () => {
  it.each([
    ['a pattern', { type: 'string', pattern: '[A-Z]+-\\d+' }, ['AB-1', 'see AB-1'], ['ab']],
    ['a pattern that only backtracking matches', { type: 'string', pattern: '^(?=a)' }, ['a', 'b'], [1]],
    ['steps', { type: 'number', multipleOf: 0.5 }, [1.5], [1.2]],
    ['a bound that is not within', { type: 'integer', exclusiveMinimum: 0, exclusiveMaximum: 10 }, [1, 9], [0, 10]],
    [
      'a bound of OpenAPI 3.0 that is not within',
      { type: 'integer', minimum: 0, exclusiveMinimum: true, maximum: 10, exclusiveMaximum: false },
      [1, 10],
      [0, 11],
    ],
    ['items that differ', { type: 'array', items: { type: 'string' }, uniqueItems: true }, [['a', 'b']], [['a', 'a']]],
    ['null beside a pattern', { type: 'string', nullable: true, pattern: '^a' }, ['ab', null], ['b']],
  ])('with %s is held to it', async (_what, schema, right, wrong) => {
    const { apis, faults } = await operate({}, [inQuery('value', schema)]);
    expect(faults).toEqual([]);
    const isTaken = (value: unknown) => apis[0]?.tools[0]?.input.safeParse({ id: '1', value }).success;
    expect([...right, ...wrong].map(isTaken)).toEqual([...right.map(() => true), ...wrong.map(() => false)]);
  });

  it('tells what is deprecated, and keeps what a parameter says of itself beside its format', async () => {
    const day = {
      ...inQuery('day', { type: 'string', format: 'date', deprecated: true }),
      description: 'When it was due.',
    };
    const { apis } = await operate({ deprecated: true, summary: 'Get one' }, [{ ...day, deprecated: true }]);
    const [tool] = apis[0]?.tools ?? [];
    expect(tool?.description).toBe('Deprecated. Get one');
    const words = 'Deprecated. When it was due. Deprecated. (date)';
    expect((tool?.inputSchema['properties'] as Record<string, unknown>)['day']).toEqual({
      type: 'string',
      description: words,
    });
  });

  it('is refused with all that no tool can send, and with the line where the document has it', async () => {
    const document = `openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /things/{id}/{other}:
    parameters:
      - { name: id, in: path, required: true, style: matrix, schema: { type: string } }
    get:
      operationId: getThing
      parameters:
        - { name: session, in: cookie, required: true, schema: { type: string } }
        - { $ref: '#/components/parameters/Absent' }
        - { name: filter, in: query, schema: { type: array, items: { type: object } } }
        - { name: shape, in: query, schema: { type: object } }
        - { name: limit, in: query, schema: { $ref: '#/components/schemas/Gone' } }
      responses: {}
`;
    const definitions = defining([], { openapi: { document: 'a.yaml', operations: ['getThing', 'absent'] } });
    const { faults } = await load(definitions, { 'a.yaml': document });
    const told = faults.map(({ message }) => message.replace(/^.*?operations\.\d: /, ''));
    const at = (words: string, place = 'line 7, column 5') => `getThing ${words} (a.yaml, ${place})`;
    expect(told.sort()).toEqual([
      'absent is no operationId of the document',
      at('has {other} in its path and no such parameter'),
      at('needs the cookie parameter session, which a tool cannot set'),
      at('refers to #/components/parameters/Absent, which is not in the document', 'line 11, column 13'),
      at('refers to #/components/schemas/Gone, which is not in the document', 'line 14, column 47'),
      at('writes the list filter into the query, whose items are objects: that is not supported'),
      at('writes the object shape into the query in a style that is not supported'),
      at('writes {id} in the style matrix, which is not supported'),
    ]);
  });

  it('takes values that YAML made numbers of as the texts that they are meant to be', async () => {
    const document = `
openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a:
    get:
      operationId: getThing
      parameters:
        - { name: version, in: query, schema: { type: string, enum: [4.1, 4, 2020-01] } }
        - { name: level, in: query, schema: { type: integer, enum: [1, two] } }
      responses: {}
`;
    const definitions = defining([], { openapi: { document: 'a.yaml', operations: ['getThing'] } });
    const { apis, faults } = await load(definitions, { 'a.yaml': document });
    expect(faults).toEqual([]);
    expect(apis[0]?.tools[0]?.inputSchema['properties']).toEqual({
      version: { type: 'string', enum: ['4.1', '4', '2020-01'] },
      level: { type: 'integer', enum: [1] },
    });
  });
});
