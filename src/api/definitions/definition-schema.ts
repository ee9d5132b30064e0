import { z } from 'zod';
import { inputDefinition, renderKeywords } from './argument-schema.js';
import type { FaultReport, Path } from './fault-report.js';
import { isNear } from './near-names.js';
import { repair } from './repair.js';

/** How one entry of `API_TOOLS_FILE` is written; the JSON Schema for editors is made from this. */

const toolName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{1,62}$/, 'a tool name is 2 to 63 lower-case letters, digits and underscores');
const apiName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,40}$/, 'an API name is up to 41 lower-case letters, digits, underscores and hyphens');

const effects = ['read', 'create', 'update', 'delete'] as const;
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const credentialRules = ['identity-headers', 'upstream-token', 'service', 'none'] as const;
const arrayStyles = ['repeat', 'comma', 'space', 'pipe'] as const;

const constant = z.union([z.string(), z.number(), z.boolean()], {
  error: 'must be a text, a number, or true or false',
});

const limits = {
  timeout_ms: z
    .int()
    .min(100)
    .max(120_000)
    .optional()
    .describe('Time for one call once it has its place, retries included. Default 10000.'),
  max_bytes: z
    .int()
    .min(1_024)
    .max(33_554_432)
    .optional()
    .describe('Largest answer that is read, after decompression. Default 1048576.'),
  max_chars: z
    .int()
    .min(1_000)
    .max(400_000)
    .optional()
    .describe(
      'Longest result that a caller gets, as JSON text. A longer list is handed out in parts where there is paging; whatever else is longer is an error. Default 40000.',
    ),
};

const paging = z
  .strictObject({
    parameter: z.string().min(1).describe('The query parameter that asks for the next part.'),
    next: z
      .string()
      .optional()
      .describe(
        'JMESPath to the next value of the parameter in the answer, or to a URL that holds it; `header:Link` for RFC ' +
          '8288, `header:NAME` for another header.',
      ),
    count: z
      .enum(['pages', 'items'])
      .optional()
      .describe('For APIs that count: the parameter is a page number, or the number of items to skip.'),
    start: z.int().min(0).optional().describe('Where counting starts. Default 1 for pages, 0 for items.'),
    total: z
      .string()
      .optional()
      .describe(
        'For count: JMESPath to how many items the whole list has, or `header:NAME`. Without it, an empty page is the end.',
      ),
    items: z.string().optional().describe('JMESPath to the list that is counted, when the result is not that list.'),
  })
  .describe('How the API hands out long lists. The tool gets a `cursor` argument and answers with `next_cursor`.');

const presentation = {
  title: z.string().min(1).max(80).optional(),
  description: z.string().min(1).max(2_000).optional(),
  effect: z
    .enum(effects)
    .optional()
    .describe('What a call does. Its scope follows: read, create and update: write, delete.'),
  select: z
    .string()
    .optional()
    .describe('JMESPath expression, or a JSON pointer that starts with /: the part of the answer that is returned.'),
  paging: paging.optional(),
  ...limits,
};

const queryValue = z.union([
  constant,
  z.strictObject({
    value: constant,
    style: z.enum(arrayStyles).describe('How a list is written: ?a=1&a=2 (repeat), or in one value.'),
  }),
]);

const tool = z
  .strictObject({
    ...presentation,
    title: presentation.title.unwrap(),
    description: presentation.description.unwrap().describe('What the tool does and when to use it, for the model.'),
    effect: presentation.effect.unwrap(),
    input: inputDefinition
      .optional()
      .describe('JSON Schema of the arguments: an object without $ref, and without a union at its root.'),
    method: z.enum(methods),
    path: z
      .string()
      .describe(
        'Path below base_url, e.g. /tickets/{ticket_id}; each {argument} is encoded, a list with commas between.',
      ),
    query: z
      .record(z.string().min(1), queryValue)
      .optional()
      .describe('Query parameters: constants or {argument}. Without it, GET, HEAD and DELETE send what is left here.'),
    headers: z
      .record(z.string(), constant)
      .optional()
      .describe('Request headers: constants or {argument}, a list with commas between.'),
    body: z
      .json()
      .optional()
      .describe('The body, with {argument} in its strings; a string that is one {argument} keeps its type.'),
    body_encoding: z.enum(['json', 'form']).optional(),
    content_type: z
      .string()
      .regex(
        /^application\/(?:[\w.-]+\+)?json(?:; ?[\w-]+="?[\w./:+-]+"?)*$/,
        'must be application/json, or end with +json',
      )
      .optional()
      .describe('Type of a JSON body that is not application/json, e.g. application/merge-patch+json.'),
  })
  .describe('One tool. Arguments that nothing mentions go to the query (GET, HEAD, DELETE) or into the JSON body.');

const operation = z.strictObject({
  id: z.string().min(1).describe('The operationId in the OpenAPI document.'),
  name: toolName.optional().describe("The tool's name. Default: the operationId in snake_case."),
  ...presentation,
});

const api = z.strictObject({
  base_url: z.string().describe('Where the API begins. Requests never leave this origin.'),
  credentials: z
    .enum(credentialRules)
    .describe(
      'identity-headers: X-User-ID and X-Organization-ID of the verified caller. upstream-token: the token of the ' +
        "caller's own sign-in, as bearer. service: one fixed secret. none.",
    ),
  service: z
    .strictObject({
      secret_file: z.string().min(1).describe('File with the secret, relative to this file.'),
      header: z.string().optional().describe('Default Authorization.'),
      scheme: z
        .string()
        .regex(/^[ -~]*$/, 'must be printable ASCII')
        .optional()
        .describe('What stands before the secret. Default Bearer for Authorization.'),
    })
    .optional()
    .describe('For credentials: service.'),
  max_concurrency: z.int().min(1).max(256).optional().describe('Requests at once. Default 16.'),
  ...limits,
  tools: z.record(toolName, tool).optional(),
  openapi: z
    .strictObject({
      document: z.string().min(1).describe('OpenAPI 3 document, JSON or YAML, relative to this file.'),
      operations: z
        .array(z.union([z.string().min(1), operation], { error: 'must be an operationId, or a mapping with id' }))
        .min(1),
    })
    .optional()
    .describe('Tools from an OpenAPI document, by operationId.'),
});

/** The whole of API_TOOLS_FILE: APIs by their names, which are the toolsets `api:NAME`. */
export const definitionSchema = z.strictObject({
  $schema: z.string().optional(),
  apis: z.record(apiName, api),
});

type Given = z.output<typeof definitionSchema>;

const base = api.omit({ tools: true, openapi: true });

/** Where the APIs of a file stand: below `apis`, what was written for it, or nothing at all. */
export function pathToApis(given: unknown): Path {
  const root = recordOf(given);
  const hasApi = (value: unknown): boolean => Object.values(recordOf(value)).some((one) => 'base_url' in recordOf(one));
  if ('apis' in root) return ['apis'];
  return hasApi(root) ? [] : [Object.keys(root).find((key) => isNear('apis', key) || hasApi(root[key])) ?? 'apis'];
}

/**
 * Of a file with faults, whatever can be judged: each API, tool and operation without what is wrong with its form.
 * `report` is that of the APIs, which stand at `path`.
 */
export function repairDefinitions(given: unknown, path: Path, report: FaultReport): Given {
  const entries = path.reduce((value, key) => recordOf(value)[String(key)], given);
  const apis = Object.entries(recordOf(entries)).flatMap(([name, entry]): [string, ApiDefinition][] => {
    const { tools, openapi, ...rest } = recordOf(entry);
    const place = report.at(name);
    const beside = Object.entries({ tools, openapi }).flatMap(([key, value]) => (value === undefined ? [] : [key]));
    const repaired = repair(base, rest, place, beside);
    if (repaired === undefined || Object.keys(recordOf(entry)).length === 0) return [];
    const sound = Object.entries(recordOf(tools)).flatMap(([key, one]): [string, ToolDefinition][] => {
      const definition = repair(tool, one, place.at('tools', key));
      return definition === undefined ? [] : [[key, definition]];
    });
    const document = repairOpenApi(openapi, place.at('openapi'));
    return [
      [name, { ...repaired, ...(tools !== undefined && { tools: Object.fromEntries(sound) }), openapi: document }],
    ];
  });
  return { apis: Object.fromEntries(apis) };
}

function repairOpenApi(given: unknown, report: FaultReport): ApiDefinition['openapi'] {
  const { document, operations } = recordOf(given);
  if (typeof document !== 'string' || document === '' || !Array.isArray(operations)) return undefined;
  // One that is nothing like an operation keeps its place, and is looked for nowhere.
  const repaired = (operations as unknown[]).map((one, index) =>
    typeof one === 'string' ? one : (repair(operation, one, report.at('operations', index)) ?? ''),
  );
  repaired.forEach((one, index) => {
    if (one === '') report.doubt(['operations', index], true);
  });
  return { document, operations: repaired };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** A tool that is written out: method, path and arguments. */
export type ToolDefinition = z.output<typeof tool>;

/** A tool that is taken from an OpenAPI document, and what is to differ from what that says. */
export type OperationDefinition = z.output<typeof operation>;

/** One API with its tools, as it is written; `Api` is what is understood of it. */
export type ApiDefinition = z.output<typeof api>;

/** How a list goes on, as it is written: by what the answer tells (`next`), or by counting (`count`). */
export type PagingDefinition = z.output<typeof paging>;

/** The value of a query parameter: a constant, a text with places for arguments, or that with a style for lists. */
export type QueryDefinition = NonNullable<ToolDefinition['query']>[string];

/** The JSON Schema of a definitions file as it is published, for editors. */
export function renderDefinitionSchema(): string {
  const schema = z.toJSONSchema(definitionSchema, { io: 'input', target: 'draft-07', unrepresentable: 'any' });
  const titled = {
    $schema: schema.$schema,
    title: 'API tools of confluence-mcp-server',
    description: 'What the setting API_TOOLS_FILE names.',
    ...schema,
    definitions: { ...(schema['definitions'] as object), ...renderKeywords() },
  };
  return `${JSON.stringify(titled, null, 2)}\n`;
}
