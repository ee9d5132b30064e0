import { z } from 'zod';
import type { JsonSchema } from '../model.js';

/**
 * The part of JSON Schema (https://json-schema.org/draft/2020-12) that arguments are described with: what can be checked
 * here, and what hosts of models take. A keyword that is misspelt would be no error in JSON Schema, and check nothing.
 */

/** The types of JSON Schema. */
const typeName = z.enum(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);
/** The same, to ask without a schema. */
export const typeNames: ReadonlySet<unknown> = new Set(typeName.options);
/** What hosts of models are known to refuse at the root, and what says nothing where each argument has its name. */
export const barredAtRoot = [
  ...['anyOf', 'oneOf', 'allOf', 'enum', 'const'],
  ...['minProperties', 'maxProperties', 'propertyNames'],
];
/** What an argument may be called. */
export const argumentName = /^(?!__proto__$)[\w.-]{1,64}$/;
/** Called once: a start with many tools waits for every schema that is made. */
const count = once(() => z.int().min(0));
const json = once(() => z.json().meta({ id: 'json' }));
const text = once(() => z.string());
const number = once(() => z.number());
const boolean = once(() => z.boolean());
/** A schema within a schema. Looks at the keywords that it has alone: to ask for all that it could have takes long. */
const node = once(() => z.unknown().superRefine(checkKeywords).meta(referenceToKeywords()));
const nodes = once(() => z.array(node()).min(1));

const keywords: Readonly<Record<string, () => z.ZodType>> = {
  type: once(() => z.union([typeName, z.array(typeName).min(1)])),
  ...{ title: text, description: text, $comment: text },
  ...{ default: json, example: json, examples: once(() => z.array(json())), deprecated: boolean },
  ...{ enum: once(() => z.array(json()).min(1)), const: json },
  ...{ minimum: number, maximum: number, exclusiveMinimum: number, exclusiveMaximum: number },
  ...{ multipleOf: once(() => z.number().positive()), minLength: count, maxLength: count, format: text },
  pattern: text,
  ...{ items: node, prefixItems: once(() => z.array(node())), minItems: count, maxItems: count, uniqueItems: boolean },
  ...{ properties: once(() => z.record(z.string(), node())), required: once(() => z.array(z.string())) },
  ...{ propertyNames: node, additionalProperties: once(() => z.union([z.boolean(), node()])) },
  ...{ minProperties: count, maxProperties: count, anyOf: nodes, oneOf: nodes, allOf: nodes },
};

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function referenceToKeywords(): Record<string, unknown> {
  return { type: 'object', allOf: [{ $ref: '#/definitions/arguments' }] };
}

/** What holds for the arguments of a tool and for no schema within them: `toInputSchema` says the same in words. */
function rootRules(): Record<string, unknown> {
  return {
    ...referenceToKeywords(),
    properties: {
      type: { const: 'object' },
      properties: { propertyNames: { pattern: argumentName.source } },
      additionalProperties: { const: false },
      ...Object.fromEntries(barredAtRoot.map((key) => [key, false])),
    },
  };
}

/** What `referenceToKeywords` refers to, for the schema that editors read. */
export function renderKeywords(): Record<string, unknown> {
  const shape = Object.fromEntries(Object.entries(keywords).map(([name, make]) => [name, make()]));
  const {
    $schema: _dialect,
    definitions,
    ...schema
  } = z.toJSONSchema(z.strictObject(shape).partial(), {
    io: 'input',
    target: 'draft-07',
  });
  return { ...(definitions as object), arguments: schema };
}

function checkKeywords(value: unknown, context: z.RefinementCtx, path: PropertyKey[] = []): void {
  if (!isSchema(value)) {
    context.addIssue({ code: 'invalid_type', expected: 'object', input: value, path });
    return;
  }
  for (const [key, given] of Object.entries(value)) {
    const keyword = Object.hasOwn(keywords, key) ? keywords[key] : undefined;
    if (keyword === undefined) context.addIssue({ code: 'unrecognized_keys', keys: [key], input: value, path });
    else if (key === 'properties' && isSchema(given)) {
      for (const [name, one] of Object.entries(given)) checkKeywords(one, context, [...path, key, name]);
    } else if (keyword === node) checkKeywords(given, context, [...path, key]);
    else if (keyword === nodes && Array.isArray(given) && given.length > 0) {
      given.forEach((one, index) => checkKeywords(one, context, [...path, key, index]));
    } else if (!isUsual(key, given)) {
      const { error } = keyword().safeParse(given, { reportInput: true });
      for (const issue of error?.issues ?? []) context.addIssue({ ...issue, path: [...path, key, ...issue.path] });
    }
  }
}

/** What most schemas are made of, and what takes no schema to check. */
function isUsual(key: string, given: unknown): boolean {
  if (typeof given !== 'string') return false;
  return key === 'type' ? typeNames.has(given) : keywords[key] === text;
}

/** What is checked only where the type says of what kind a value is. */
const typed = [
  ...['properties', 'required', 'additionalProperties', 'items', 'minItems', 'maxItems'],
  ...['pattern', 'minLength', 'maxLength', 'minimum', 'maximum'],
];

/** The arguments of a tool: an object, whose `type` may be left out. */
export const inputDefinition = z
  .custom<JsonSchema>()
  .superRefine((schema, context) => {
    checkKeywords(schema, context);
    if (typeof schema !== 'object' || schema === null) return;
    requireTypes({ type: 'object', ...schema }, [], (path) =>
      context.addIssue({ code: 'custom', path, message: 'needs a type beside it, or it is not checked' }),
    );
  })
  .meta(rootRules());

function requireTypes(schema: JsonSchema, path: PropertyKey[], report: (path: PropertyKey[]) => void): void {
  const untyped = typed.find((key) => key in schema);
  if (untyped !== undefined && !('type' in schema)) report([...path, untyped]);
  const { properties, items } = schema;
  for (const [name, property] of Object.entries(isSchema(properties) ? properties : {})) {
    if (isSchema(property)) requireTypes(property, [...path, 'properties', name], report);
  }
  if (isSchema(items)) requireTypes(items, [...path, 'items'], report);
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
