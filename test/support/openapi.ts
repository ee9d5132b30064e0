import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { loosened, type Json } from './openapi-loosen.js';

/** Atlassian's own API descriptions; not part of the project, so they may be absent. */
export const openApiFolder = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/data/openapi');

export const isOpenApiAvailable = existsSync(openApiFolder);

export interface OpenApiValidator {
  /** What is wrong with a request: unknown path, method or query parameter, values and body that do not fit. */
  validateRequest(method: string, path: string, query: Record<string, unknown>, body?: unknown): string[];
  /** What is wrong with an answer; errors have no schema and are right whatever they say. */
  validateResponse(method: string, path: string, status: number, body: unknown): string[];
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Json;
}

interface Operation {
  parameters?: (Parameter | { $ref: string })[];
  requestBody?: Json;
  responses: Record<string, { content?: Record<string, unknown> }>;
}

interface Endpoint {
  document: string;
  template: string;
  pattern: RegExp;
  operations: Record<string, Operation>;
}

interface Source {
  name: string;
  file: string;
  prefix: string;
  paths: RegExp;
}

/** The newest description of v1 has lost the uploads, which still exist; they come from an older one. */
const sources: Source[] = [
  { name: 'v2', file: 'openapi-v2.v3.json', prefix: '/wiki/api/v2', paths: /./ },
  { name: 'v1', file: 'swagger.v3.2025-11-current-v1.json', prefix: '', paths: /^\/wiki\/rest\/api/ },
  {
    name: 'v1-2022',
    file: 'swagger.v3.2022-01-full-v1.json',
    prefix: '',
    paths: /child\/attachment(\/\{attachmentId\}\/data)?$/,
  },
];

/** Reads the descriptions; throws when the folder is absent (see `isOpenApiAvailable`). */
export function createOpenApiValidator(): OpenApiValidator {
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, logger: false });
  addFormats.default(ajv);
  const documents = new Map<string, Json>();
  const endpoints = sources.flatMap((source) => load(source, ajv, documents));
  return {
    validateRequest: (method, path, query, body) => {
      const found = findOperation(endpoints, method, path);
      if (typeof found === 'string') return [found];
      const problems = new Requests(ajv, documents.get(found.endpoint.document) as Json).check(
        found,
        path,
        query,
        body,
      );
      return problems.map((problem) => `${method} ${path}: ${problem}`);
    },
    validateResponse: (method, path, status, body) => {
      const found = findOperation(endpoints, method, path);
      if (typeof found === 'string') return [found];
      return responseProblems(ajv, found, status, body).map((problem) => `${method} ${path} -> ${status}: ${problem}`);
    },
  };
}

function load({ name, file, prefix, paths }: Source, ajv: Ajv, documents: Map<string, Json>): Endpoint[] {
  const document = JSON.parse(readFileSync(join(openApiFolder, file), 'utf8')) as Json;
  documents.set(name, document);
  ajv.addSchema(loosened(document, false) as Json, `request-${name}`);
  ajv.addSchema(loosened(document, true) as Json, `response-${name}`);
  return Object.entries(document['paths'] as Record<string, Record<string, Operation>>)
    .filter(([template]) => paths.test(template))
    .map(([template, operations]) => ({
      document: name,
      template,
      pattern: new RegExp(`^${prefix}${template.replace(/\{[^}]+\}/g, '([^/]+)')}$`),
      operations,
    }));
}

interface Found {
  endpoint: Endpoint;
  operation: Operation;
  method: string;
}

/** The template with the fewest parameters wins: `/content/search` before `/content/{id}`. */
function findOperation(endpoints: readonly Endpoint[], method: string, path: string): Found | string {
  const candidates = endpoints
    .filter(({ pattern, operations }) => pattern.test(path) && operations[method.toLowerCase()] !== undefined)
    .sort((a, b) => a.template.split('{').length - b.template.split('{').length);
  const endpoint = candidates[0];
  if (endpoint === undefined) return `${method} ${path}: no such endpoint in the official description`;
  const lower = method.toLowerCase();
  return { endpoint, operation: endpoint.operations[lower] as Operation, method: lower };
}

function responseProblems(ajv: Ajv, { endpoint, operation, method }: Found, status: number, body: unknown): string[] {
  if (status >= 400) return [];
  const declared = operation.responses[String(status)];
  if (declared === undefined) return ['this status is not declared'];
  const types = Object.keys(declared.content ?? {});
  if (types.length === 0) return body === undefined ? [] : ['a body where none is declared'];
  const pointer = [
    'paths',
    endpoint.template,
    method,
    'responses',
    String(status),
    'content',
    types[0] as string,
    'schema',
  ];
  return problemsOf(validatorAt(ajv, `response-${endpoint.document}`, pointer), body);
}

function validatorAt(ajv: Ajv, document: string, pointer: readonly string[]): ValidateFunction {
  const path = pointer.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
  const reference = `${document}#/${path}`;
  return ajv.getSchema(reference) ?? ajv.compile({ $ref: reference });
}

function problemsOf(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value) === true) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    `${instancePath || '/'} ${message ?? ''} ${JSON.stringify(params)}`.trim(),
  );
}

class Requests {
  constructor(
    readonly ajv: Ajv,
    readonly document: Json,
  ) {}

  check({ endpoint, operation, method }: Found, path: string, query: Record<string, unknown>, body: unknown): string[] {
    const parameters = (operation.parameters ?? []).map(
      (one) => this.#resolve(one as unknown as Json) as unknown as Parameter,
    );
    const values = endpoint.pattern.exec(path)?.slice(1) ?? [];
    const names = [...endpoint.template.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
    const inPath = Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')]));
    return [
      ...this.#checkValues(
        parameters.filter((one) => one.in === 'path'),
        inPath,
      ),
      ...this.#checkValues(
        parameters.filter((one) => one.in === 'query'),
        query,
      ),
      ...this.#checkBody(endpoint, operation, method, body),
    ];
  }

  #checkValues(parameters: readonly Parameter[], values: Record<string, unknown>): string[] {
    const known = new Set(parameters.map(({ name }) => name));
    const unknown = Object.keys(values).filter((name) => !known.has(name));
    const missing = parameters.filter(({ name, required }) => required === true && values[name] === undefined);
    const wrong = parameters.flatMap(({ name, schema }) => {
      if (values[name] === undefined || schema === undefined) return [];
      return this.#valueProblems(schema, values[name]).map((problem) => `parameter '${name}' ${problem}`);
    });
    return [
      ...unknown.map((name) => `unknown parameter '${name}'`),
      ...missing.map(({ name }) => `missing parameter '${name}'`),
      ...wrong,
    ];
  }

  #valueProblems(schema: Json, value: unknown): string[] {
    const resolved = this.#resolve(schema);
    if (resolved['type'] === 'array') {
      const items = [value].flat().flatMap((item) => String(item).split(','));
      return items.flatMap((item) => this.#valueProblems((resolved['items'] ?? {}) as Json, item));
    }
    const text = String(value);
    // Ids of attachments are described as integers and are `att` and digits.
    if (resolved['type'] === 'integer') return /^(-|att)?\d+$/.test(text) ? [] : [`is not an integer: ${text}`];
    if (resolved['type'] === 'boolean') return /^(true|false)$/.test(text) ? [] : [`is not a boolean: ${text}`];
    const allowed = resolved['enum'] as string[] | undefined;
    return allowed === undefined || allowed.includes(text) ? [] : [`is not one of ${allowed.join(', ')}: ${text}`];
  }

  #checkBody(endpoint: Endpoint, operation: Operation, method: string, body: unknown): string[] {
    const reference = operation.requestBody?.['$ref'] as string | undefined;
    const declared = operation.requestBody && this.#resolve(operation.requestBody);
    if (declared === undefined) return body === undefined ? [] : ['a body where none is declared'];
    const content = declared['content'] as Record<string, { schema: Json }>;
    const type = content['application/json'];
    if (type === undefined) return [];
    const at = reference?.slice(2).split('/') ?? ['paths', endpoint.template, method, 'requestBody'];
    const validate = validatorAt(this.ajv, `request-${endpoint.document}`, [
      ...at,
      'content',
      'application/json',
      'schema',
    ]);
    return [...problemsOf(validate, body), ...this.#unknownFields(type.schema, body)];
  }

  #unknownFields(schema: Json, body: unknown): string[] {
    const properties = this.#resolve(schema)['properties'] as Json | undefined;
    if (properties === undefined || typeof body !== 'object' || body === null) return [];
    return Object.keys(body)
      .filter((name) => !(name in properties))
      .map((name) => `unknown field '${name}'`);
  }

  #resolve(value: Json): Json {
    const reference = value['$ref'] as string | undefined;
    if (reference === undefined) return value;
    const steps = reference.slice(2).split('/');
    return this.#resolve(steps.reduce((node, step) => node[step] as Json, this.document));
  }
}
