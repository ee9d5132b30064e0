import { toInputSchema, propertiesOf } from '../definitions/to-input-schema.js';
import { isPlainPath } from '../definitions/to-request-template.js';
import type { FaultReport } from '../definitions/fault-report.js';
import type { JsonSchema, RequestTemplate } from '../model.js';
import { isAllowedHeader } from '../request/headers.js';
import type { BodyTemplate, QueryTemplate, QueryStyle } from '../model.js';
import { argumentsOf, parseTemplate } from '../request/template.js';
import type { Node, OpenApiDocument } from './document.js';
import { flattenSchema } from './flatten-schema.js';

type Found = { readonly path: string; readonly method: string; readonly operation: Node; readonly pathItem: Node };
type Follow = OpenApiDocument['follow'];

interface Parameter {
  readonly name: string;
  readonly place: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
  readonly style: string | undefined;
  readonly explode: boolean | undefined;
}

/** The arguments of an operation and how they are sent: parameters by their names, a JSON object body by its properties. */
export function toOperationRequest(
  found: Found,
  { follow }: Pick<OpenApiDocument, 'follow'>,
  report: FaultReport,
): { input: JsonSchema; request: RequestTemplate } {
  const parameters = parametersOf(found, follow).filter((parameter) => isSent(parameter, report));
  const body = bodyOf(found.operation, follow, report, new Set(parameters.map(({ name }) => name)));
  const properties = {
    ...Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    ...body?.properties,
  };
  const required = [...parameters.filter((one) => one.required).map(({ name }) => name), ...(body?.required ?? [])];
  const input = toInputSchema({ type: 'object', properties, ...(required.length > 0 && { required }) }, report);
  const inPlace = (place: string): Parameter[] => parameters.filter((one) => one.place === place);
  const request: RequestTemplate = {
    method: found.method.toUpperCase() as RequestTemplate['method'],
    path: toPath(found.path, inPlace('path'), report),
    query: Object.fromEntries(inPlace('query').map((one) => [one.name, toQuery(one, report)])),
    headers: Object.fromEntries(inPlace('header').map(({ name }) => [name, [{ argument: name }]])),
    body: body?.template,
    bodyEncoding: body?.encoding ?? 'json',
  };
  return { input, request };
}

function parametersOf({ operation, pathItem }: Found, follow: Follow): Parameter[] {
  const given = [pathItem['parameters'], operation['parameters']].flatMap((list) =>
    Array.isArray(list) ? (list as unknown[]) : [],
  );
  const all = given.map((node) => toParameter(follow(node), follow));
  // The operation's own parameter replaces the one of its path.
  return [...new Map(all.map((one) => [`${one.place} ${one.name}`, one])).values()];
}

interface WrittenParameter {
  readonly name: string;
  readonly in: string;
  readonly required?: unknown;
  readonly schema?: unknown;
  readonly style?: string;
  readonly explode?: boolean;
  readonly description?: unknown;
}

function toParameter(node: Node, follow: Follow): Parameter {
  const { name, in: place, required, schema, style, explode, description } = node as unknown as WrittenParameter;
  const flat = flattenSchema(schema, follow);
  return {
    name,
    place,
    required: required === true || place === 'path',
    schema:
      typeof description !== 'string' || 'description' in flat
        ? flat
        : { ...flat, description: description.slice(0, 500) },
    style,
    explode,
  };
}

/** Credentials and content negotiation are the server's; what a required one of these would need is a fault. */
function isSent({ name, place, required }: Parameter, report: FaultReport): boolean {
  if (place === 'path' || place === 'query') return true;
  if (place === 'header' && isAllowedHeader(name) && !/^accept(?:-.*)?$/i.test(name)) return true;
  if (required && !/^(?:accept(?:-.*)?|content-type|authorization)$/i.test(name)) {
    report.fault([], `needs the ${place} parameter ${name}, which a tool cannot set`);
  }
  return false;
}

function toPath(text: string, parameters: readonly Parameter[], report: FaultReport): RequestTemplate['path'] {
  const path = parseTemplate(text) ?? [];
  if (!isPlainPath(path)) report.fault([], `has the path ${text}, which cannot be sent as it stands`);
  for (const name of argumentsOf(path)) {
    const parameter = parameters.find((one) => one.name === name);
    if (parameter === undefined) report.fault([], `has {${name}} in its path and no such parameter`);
    else if (parameter.style !== undefined && parameter.style !== 'simple')
      report.fault([], `writes {${name}} in the style ${parameter.style}, which is not supported`);
  }
  return path;
}

const separatedStyles: Readonly<Record<string, QueryStyle>> = {
  form: 'comma',
  spaceDelimited: 'space',
  pipeDelimited: 'pipe',
};

function toQuery(
  { name, schema, style = 'form', explode = style === 'form' }: Parameter,
  report: FaultReport,
): QueryTemplate {
  const value = [{ argument: name }];
  if (style === 'deepObject') return { value, style: 'deep' };
  if (schema['type'] === 'object')
    report.fault([], `writes the object ${name} into the query in a style that is not supported`);
  return { value, style: explode ? 'repeat' : (separatedStyles[style] ?? 'repeat') };
}

interface Body {
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
  readonly template: BodyTemplate;
  readonly encoding: 'json' | 'form';
}

function bodyOf(operation: Node, follow: Follow, report: FaultReport, taken: ReadonlySet<string>): Body | undefined {
  if (operation['requestBody'] === undefined) return undefined;
  const given = follow(operation['requestBody']);
  const content = (given['content'] ?? {}) as Record<string, Node>;
  const type =
    Object.keys(content).find((one) => /[/+]json(?:;|$)/.test(one)) ??
    Object.keys(content).find((one) => one === formType);
  if (type === undefined) {
    if (given['required'] === true)
      report.fault([], `takes a body of ${Object.keys(content).join(', ')}, which a tool cannot send`);
    return undefined;
  }
  const schema = flattenSchema(content[type]?.['schema'], follow);
  const encoding = type === formType ? 'form' : 'json';
  const isRequired = given['required'] === true;
  const properties = propertiesOf(schema);
  const names = Object.keys(properties);
  const isFlat = names.length > 0 && !('anyOf' in schema) && names.every((name) => !taken.has(name));
  if (!isFlat) {
    const template: BodyTemplate = { kind: 'text', template: [{ argument: 'body' }] };
    return { properties: { body: schema }, required: isRequired ? ['body'] : [], template, encoding };
  }
  const entries = names.map((name) => [name, { kind: 'text', template: [{ argument: name }] }] as const);
  const required = isRequired && Array.isArray(schema['required']) ? (schema['required'] as string[]) : [];
  return { properties, required, template: { kind: 'object', entries }, encoding };
}

const formType = 'application/x-www-form-urlencoded';
