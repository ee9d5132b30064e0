export type Json = Record<string, unknown>;

/**
 * A description as the site means it. `oneOf` becomes `anyOf`, because the alternatives are written without required
 * fields and overlap. With `nulls`, whatever is not required may be null: the site answers so for many fields that are
 * not called nullable, such as a root page's `parentId`.
 */
export function loosened(node: unknown, nulls: boolean): unknown {
  if (Array.isArray(node)) return node.map((item) => loosened(item, nulls));
  if (typeof node !== 'object' || node === null) return node;
  const copy: Json = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, loosened(value, nulls)]));
  if (Array.isArray(copy['oneOf'])) {
    copy['anyOf'] = copy['oneOf'];
    delete copy['oneOf'];
  }
  // A property may itself be called `properties`; a schema's own stand beside `type: object`.
  if (nulls && copy['type'] === 'object') return withNulls(copy, node as Json);
  return copy;
}

const orNull = (schema: unknown) => ({ anyOf: [schema, { type: 'null' }] });

function withNulls(copy: Json, original: Json): Json {
  const required = Array.isArray(copy['required']) ? (copy['required'] as string[]) : [];
  const before = (original['properties'] ?? {}) as Record<string, Json>;
  const properties = Object.entries((copy['properties'] ?? {}) as Json).map(([name, schema]) => {
    const strict = required.includes(name) && before[name]?.['nullable'] !== true;
    return [name, strict ? schema : orNull(schema)];
  });
  const rest = copy['additionalProperties'];
  return {
    ...copy,
    properties: Object.fromEntries(properties) as Json,
    ...(typeof rest === 'object' ? { additionalProperties: orNull(rest) } : {}),
  };
}
