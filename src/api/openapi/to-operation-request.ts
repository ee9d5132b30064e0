import { toInputSchema } from '../definitions/to-input-schema.js';
import { isPlainPath } from '../definitions/to-request-template.js';
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
  const accept = acceptOf(found.operation, follow);
  const request: RequestTemplate = {
    method: found.method.toUpperCase() as RequestTemplate['method'],
    path: toPath(found.path, inPlace('path'), report),
    query: Object.fromEntries(inPlace('query').map((one) => [one.name, toQuery(one, report)])),
    headers: {
      ...(accept !== undefined && { Accept: [accept] }),
      ...Object.fromEntries(inPlace('header').map(({ name, argument }) => [name, [{ argument }]])),
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

function toPath(text: string, parameters: readonly Parameter[], report: FaultReport): Template {
  const path = parseTemplate(text) ?? [];
  if (!isPlainPath(path)) report.fault([], `has the path ${text}, which cannot be sent as it stands`);
  const named = new Map(parameters.map((one) => [one.name, one]));
  for (const name of argumentsOf(path)) {
    const style = named.get(name)?.style ?? 'simple';
    if (!named.has(name)) report.fault([], `has {${name}} in its path and no such parameter`);
    else if (style !== 'simple') report.fault([], `writes {${name}} in the style ${style}, which is not supported`);
  }
  return path.map((part) =>
    typeof part === 'string' ? part : { argument: named.get(part.argument)?.argument ?? part.argument },
  );
}
