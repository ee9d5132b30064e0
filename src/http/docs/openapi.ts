import type { Endpoint } from './endpoints.js';

interface OpenApiFacts {
  readonly version: string;
  readonly baseUrl: string;
}

const reference = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

const schemas = {
  Error: {
    type: 'object',
    required: ['error', 'message', 'request_id'],
    properties: {
      error: { type: 'string', description: 'A code for programs.' },
      message: { type: 'string', description: 'What happened, and what to do next.' },
      request_id: { type: 'string', description: 'The id of the request in the log.' },
    },
  },
  JsonRpcMessage: {
    type: 'object',
    required: ['jsonrpc', 'method'],
    properties: {
      jsonrpc: { const: '2.0' },
      id: { type: ['string', 'integer'], description: 'Absent in a notification.' },
      method: { type: 'string', examples: ['tools/list', 'tools/call'] },
      params: { type: 'object' },
    },
  },
};

/** The HTTP interface as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1). */
export function createOpenApi(endpoints: readonly Endpoint[], { version, baseUrl }: OpenApiFacts): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operationOf(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'confluence-mcp-server', version, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: baseUrl }],
    paths,
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } }, schemas },
  };
}

function operationOf({ method, path, summary, token, sends, answers }: Endpoint): object {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const isMessage = token && sends === 'application/json';
  const words = `${method} ${path}`.split(/[^a-z0-9]+/i).filter(Boolean);
  return {
    operationId: words.join('_') + (path.endsWith('/') ? '_slash' : ''),
    summary,
    security: token ? [{ bearer: [] }] : [],
    ...(names.length > 0 && {
      parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    }),
    ...(sends && {
      requestBody: {
        required: true,
        content: { [sends]: { schema: isMessage ? reference('JsonRpcMessage') : { type: 'object' } } },
      },
    }),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, description]) => [status, answerOf(status, description, token)]),
    ),
  };
}

function answerOf(status: string, description: string, token: boolean): object {
  const isError = Number(status) >= 400 && token;
  return { description, ...(isError && { content: { 'application/json': { schema: reference('Error') } } }) };
}
