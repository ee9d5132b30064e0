/** OpenAPI documents with as many operations as large public APIs have, in the shapes that those are written in. */
import { load } from './api-server.js';

interface Operation {
  readonly operationId: string;
}

/** Much shared by reference, envelopes with allOf, cursors, formats, nullable: as vendors of services write them. */
export function serviceDocument(resources = 30): object {
  const names = Array.from({ length: resources }, (_, index) => `Thing${String(index)}`);
  const paths = Object.fromEntries(
    names.flatMap((name) => {
      const base = `/v2/${name.toLowerCase()}s`;
      const id = { $ref: '#/components/parameters/Id' };
      return [
        [
          base,
          {
            get: operation(`list${name}s`, { parameters: listParameters, response: `${name}Page` }),
            post: operation(`create${name}`, { body: name, response: name }),
          },
        ],
        [
          `${base}/{id}`,
          {
            parameters: [id],
            get: operation(`get${name}`, { response: name }),
            patch: operation(`update${name}`, { body: name, response: name }),
            delete: operation(`delete${name}`, {}),
          },
        ],
      ];
    }),
  );
  const schemas = Object.fromEntries(
    names.flatMap((name, index) => schemasOf(name, names[(index + 1) % names.length] ?? name)),
  );
  return {
    openapi: '3.0.3',
    info: { title: 'Things', version: '2' },
    paths,
    components: {
      parameters: {
        Id: {
          name: 'id',
          in: 'path',
          required: true,
          description: 'Which one.',
          schema: { type: 'integer', format: 'int64' },
        },
      },
      schemas: {
        ...schemas,
        Base: {
          type: 'object',
          properties: {
            id: { type: 'string', readOnly: true },
            created: { type: 'string', format: 'date-time', readOnly: true },
          },
        },
      },
    },
  };
}

const listParameters = [
  { name: 'state', in: 'query', schema: { type: 'array', items: { type: 'string', enum: ['open', 'closed'] } } },
  { name: 'fields', in: 'query', explode: false, schema: { type: 'array', items: { type: 'string' } } },
  {
    name: 'filter',
    in: 'query',
    style: 'deepObject',
    schema: { type: 'object', properties: { owner: { type: 'string' } } },
  },
  { name: 'cursor_token', in: 'query', schema: { type: 'string' } },
  { name: 'X-Request-Id', in: 'header', schema: { type: 'string' } },
  { name: 'Authorization', in: 'header', required: true, schema: { type: 'string' } },
];

function operation(
  operationId: string,
  { parameters, body, response }: { parameters?: object[]; body?: string; response?: string },
): Operation {
  const content = (name: string): object => ({
    'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
  });
  return {
    operationId,
    summary: `What ${operationId} does`,
    ...(parameters && { parameters }),
    ...(body !== undefined && { requestBody: { required: true, content: content(body) } }),
    responses: { 200: { description: 'OK', ...(response !== undefined && { content: content(response) }) } },
  } as Operation;
}

function schemasOf(name: string, other: string): [string, object][] {
  const reference = (to: string): object => ({ $ref: `#/components/schemas/${to}` });
  const own = {
    type: 'object',
    required: ['id', 'title'],
    properties: {
      title: { type: 'string', maxLength: 200 },
      note: { type: 'string', nullable: true },
      due: { type: 'string', format: 'date-time' },
      parent: reference(name),
      related: { type: 'array', items: reference(other) },
      size: { oneOf: [{ type: 'integer' }, { type: 'string' }] },
      meta: { type: 'object', additionalProperties: true },
    },
  };
  return [
    [name, { allOf: [reference('Base'), own] }],
    [
      `${name}Page`,
      { type: 'object', properties: { results: { type: 'array', items: reference(name) }, next: { type: 'string' } } },
    ],
  ];
}

/** Everything written out in place, 3.1, forms instead of JSON, one resource a tag: as generators write them. */
export function generatedDocument(resources = 60): object {
  const paths = Object.fromEntries(
    Array.from({ length: resources }, (_, index) => {
      const fields = Object.fromEntries(
        Array.from({ length: 40 }, (_unused, field) => [
          `field_${String(field)}`,
          { type: ['string', 'null'], description: 'A field. '.repeat(8) },
        ]),
      );
      const schema = {
        type: 'object',
        required: ['field_0'],
        properties: { ...fields, amount: { type: 'integer', minimum: 0 } },
      };
      const form = { 'application/x-www-form-urlencoded': { schema } };
      return [
        `/v1/resource_${String(index)}/{resource}`,
        {
          get: {
            operationId: `GetResource_${String(index)}`,
            parameters: [resource],
            responses: { 200: { content: { 'application/json': { schema } } } },
          },
          post: {
            operationId: `PostResource_${String(index)}`,
            parameters: [resource],
            requestBody: { content: form },
            responses: {},
          },
        },
      ];
    }),
  );
  return { openapi: '3.1.0', info: { title: 'Resources', version: '1' }, paths };
}

const resource = {
  name: 'resource',
  in: 'path',
  required: true,
  style: 'simple',
  schema: { type: 'string', maxLength: 5000 },
};

export function operationIds(document: object): string[] {
  const { paths } = document as { paths: Record<string, Record<string, Partial<Operation>>> };
  return Object.values(paths).flatMap((item) => Object.values(item).flatMap(({ operationId }) => operationId ?? []));
}

/** Definitions with one API, of which these operations of `openapi.json` are tools. */
export const defining = (operations: unknown[], more: object = {}) => ({
  apis: {
    things: {
      base_url: 'https://things.example/api',
      credentials: 'none',
      openapi: { document: 'openapi.json', operations },
      ...more,
    },
  },
});
/** Loads them, with this document beside them. */
export const loadWith = (document: object, operations: unknown[]) =>
  load(defining(operations), { 'openapi.json': JSON.stringify(document) });
