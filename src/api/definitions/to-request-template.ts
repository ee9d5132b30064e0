import type { JsonSchema, RequestTemplate } from '../model.js';
import { isAllowedHeader, isHeaderValue } from '../request/headers.js';
import type { BodyTemplate, QueryTemplate } from '../model.js';
import { argumentsOf, parseTemplate, soleArgument, withLists, type Template } from '../request/template.js';
import type { QueryDefinition, ToolDefinition } from './definition-schema.js';
import type { FaultReport, Path } from './fault-report.js';
import { isAlwaysGiven, isSimple, itemTypesOf, propertiesOf, typesOf } from './to-input-schema.js';

/** How the arguments of a tool become a request. Whatever does not fit together is reported. */
export function toRequestTemplate(tool: ToolDefinition, input: JsonSchema, report: FaultReport): RequestTemplate {
  const { method, path, query, headers = {}, body, body_encoding: bodyEncoding = 'json', content_type: type } = tool;
  const reading = createReader(input, report);
  const template = {
    method,
    path: reading.path(path),
    query: mapEntries(query ?? {}, ([name, value]) => reading.query(name, value)),
    headers: mapEntries(headers, ([name, text]) => reading.header(name, text)),
    body: body === undefined ? undefined : reading.body(body, ['body']),
    bodyEncoding,
    contentType: bodyEncoding === 'form' ? formType : (type ?? 'application/json'),
  };
  refuseTwins(Object.keys(headers), report.at('headers'));
  if (bodyEncoding === 'form' && type !== undefined)
    report.fault(['content_type'], 'has no meaning with a form', [['body_encoding']]);
  const rest = Object.keys(propertiesOf(input)).filter((name) => !reading.used.has(name));
  const isBodyless = ['GET', 'HEAD', 'DELETE'].includes(method);
  if (isBodyless && body !== undefined && method !== 'DELETE')
    report.fault(['body'], `cannot be sent with ${method}`, [['method']]);
  if (isBodyless && query === undefined && body === undefined) {
    for (const name of rest) {
      const place = ['input', 'properties', name];
      const why = refusedByQuery(propertiesOf(input)[name] ?? {});
      if (why !== undefined) report.fault(place, why, [place, ['method'], ['query'], ['body']]);
    }
    return { ...template, query: restQuery(rest) };
  }
  if (!isBodyless && body === undefined) return { ...template, body: restBody(rest) };
  const ways = [['path'], ['query'], ['headers'], ['body'], ['method']];
  for (const name of rest)
    report.fault(['input', 'properties', name], 'is sent nowhere: no path, query, header or body names it', ways);
  return template;
}

/** Names of headers differ by more than their case (RFC 9110, 5.1). */
function refuseTwins(names: readonly string[], report: FaultReport): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const other = seen.get(name.toLowerCase());
    if (other !== undefined) report.fault([name], `is the same header as ${other}: only one can be sent`);
    seen.set(name.toLowerCase(), name);
  }
}

function checkPath(parts: Template, input: JsonSchema, report: FaultReport): void {
  for (const name of argumentsOf(parts).filter((one) => Object.hasOwn(propertiesOf(input), one))) {
    const grounds = [
      ['input', 'required'],
      ['input', 'properties', name],
    ];
    if (!isAlwaysGiven(input, name)) report.fault(['path'], `{${name}} must be required, or have a default`, grounds);
  }
  for (const segment of twiceIn(segmentsOf(parts).filter((one) => one.startsWith('{'))))
    report.fault(['path'], `has ${segment} twice: give each place an argument of its own`);
  if (hasBadEscape(textOf(parts))) report.fault(['path'], badEscape);
  else if (!isPlainPath(parts))
    report.fault(['path'], 'must start with one / and have no query, fragment, dot segment or raw special character');
}

/** Why no query can carry a value, or undefined. */
function refusedByQuery(property: JsonSchema): string | undefined {
  if (typesOf(property).includes('object')) return 'is an object, which a query cannot carry';
  const items = itemTypesOf(property);
  if (!items.includes('object') && !items.includes('array')) return undefined;
  return `is a list of ${items.includes('object') ? 'objects' : 'lists'}, which a query cannot carry: send it in a body`;
}

/** How other tools write the place of an argument. */
const placeholders = /\$\{(\w+)\}|\{\{\s*(\w+)\s*\}\}|(?<=\/):(\w+)|<(\w+)>|\{\s+(\w+)\s+\}/;

function foreignPlaceholder(
  text: string,
  properties: Readonly<Record<string, JsonSchema>>,
): { written: string; name: string } | undefined {
  const [written = '', ...names] = placeholders.exec(text) ?? [];
  const name = names.find((one) => one !== undefined && Object.hasOwn(properties, one));
  return name === undefined ? undefined : { written, name };
}

/** A body as HTML forms send it: https://url.spec.whatwg.org/#application/x-www-form-urlencoded. */
export const formType = 'application/x-www-form-urlencoded';

function mapEntries<T, R>(given: Readonly<Record<string, T>>, to: (entry: [string, T]) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(given).map((entry) => [entry[0], to(entry)]));
}

function restQuery(names: readonly string[]): Record<string, QueryTemplate> {
  return Object.fromEntries(names.map((name) => [name, { value: [{ argument: name }], style: 'repeat' }]));
}

function restBody(names: readonly string[]): BodyTemplate | undefined {
  if (names.length === 0) return undefined;
  const entries = names.map((name) => [name, { kind: 'text', template: [{ argument: name }] }] as const);
  return { kind: 'object', entries };
}

interface Reader {
  readonly used: ReadonlySet<string>;
  path(text: string): Template;
  query(name: string, given: QueryDefinition): QueryTemplate;
  header(name: string, given: string | number | boolean): Template;
  body(given: unknown, path: Path): BodyTemplate;
}

/** Parses the templates of one tool: each names what it is about where it is wrong. */
interface Templates {
  readonly used: Set<string>;
  parse(this: void, text: string, path: Path): Template;
  /** The same parts; faults for those that are no scalars. */
  scalars(this: void, parts: Template, path: Path): Template;
  /** The same parts; faults for those that are neither scalars nor lists of scalars. */
  simple(this: void, parts: Template, path: Path): Template;
}

function createTemplates(properties: Readonly<Record<string, JsonSchema>>, report: FaultReport): Templates {
  const used = new Set<string>();
  const check = (
    parts: Template,
    path: Path,
    fits: (one: JsonSchema) => boolean,
    wanted: string,
    otherwise = '',
  ): Template => {
    for (const name of argumentsOf(parts).filter((one) => Object.hasOwn(properties, one))) {
      const grounds = [['input', 'properties', name]];
      if (!fits(properties[name] ?? {})) report.fault(path, `{${name}} must be ${wanted} here${otherwise}`, grounds);
    }
    return parts;
  };
  return {
    used,
    parse: (text, path) => {
      const parsed = parseTemplate(text);
      if (parsed === undefined) {
        report.fault(path, 'has a brace that names no argument; write {{ or }} for the character');
        report.doubt(path, true);
      }
      for (const name of argumentsOf(parsed ?? [])) {
        used.add(name);
        if (Object.hasOwn(properties, name)) continue;
        report.fault(path, `names {${name}}, which is no property of input`, [['input', 'properties', name]]);
        report.doubt(path);
      }
      return parsed ?? [];
    },
    scalars: (parts, path) => check(parts, path, isScalar, 'a string, a number or a boolean'),
    simple: (parts, path) =>
      withLists(check(parts, path, isScalarOrList, 'a string, a number or a boolean', ', or a list of such'), (name) =>
        typesOf(properties[name] ?? {}).includes('array'),
      ),
  };
}

function createReader(input: JsonSchema, report: FaultReport): Reader {
  const properties = propertiesOf(input);
  const { used, parse, scalars, simple } = createTemplates(properties, report);
  return {
    used,
    path(text) {
      const meant = foreignPlaceholder(text, properties);
      if (meant !== undefined) {
        report.fault(['path'], `has ${meant.written}, which is text here: write {${meant.name}}`);
        used.add(meant.name);
        return [];
      }
      const parts = simple(parse(text, ['path']), ['path']);
      if (parts.length > 0) checkPath(parts, input, report);
      return parts;
    },
    query(name, given) {
      const { value, style } = typeof given === 'object' ? given : { value: given, style: 'repeat' as const };
      const path = ['query', name];
      const parts = typeof value === 'string' ? parse(value, path) : [String(value)];
      const argument = soleArgument(parts);
      const why = argument === undefined ? undefined : refusedByQuery(properties[argument] ?? {});
      if (argument === undefined) scalars(parts, path);
      else if (why !== undefined) report.fault(path, `{${argument}} ${why}`, [['input', 'properties', argument]]);
      return { value: parts, style };
    },
    header(name, given) {
      const path = ['headers', name];
      if (!isAllowedHeader(name)) report.fault(path, 'is a header that no definition may set');
      const parts = simple(parse(String(given), path), path);
      if (!parts.every((part) => typeof part !== 'string' || isHeaderValue(part)))
        report.fault(path, 'holds characters that no header can carry: only printable ASCII can be sent');
      return parts;
    },
    body: (given, path) =>
      toBody(given, path, (text, place) => {
        const parts = parse(text, place);
        return soleArgument(parts) === undefined ? scalars(parts, place) : parts;
      }),
  };
}

function toBody(given: unknown, path: Path, read: (text: string, path: Path) => Template): BodyTemplate {
  if (typeof given === 'string') return { kind: 'text', template: read(given, path) };
  if (Array.isArray(given))
    return { kind: 'list', items: given.map((item, index) => toBody(item, [...path, index], read)) };
  if (typeof given !== 'object' || given === null) return { kind: 'constant', value: given };
  const entries = Object.entries(given).map(([key, value]) => [key, toBody(value, [...path, key], read)] as const);
  return { kind: 'object', entries };
}

function isScalar(property: JsonSchema): boolean {
  return isScalarOrList(property) && !typesOf(property).includes('array');
}

function isScalarOrList(property: JsonSchema): boolean {
  return typesOf(property).length > 0 && isSimple(property);
}

function segmentsOf(parts: Template): string[] {
  return parts
    .map((part) => (typeof part === 'string' ? part : `{${part.argument}}`))
    .join('')
    .split('/');
}

/** The names that stand more than once. */
export function twiceIn(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** What is wrong with a path of which `hasBadEscape` holds. */
export const badEscape = 'has a % without two hexadecimal digits behind it: write %25 for the sign itself';

/** Many an API answers 400 to such a path, whatever the arguments are. */
export function hasBadEscape(path: string): boolean {
  return /%(?![\da-f]{2})/i.test(path);
}

/** The path with something in place of each argument. */
export function textOf(parts: Template): string {
  return parts.map((part) => (typeof part === 'string' ? part : 'x')).join('');
}

/** With any argument in place, the path is what a URL keeps as it is. */
export function isPlainPath(parts: Template): boolean {
  const path = textOf(parts);
  if (!path.startsWith('/') || path.includes('//')) return false;
  // Most are made of these alone, and take no URL to tell.
  if (/^[\w/-]+$/.test(path)) return true;
  return new URL(`http://localhost${path}`).pathname === path && !/%(?:2e|2f|5c|00)/i.test(path);
}
