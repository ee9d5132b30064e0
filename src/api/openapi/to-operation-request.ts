import { toInputSchema, typesOf } from '../definitions/to-input-schema.js';
import { badEscape, hasBadEscape, isPlainPath, textOf, twiceIn } from '../definitions/to-request-template.js';
import type { FaultReport } from '../definitions/fault-report.js';
import type { JsonSchema, RequestTemplate } from '../model.js';
import { argumentsOf, parseTemplate, type Template } from '../request/template.js';
import type { Found, Node, OpenApiDocument } from './document.js';
import { readBody } from './read-body.js';
import { readParameters, reservedBy, toQuery, type Parameter } from './read-parameters.js';

/**
 * The arguments of an operation and how they are sent: parameters by their names, a JSON object body by its properties.
 * The parameter that paging turns is none of them.
 */
export function toOperationRequest(
  found: Found,
  { follow }: Pick<OpenApiDocument, 'follow'>,
  pagingParameter: string | undefined,
  report: FaultReport,
): { input: JsonSchema; request: RequestTemplate } {
  const parameters = readParameters(found, follow, pagingParameter, report);
  const body = readBody(
    found,
    follow,
    report,
    new Set([...reservedBy(found.method), ...parameters.map(({ argument }) => argument)]),
  );
  const properties = {
    ...Object.fromEntries(parameters.map(({ argument, schema }) => [argument, schema])),
    ...body?.properties,
  };
  const required = [...parameters.filter((one) => one.required).map((one) => one.argument), ...(body?.required ?? [])];
  const input = toInputSchema({ type: 'object', properties, ...(required.length > 0 && { required }) }, report);
  const inPlace = (place: string): Parameter[] => parameters.filter((one) => one.place === place);
  const { path, constants } = splitPath(found.path);
  const accept = acceptOf(found.operation, follow);
  const request: RequestTemplate = {
    method: found.method.toUpperCase() as RequestTemplate['method'],
    path: toPath(path, inPlace('path'), report),
    query: {
      ...constants,
      ...Object.fromEntries(inPlace('query').map((one) => [one.name, toQuery(one, report)])),
    },
    headers: {
      ...(accept !== undefined && { Accept: [accept] }),
      ...Object.fromEntries(inPlace('header').map((one) => [one.name, [toPlace(one)]])),
    },
    body: body?.template,
    bodyEncoding: body?.encoding ?? 'json',
    contentType: body?.contentType ?? 'application/json',
  };
  return { input, request };
}

/** What a success is documented to be, where that is no plain JSON: an API may refuse to answer with anything else. */
function acceptOf({ responses }: Node, follow: OpenApiDocument['follow']): string | undefined {
  const successes = Object.entries((responses ?? {}) as Node).filter(([status]) => /^2/.test(status));
  const types = successes.flatMap(([, response]) => Object.keys((follow(response)['content'] ?? {}) as Node));
  const isPlain = types.length === 0 || types.some((type) => /^(?:application\/json|\*\/\*)/.test(type));
  return isPlain ? undefined : [...new Set(types)].join(', ');
}

/**
 * Against OpenAPI, some tell operations of one path apart by a query or a fragment behind it: the one is sent, and the
 * other never is (RFC 9110, 7.1).
 */
function splitPath(text: string): { path: string; constants: RequestTemplate['query'] } {
  if (!/[?#]/.test(text)) return { path: text, constants: {} };
  const [whole = ''] = text.split('#');
  const [path = '', query = ''] = whole.split('?');
  if (query.includes('{')) return { path: whole, constants: {} };
  const entries = [...new URLSearchParams(query)].map(([name, value]) => [name, { value: [value], style: 'repeat' }]);
  return { path, constants: Object.fromEntries(entries) as RequestTemplate['query'] };
}

function toPath(text: string, parameters: readonly Parameter[], report: FaultReport): Template {
  const path = parseTemplate(text) ?? [];
  for (const name of twiceIn(argumentsOf(path)))
    report.fault([], `has {${name}} twice in its path, which OpenAPI forbids`);
  if (hasBadEscape(textOf(path))) report.fault([], `has the path ${text}, which ${badEscape}`);
  else if (!isPlainPath(path)) report.fault([], `has the path ${text}, which cannot be sent as it stands`);
  const named = new Map(parameters.map((one) => [one.name, one]));
  for (const name of argumentsOf(path)) {
    const style = named.get(name)?.style ?? 'simple';
    if (!named.has(name)) report.fault([], `has {${name}} in its path and no such parameter`);
    else if (style !== 'simple') report.fault([], `writes {${name}} in the style ${style}, which is not supported`);
  }
  return path.map((part) => {
    const parameter = typeof part === 'string' ? undefined : named.get(part.argument);
    return parameter === undefined ? part : toPlace(parameter);
  });
}

function toPlace({ argument, schema }: Parameter): Template[number] {
  return typesOf(schema).includes('array') ? { argument, isList: true } : { argument };
}
