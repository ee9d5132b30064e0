import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { catalogue, type Tool } from '../../src/mcp/index.js';
import { parseArguments } from '../../src/mcp/schemas/parse-arguments.js';
import { toolCalls } from './tool-calls.js';

type Schema = Record<string, unknown> & {
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  required?: string[];
  additionalProperties?: boolean | Schema;
};

/** Compiling the meta-schema takes longer than a check. */
const ajv = new Ajv2020({ strict: false });
const strictAjv = new Ajv2020({ strict: true, allowUnionTypes: true });
const each = catalogue.map((tool) => [tool.name, tool.inputSchema as Schema] as const);

/** Every schema within a schema, itself included. */
function* within(schema: Schema): Generator<Schema> {
  yield schema;
  for (const property of Object.values(schema.properties ?? {})) yield* within(property);
  if (schema.items !== undefined) yield* within(schema.items);
  if (typeof schema.additionalProperties === 'object') yield* within(schema.additionalProperties);
}

/** Keywords that Gemini's and Vertex AI's Schema object and OpenAI's functions have in common; hosts drop the closing of objects. */
const keywords = ['type', 'properties', 'required', 'items', 'enum', 'description', 'default', 'additionalProperties'];
const bounds = ['minimum', 'maximum', 'minItems', 'maxItems'];

/**
 * What the OpenAI Agents SDK makes of a schema for strict mode: every field required, what was optional nullable. It
 * leaves out a tool with an object that it takes for open (`strictToolSchema.ts` of 0.20).
 */
function toStrict(schema: Schema): Schema {
  if (schema.type === 'array' && schema.items !== undefined) return { ...schema, items: toStrict(schema.items) };
  if (schema.type !== 'object') return schema;
  const isClosed = schema.additionalProperties === false;
  if (!isClosed && ('additionalProperties' in schema || !hasProperties(schema))) throw new Error('an open object');
  const fields = Object.entries(schema.properties ?? {}).map(([name, property]): [string, Schema] => {
    const strict = toStrict(property);
    return [name, schema.required?.includes(name) ? strict : { anyOf: [strict, { type: 'null' }] }];
  });
  const properties = Object.fromEntries(fields);
  return { ...schema, properties, required: fields.map(([name]) => name), additionalProperties: false };
}

const hasProperties = ({ properties = {} }: Schema): boolean => Object.keys(properties).length > 0;

describe.each(each)('the parameters of %s', (name, root) => {
  it('are a schema that Gemini and Vertex AI take', () => {
    expect(name).toMatch(/^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/);
    for (const schema of within(root)) {
      expect(Object.keys(schema).filter((key) => ![...keywords, ...bounds].includes(key))).toEqual([]);
      expect(['object', 'array', 'string', 'integer', 'number', 'boolean']).toContain(schema.type);
      if (schema.type === 'array') expect(schema.items).toBeDefined();
      // "should be non-empty for OBJECT type"; hosts leave out the parameters of a tool that has none.
      if (schema.type === 'object' && schema !== root) expect(hasProperties(schema)).toBe(true);
      for (const choice of (schema['enum'] ?? []) as unknown[]) expect(choice).toMatch(/\S/);
      for (const required of schema.required ?? []) expect(Object.keys(schema.properties ?? {})).toContain(required);
    }
  });

  it('are a function that OpenAI takes, strict or not', () => {
    expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    expect(root).toMatchObject({ type: 'object' });
    expect('properties' in root).toBe(true);
    expect(strictAjv.validateSchema(toStrict(root))).toBe(true);
  });

  // Strict hosts send null for everything that is left out.
  it('take what a strict host sends', () => {
    const tool = catalogue.find((one) => one.name === name);
    const strict = toStrict(root);
    const nothing = Object.fromEntries((strict.required ?? []).map((field) => [field, null]));
    const args = { ...nothing, ...toolCalls[name]?.args };
    const sent = withNulls(strict, args) as Record<string, unknown>;
    expect(ajv.validate(strict, sent)).toBe(true);
    const { input, effect } = tool as Tool;
    const use = effect === 'read' ? 'read' : 'write';
    expect(parseArguments(input, sent, use)).toEqual(parseArguments(input, toolCalls[name]?.args, use));
  });
});

/** Completes objects within lists, as a strict host does. */
function withNulls(schema: Schema, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withNulls(schema.items ?? {}, item));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const [own = property] = (property['anyOf'] ?? []) as Schema[];
    return [name, withNulls(own, (value as Record<string, unknown>)[name] ?? null)];
  });
  return Object.fromEntries(fields);
}
