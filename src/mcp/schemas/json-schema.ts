import { z } from 'zod';

/** JSON Schema 2020-12, as MCP has it for `inputSchema` and `outputSchema`. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Bounds that zod adds to every integer and that tell a model nothing. */
const silentBounds = new Set([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]);

/**
 * The JSON Schema of a tool's input or output: one flat object without `$ref`, `$schema` or a union at its root,
 * which is what strict clients and model gateways accept.
 */
export function toJsonSchema(schema: z.ZodObject, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...flat } = z.toJSONSchema(schema, {
    io,
    reused: 'inline',
    override: ({ jsonSchema }) => {
      // Patterns and lengths belong into the description and the error message: here they only cost tokens.
      delete jsonSchema.pattern;
      delete jsonSchema.minLength;
      delete jsonSchema.maxLength;
      // Gemini refuses a whole request over a format that it does not know; `date` is one.
      delete jsonSchema.format;
      // Every name in JSON is a string.
      delete jsonSchema.propertyNames;
      // That an object is closed, that a list or number is not empty, and that a switch is off, a model takes for granted;
      // whoever sends otherwise is told. Strict hosts close objects themselves: the OpenAI Agents SDK does, but for objects
      // without properties, which it takes for open and leaves out of strict mode.
      if (jsonSchema.additionalProperties === false && hasProperties(jsonSchema)) delete jsonSchema.additionalProperties;
      if (jsonSchema.minItems === 1) delete jsonSchema.minItems;
      if (jsonSchema.minimum === 1) delete jsonSchema.minimum;
      if (jsonSchema.default === false) delete jsonSchema.default;
      if (silentBounds.has(jsonSchema.maximum ?? 0)) delete jsonSchema.maximum;
      if (silentBounds.has(jsonSchema.minimum ?? 0)) delete jsonSchema.minimum;
    },
  });
  return splitTypes(flat) as JsonSchema;
}

function hasProperties({ properties = {} }: { properties?: object }): boolean {
  return Object.keys(properties).length > 0;
}

/** `type: [string, null]` is JSON Schema, but a gateway with one type a schema drops it or refuses the tool. */
function splitTypes(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(splitTypes);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]): [string, unknown] =>
    key === 'type' && Array.isArray(value)
      ? ['anyOf', value.map((type: unknown) => ({ type }))]
      : [key, splitTypes(value)],
  );
  return Object.fromEntries(entries);
}
