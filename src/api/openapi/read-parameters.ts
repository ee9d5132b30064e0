import type { FaultReport } from '../definitions/fault-report.js';
import { isSimple, itemTypesOf, typesOf } from '../definitions/to-input-schema.js';
import { twiceIn } from '../definitions/to-request-template.js';
import type { JsonSchema, QueryStyle, QueryTemplate } from '../model.js';
import { isAllowedHeader } from '../request/headers.js';
import type { Found, Node, OpenApiDocument } from './document.js';
import { flattenSchema } from './flatten-schema.js';

/**
 * A parameter as OpenAPI 3 describes it (https://spec.openapis.org/oas/v3.1.0#parameter-object); `place` is its `in`.
 */
export interface Parameter {
  /** As the API calls it. */
  readonly name: string;
  /** As the model calls it. */
  readonly argument: string;
  readonly place: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
  readonly style: string | undefined;
  readonly explode: boolean | undefined;
}

type Follow = OpenApiDocument['follow'];
type Unnamed = Omit<Parameter, 'argument'>;

/** The parameters of an operation and of its path that a tool sends, each with an argument of its own. */
export function readParameters(
  { operation, pathItem, method }: Found,
  follow: Follow,
  pagingParameter: string | undefined,
  report: FaultReport,
): Parameter[] {
  const all = [pathItem['parameters'], operation['parameters']].flatMap((list) => {
    // What a reference that leads nowhere leaves behind has no name.
    const parameters = (Array.isArray(list) ? (list as unknown[]) : []).flatMap((node) => {
      const parameter = follow(node);
      return typeof parameter['name'] === 'string' ? [toParameter(parameter, follow, report)] : [];
    });
    for (const name of twiceIn(parameters.map((one) => `${one.place} parameter ${one.name}`)))
      report.fault([], `has the ${name} twice, and only one can be meant`);
    return parameters;
  });
  // The operation's own parameter replaces the one of its path.
  const distinct = [...new Map(all.map((one) => [`${one.place} ${one.name}`, one])).values()];
  const sent = distinct.filter(
    (one) => isSent(one, report) && !(one.place === 'query' && one.name === pagingParameter),
  );
  for (const { place, name, schema } of sent.filter((one) => one.place !== 'query')) {
    if (!isSimple(schema))
      report.fault([], `writes an object, or a list of such, into the ${place} as ${name}: that is not supported`);
  }
  return withArguments(sent, [...reservedBy(method), ...(pagingParameter === undefined ? [] : ['cursor'])]);
}

/** What the server adds to an operation that may write: one that is the API's own would write where it is to show. */
export function reservedBy(method: string): string[] {
  return ['get', 'head'].includes(method) ? [] : ['dry_run'];
}

/** Names that hosts of models take: `filter[state]` becomes filter_state, and a name that is taken says its place. */
function withArguments(parameters: readonly Unnamed[], reserved: readonly string[]): Parameter[] {
  const taken = new Set(reserved);
  return parameters.map((one) => {
    const plain =
      one.name
        .replace(/[^\w.-]+/g, '_')
        .replace(/^_+|_+$/g, '')
        .slice(0, 50) || one.place;
    const candidates = [
      plain,
      `${one.place}_${plain}`,
      ...parameters.map((_, index) => `${plain}_${String(index + 2)}`),
    ];
    const argument = candidates.find((name) => !taken.has(name)) ?? plain;
    taken.add(argument);
    return { ...one, argument };
  });
}

interface WrittenParameter {
  readonly name: string;
  readonly in: string;
  readonly required?: unknown;
  readonly schema?: unknown;
  readonly content?: unknown;
  readonly style?: string;
  readonly explode?: boolean;
  readonly description?: unknown;
  readonly deprecated?: unknown;
}

function toParameter(node: Node, follow: Follow, report: FaultReport): Unnamed {
  const {
    name,
    in: place,
    required,
    schema,
    content,
    style,
    explode,
    description,
    deprecated,
  } = node as unknown as WrittenParameter;
  if (content !== undefined)
    report.fault([], `writes ${name} as ${Object.keys(content as Node).join()}, which is not supported`);
  const flat = flattenSchema(schema, follow);
  return {
    name,
    place,
    required: required === true || place === 'path',
    schema: withWords(flat, { description, deprecated }),
    style,
    explode,
  };
}

/** What the parameter says of itself goes before what its schema says of any such value. */
function withWords(
  schema: JsonSchema,
  { description, deprecated }: Pick<WrittenParameter, 'description' | 'deprecated'>,
) {
  const age = deprecated === true ? 'Deprecated.' : undefined;
  const words = typeof description === 'string' ? description.slice(0, 500) : undefined;
  const text = [...new Set([age, words, schema['description']])].filter((part) => typeof part === 'string').join(' ');
  return text === '' ? schema : { ...schema, description: text };
}

/** Credentials and content negotiation are the server's; what a required one of these would need is a fault. */
function isSent({ name, place, required }: Unnamed, report: FaultReport): boolean {
  if (place === 'path' || place === 'query') return true;
  if (place === 'header' && isAllowedHeader(name) && !/^accept(?:-.*)?$/i.test(name)) return true;
  if (required && !/^(?:accept(?:-.*)?|content-type|authorization)$/i.test(name)) {
    report.fault([], `needs the ${place} parameter ${name}, which a tool cannot set`);
  }
  return false;
}

const separatedStyles: Readonly<Record<string, QueryStyle>> = {
  form: 'comma',
  spaceDelimited: 'space',
  pipeDelimited: 'pipe',
};

/**
 * How a query parameter is written, by `style` and `explode` with the defaults of OpenAPI. What cannot be written is
 * reported.
 */
export function toQuery(
  { name, argument, schema, style = 'form', explode = style === 'form' }: Parameter,
  report: FaultReport,
): QueryTemplate {
  const value = [{ argument }];
  if (itemTypesOf(schema).some((type) => type === 'object' || type === 'array'))
    report.fault([], `writes the list ${name} into the query, whose items are objects: that is not supported`);
  if (typesOf(schema).includes('object') && style !== 'deepObject')
    report.fault([], `writes the object ${name} into the query in a style that is not supported`);
  if (style === 'deepObject') return { value, style: 'deep' };
  return { value, style: explode ? 'repeat' : (separatedStyles[style] ?? 'repeat') };
}
