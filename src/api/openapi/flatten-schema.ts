import { contradictionsIn } from '../definitions/contradictions.js';
import { isCheckable } from '../definitions/patterns.js';
import { fitsDefault } from '../definitions/to-input-schema.js';
import type { Node, OpenApiDocument } from './document.js';

/** What a model needs to fill a value in, and what zod can check. */
const kept = [
  'type',
  'description',
  'enum',
  'const',
  'default',
  'format',
  'minimum',
  'maximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'required',
];
/** Formats that zod would check more strictly than APIs do. */
const hints = new Set(['date-time', 'date', 'time', 'email', 'uri', 'uuid', 'ipv4', 'ipv6']);
/** Objects within objects; what lies deeper is described by nothing but its type. */
const deepest = 5;

/** By what they were made of: many operations refer to the same parameters and bodies. */
const flattened = new WeakMap<Node, Node>();

/**
 * A schema without `$ref`: references are written out, circles and depths beyond any use become "anything", and `allOf`
 * is merged. Properties that only the server sets are left out.
 */
export function flattenSchema(node: unknown, follow: OpenApiDocument['follow']): Node {
  if (typeof node !== 'object' || node === null) return {};
  const schema = follow(node);
  const flat = flattened.get(schema) ?? flatten(schema, follow, []);
  flattened.set(schema, flat);
  return flat;
}

function flatten(node: unknown, follow: OpenApiDocument['follow'], above: readonly Node[]): Node {
  if (typeof node !== 'object' || node === null) return {};
  const schema = follow(node);
  if (above.includes(schema) || above.length > deepest) return onlyType(schema);
  const plain = Object.fromEntries(kept.filter((key) => key in schema).map((key) => [key, schema[key]]));
  const flat = {
    ...plain,
    ...exclusiveBounds(schema),
    ...(isCheckable(schema['pattern']) && { pattern: schema['pattern'] }),
  };
  const below = (value: unknown): Node => flatten(value, follow, [...above, schema]);
  const parts = listOf(schema['allOf']).map(below);
  const branches = listOf(schema['oneOf'] ?? schema['anyOf']).map(below);
  const merged = [
    withRemarks(flat, schema),
    ...('properties' in schema
      ? [{ type: 'object', ...typeOf(schema), properties: propertiesOf(schema['properties'], follow, below) }]
      : []),
    ...('items' in schema ? [{ type: 'array', ...typeOf(schema), items: below(schema['items']) }] : []),
    ...(branches.length > 0 ? [{ anyOf: branches }] : []),
    ...parts,
  ].reduce(merge, {});
  return withFittingDefault(asNullable(withFittingValues(withKnownRequired(merged)), schema));
}

/** Its own word on its type, which may hold null. */
function typeOf({ type }: Node): Node {
  return type === undefined ? {} : { type };
}

function onlyType({ type, properties, items }: Node): Node {
  if (typeof type === 'string') return { type };
  if (properties !== undefined) return { type: 'object' };
  return items === undefined ? {} : { type: 'array' };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function propertiesOf(given: unknown, follow: OpenApiDocument['follow'], below: (value: unknown) => Node): Node {
  const writable = Object.entries((given ?? {}) as Node).filter(
    ([, value]) => typeof value !== 'object' || follow(value)['readOnly'] !== true,
  );
  return Object.fromEntries(writable.map(([name, value]) => [name, below(value)]));
}

/** A bound that is not within: a number since OpenAPI 3.1, before it a word about the bound beside it. */
function exclusiveBounds(schema: Node): Node {
  const bounds = { exclusiveMinimum: 'minimum', exclusiveMaximum: 'maximum' } as const;
  const entries = Object.entries(bounds).flatMap(([exclusive, inclusive]): [string, unknown][] => {
    const given = schema[exclusive];
    if (typeof given === 'number') return [[exclusive, given]];
    return given === true && typeof schema[inclusive] === 'number'
      ? [
          [exclusive, schema[inclusive]],
          [inclusive, undefined],
        ]
      : [];
  });
  return Object.fromEntries(entries);
}

/** What a model is told in words, because hosts or checks would make too much of the keyword. */
function withRemarks(flat: Node, { deprecated }: Node): Node {
  const { format, description, ...rest } = flat;
  const kind = typeof format === 'string' && hints.has(format) ? `(${format})` : '';
  const age = deprecated === true ? 'Deprecated.' : '';
  const words = typeof description === 'string' ? description.slice(0, 500) : '';
  const text = [age, words, kind].filter(Boolean).join(' ');
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return text === '' ? given : { ...given, description: text };
}

function merge(a: Node, b: Node): Node {
  const properties =
    'properties' in a || 'properties' in b
      ? { properties: { ...(a['properties'] as Node), ...(b['properties'] as Node) } }
      : {};
  const required = [...new Set([...listOf(a['required']), ...listOf(b['required'])])];
  return { ...a, ...b, ...properties, ...(required.length > 0 && { required }) };
}

function withKnownRequired(schema: Node): Node {
  const { required, ...rest } = schema;
  const names = Object.keys(schema['properties'] ?? {});
  const known = listOf(required).filter((name) => names.includes(String(name)));
  return known.length === 0 ? rest : { ...rest, required: known };
}

/**
 * Values that are listed against the type: without quotes, YAML makes numbers of `enum: [4.1, on]`, which are meant as
 * texts. What cannot be meant is left to the API.
 */
function withFittingValues(schema: Node): Node {
  const { enum: values, ...rest } = schema;
  if (!Array.isArray(values) || contradictionsIn({ type: schema['type'] ?? [], enum: values }).length === 0)
    return schema;
  const isText = listOf([schema['type']].flat()).includes('string');
  const meant = (values as unknown[]).map((value) => (isText && isPlain(value) ? String(value) : value));
  const fitting = [...new Set(meant)].filter(
    (value) => contradictionsIn({ type: schema['type'] ?? [], enum: [value] }).length === 0,
  );
  return fitting.length === 0 ? rest : { ...rest, enum: fitting };
}

function isPlain(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

/** A default that its own schema refuses is left to the API, which has it anyway. */
function withFittingDefault(schema: Node): Node {
  if (fitsDefault(schema)) return schema;
  const { default: _unfit, ...rest } = schema;
  return rest;
}

/** OpenAPI 3.0 says `nullable`, JSON Schema a list of types, and a host of models neither. */
function asNullable(flat: Node, { nullable }: Node): Node {
  const types = listOf(flat['type']);
  if (nullable !== true && types.length === 0) return flat;
  const { type, description, enum: values, ...rest } = flat;
  const named = types.length > 0 ? types.filter((one) => one !== 'null') : [type].filter((one) => one !== undefined);
  const isNullable = nullable === true || types.includes('null');
  const withNull = isNullable ? [{ type: 'null' }] : [];
  const choices = Array.isArray(values) ? (values as unknown[]).filter((value) => value !== null) : undefined;
  const allowed = choices === undefined ? {} : { enum: choices };
  const branches = named.map((one) => ({ type: one, ...allowed, ...rest }));
  const note = description === undefined ? {} : { description };
  if (branches.length > 0) return { anyOf: [...branches, ...withNull], ...note };
  if (Array.isArray(rest['anyOf'])) return { ...rest, ...note, anyOf: [...(rest['anyOf'] as Node[]), ...withNull] };
  return { ...rest, ...(choices !== undefined && { enum: [...choices, null] }), ...note };
}
