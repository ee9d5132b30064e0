import { z } from 'zod';
import type { JsonSchema } from '../model.js';

/**
 * The part of JSON Schema (https://json-schema.org/draft/2020-12) that arguments are described with: what can be checked
 * here, and what hosts of models take. A keyword that is misspelt would be no error in JSON Schema, and check nothing.
 */

const typeName = z.enum(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);
const count = z.int().min(0);
const node: z.ZodType<JsonSchema> = z.lazy(() => argumentSchema);
const unsupported = z.never({ error: 'is not supported in the arguments of a tool' });

const keywords = {
  type: z.union([typeName, z.array(typeName).min(1)]),
  ...{ title: z.string(), description: z.string(), $comment: z.string() },
  ...{ default: z.json(), example: z.json(), examples: z.array(z.json()), deprecated: z.boolean() },
  ...{ enum: z.array(z.json()).min(1), const: z.json() },
  ...{ minimum: z.number(), maximum: z.number(), exclusiveMinimum: z.number(), exclusiveMaximum: z.number() },
  ...{ multipleOf: z.number().positive(), minLength: count, maxLength: count, format: z.string() },
  pattern: z.string().refine(isPattern, 'is no regular expression'),
  ...{ items: node, prefixItems: z.array(node), minItems: count, maxItems: count, uniqueItems: z.boolean() },
  ...{ properties: z.record(z.string(), node), required: z.array(z.string()), propertyNames: node },
  ...{ additionalProperties: z.union([z.boolean(), node]), minProperties: count, maxProperties: count },
  ...{ anyOf: z.array(node).min(1), oneOf: z.array(node).min(1), allOf: z.array(node).min(1) },
  ...{ $ref: unsupported, $dynamicRef: unsupported, not: unsupported, if: unsupported, then: unsupported },
  ...{ else: unsupported, dependentSchemas: unsupported, dependentRequired: unsupported },
  ...{ patternProperties: unsupported, unevaluatedProperties: unsupported, unevaluatedItems: unsupported },
};

const argumentSchema = z.strictObject(keywords).partial();

/** What is checked only where the type says of what kind a value is. */
const typed = [
  ...['properties', 'required', 'additionalProperties', 'items', 'minItems', 'maxItems'],
  ...['pattern', 'minLength', 'maxLength', 'minimum', 'maximum'],
];

/** The arguments of a tool: an object, whose `type` may be left out. */
export const inputDefinition = argumentSchema.superRefine((schema, context) => {
  requireTypes({ type: 'object', ...schema }, [], (path) =>
    context.addIssue({ code: 'custom', path, message: 'needs a type beside it, or it is not checked' }),
  );
});

function requireTypes(schema: JsonSchema, path: PropertyKey[], report: (path: PropertyKey[]) => void): void {
  const untyped = typed.find((key) => key in schema);
  if (untyped !== undefined && !('type' in schema)) report([...path, untyped]);
  for (const [name, property] of Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>)) {
    requireTypes(property, [...path, 'properties', name], report);
  }
  if (typeof schema['items'] === 'object') requireTypes(schema['items'] as JsonSchema, [...path, 'items'], report);
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
