import type { FaultReport } from '../definitions/fault-report.js';
import { isArgumentName, propertiesOf, typesOf } from '../definitions/to-input-schema.js';
import { formType } from '../definitions/to-request-template.js';
import type { BodyTemplate, JsonSchema } from '../model.js';
import type { Found, Node, OpenApiDocument } from './document.js';
import { flattenSchema } from './flatten-schema.js';

interface Body {
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
  readonly template: BodyTemplate;
  readonly encoding: 'json' | 'form';
  readonly contentType: string;
}

/** The body of an operation by its properties, or as the argument `body` where those are none or collide with `taken`. */
export function readBody(
  { operation, method }: Found,
  follow: OpenApiDocument['follow'],
  report: FaultReport,
  taken: ReadonlySet<string>,
): Body | undefined {
  if (operation['requestBody'] === undefined) return undefined;
  const given = follow(operation['requestBody']);
  const content = (given['content'] ?? {}) as Record<string, Node>;
  const type = preferredType(Object.keys(content));
  if (type === undefined) {
    const types = Object.keys(content).join(', ');
    report.fault([], `takes a body of ${types}, which a tool cannot send (JSON and forms alone): leave it out`);
    return undefined;
  }
  const schema = withoutDefaults(flattenSchema(content[type]?.['schema'], follow), method !== 'patch');
  const kind = { encoding: type.startsWith(formType) ? 'form' : 'json', contentType: contentTypeOf(type) } as const;
  const isRequired = given['required'] === true;
  const properties = propertiesOf(schema);
  const names = Object.keys(properties);
  if (kind.encoding === 'form') refuseObjects(properties, report);
  const isFree = (name: string): boolean => isArgumentName(name) && !taken.has(name);
  if (names.length === 0 || 'anyOf' in schema || !names.every(isFree)) {
    const template: BodyTemplate = { kind: 'text', template: [{ argument: 'body' }] };
    return { properties: { body: schema }, required: isRequired ? ['body'] : [], template, ...kind };
  }
  const entries = names.map((name) => [name, { kind: 'text', template: [{ argument: name }] }] as const);
  const required = isRequired && Array.isArray(schema['required']) ? (schema['required'] as string[]) : [];
  return { properties, required, template: { kind: 'object', entries }, ...kind };
}

const kinds = [
  /^application\/json(?:;|$)/,
  /[/+]json(?:;|$)/,
  /^\*\/\*$|^application\/\*$/,
  /^application\/x-www-form-urlencoded(?:;|$)/,
];

/** Plain JSON before its dialects, and these before a form. */
function preferredType(types: readonly string[]): string | undefined {
  return kinds.map((kind) => types.find((type) => kind.test(type))).find((type) => type !== undefined);
}

function contentTypeOf(type: string): string {
  return type.includes('*') ? 'application/json' : type;
}

/**
 * A default says what the API takes for what is left out. Sent along with other fields it would set what nobody asked
 * for, a PATCH above all, whose defaults are those of a new thing: `isTold` puts it into the description instead.
 */
function withoutDefaults({ default: value, ...schema }: Node, isTold: boolean): Node {
  const below = (node: unknown): Node => withoutDefaults(node as Node, isTold);
  const { description, properties, items, anyOf } = schema;
  const note = isTold && value !== undefined ? `Default: ${JSON.stringify(value)}.` : undefined;
  const text = [description, note].filter((part) => typeof part === 'string').join(' ');
  return {
    ...schema,
    ...(text !== '' && { description: text }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(Object.entries(properties as Node).map(([name, one]) => [name, below(one)])),
    }),
    ...(items !== undefined && { items: below(items) }),
    ...(Array.isArray(anyOf) && { anyOf: anyOf.map(below) }),
  };
}

function refuseObjects(properties: Body['properties'], report: FaultReport): void {
  for (const [name, schema] of Object.entries(properties)) {
    if (typesOf(schema).includes('object')) report.fault([], `writes the object ${name} into a form, which takes none`);
  }
}
