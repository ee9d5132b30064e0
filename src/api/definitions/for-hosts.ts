import type { JsonSchema } from '../model.js';

const single = ['items', 'additionalProperties', 'propertyNames'];
const lists = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];

/**
 * A schema of arguments as every host of models takes it: a list of types as a union, a format as a remark. What it
 * allows stays the same, but for formats, which are checked here all the same.
 */
export function forHosts(schema: JsonSchema): JsonSchema {
  const { format, description, type, ...rest } = schema;
  const text = [description, typeof format === 'string' ? `(${format})` : undefined].filter(
    (one) => typeof one === 'string',
  );
  const entries = Object.entries(rest).map(([key, value]): [string, unknown] => {
    if (key === 'properties') return [key, mapValues(value as Readonly<Record<string, JsonSchema>>)];
    if (single.includes(key) && typeof value === 'object') return [key, forHosts(value as JsonSchema)];
    return [key, lists.includes(key) ? (value as JsonSchema[]).map(forHosts) : value];
  });
  const parts = Object.fromEntries(entries);
  const remark = text.length === 0 ? {} : { description: text.join(' ') };
  if (!Array.isArray(type)) return { ...(type !== undefined && { type }), ...parts, ...remark };
  const { default: value, anyOf, ...common } = parts;
  // Within a union already: the types say no more than its branches have to.
  if (anyOf !== undefined) return { ...parts, ...remark };
  return {
    anyOf: branchesOf(type as string[], common),
    ...('default' in parts && { default: value }),
    ...remark,
  };
}

function mapValues(properties: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, forHosts(one)]));
}

/** One branch for each type, with the values that are listed; null among the types is none where the list leaves it out. */
function branchesOf(types: readonly string[], { enum: values, ...common }: JsonSchema): JsonSchema[] {
  const listed = Array.isArray(values) ? (values as unknown[]) : undefined;
  const named = listed === undefined ? {} : { enum: listed.filter((value) => value !== null) };
  return types
    .filter((type) => type !== 'null' || listed?.includes(null) !== false)
    .map((type) => (type === 'null' ? { type } : { type, ...common, ...named }));
}
