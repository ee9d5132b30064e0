import { z } from 'zod';
import type { JsonSchema } from '../model.js';
import type { FaultReport } from './fault-report.js';

/** What hosts of models are known to refuse, or what could not be checked here. */
const refusedKeys = ['$ref', '$dynamicRef', 'if', 'then', 'else', 'dependentSchemas', 'patternProperties'];
const unions = ['anyOf', 'oneOf', 'allOf', 'not', 'enum', 'const'];

/**
 * The arguments of a tool as one closed object. What is listed is what is checked, so that a schema that cannot be
 * checked as it stands is a fault.
 */
export function toInputSchema(given: Readonly<Record<string, unknown>> = {}, report: FaultReport): JsonSchema {
  const schema = { ...given, type: given['type'] ?? 'object', additionalProperties: false };
  if (schema.type !== 'object') report.fault(['type'], 'must be object: arguments are named');
  for (const key of unions.filter((union) => union in given)) report.fault([key], 'cannot stand at the root');
  if (given['additionalProperties'] === true) report.fault(['additionalProperties'], 'must be false or absent');
  refuseKeys(given, [], report);
  refuseUnknownRequired(given, report);
  return { ...schema, properties: propertiesOf(given) };
}

/** Checks arguments as the schema says; a schema that zod cannot check is reported. */
export function toInput(schema: JsonSchema, report: FaultReport): z.ZodObject {
  try {
    const checked = z.fromJSONSchema(schema);
    if (checked instanceof z.ZodObject) return checked;
    report.fault([], 'is not an object with named properties');
  } catch (error) {
    report.fault([], error instanceof Error ? error.message : 'is no JSON Schema');
  }
  return z.strictObject({});
}

/** The properties of an object schema; anything else has none. */
export function propertiesOf({ properties }: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return typeof properties === 'object' && properties !== null ? (properties as Record<string, JsonSchema>) : {};
}

/** Whether an argument is always there: required, or with a default. */
export function isAlwaysGiven(schema: JsonSchema, name: string): boolean {
  const required = Array.isArray(schema['required']) ? (schema['required'] as unknown[]) : [];
  return required.includes(name) || 'default' in (propertiesOf(schema)[name] ?? {});
}

/** The JSON types that a property may have; empty when it does not say. */
export function typesOf(property: JsonSchema): string[] {
  const { type, enum: values, const: value, anyOf, oneOf } = property as Record<string, unknown>;
  if (type !== undefined) return [type].flat().map(String);
  if (Array.isArray(values)) return [...new Set(values.map((one: unknown) => typeof one))];
  if (value !== undefined) return [typeof value];
  const branches = [anyOf, oneOf].find(Array.isArray) as JsonSchema[] | undefined;
  return branches === undefined || branches.some((branch) => typesOf(branch).length === 0)
    ? []
    : branches.flatMap(typesOf);
}

function refuseKeys(node: unknown, path: readonly PropertyKey[], report: FaultReport): void {
  if (Array.isArray(node)) return node.forEach((item, index) => refuseKeys(item, [...path, index], report));
  if (typeof node !== 'object' || node === null) return;
  const isNameMap = path.at(-1) === 'properties';
  for (const [key, value] of Object.entries(node)) {
    if (!isNameMap && refusedKeys.includes(key))
      report.fault([...path, key], 'is not supported in the arguments of a tool');
    else if (!['default', 'example', 'examples', 'enum', 'const'].includes(key) || isNameMap)
      refuseKeys(value, [...path, key], report);
  }
}

function refuseUnknownRequired(schema: JsonSchema, report: FaultReport): void {
  const names = Object.keys(propertiesOf(schema));
  const required = Array.isArray(schema['required']) ? (schema['required'] as unknown[]) : [];
  required.forEach((name, index) => {
    if (!names.includes(String(name))) report.fault(['required', index], `names ${String(name)}, which is no property`);
  });
}
