import { z } from 'zod';
import type { JsonSchema } from '../model.js';
import type { FaultReport } from './fault-report.js';

/** What hosts of models are known to refuse at the root. */
const unions = ['anyOf', 'oneOf', 'allOf', 'enum', 'const'];

/**
 * The arguments of a tool as one closed object. What is listed is what is checked, so that a schema that cannot be
 * checked as it stands is a fault.
 */
export function toInputSchema(given: Readonly<Record<string, unknown>> = {}, report: FaultReport): JsonSchema {
  const schema = { ...given, type: given['type'] ?? 'object', additionalProperties: false };
  if (schema.type !== 'object') report.fault(['type'], 'must be object: arguments are named');
  for (const key of unions.filter((union) => union in given)) report.fault([key], 'cannot stand at the root');
  if (given['additionalProperties'] === true) report.fault(['additionalProperties'], 'must be false or absent');
  refuseNames(given, report);
  refuseUnknownRequired(given, report);
  return { ...schema, properties: propertiesOf(given) };
}

/** Checks arguments as the schema says; a schema that zod cannot check is reported. */
export function toInput(schema: JsonSchema, report: FaultReport): z.ZodObject {
  try {
    const checked = z.fromJSONSchema(schema);
    if (checked instanceof z.ZodObject) {
      refuseDefaults(schema, report);
      return checked;
    }
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
  if (Array.isArray(values)) return [...new Set(values.map(typeOf))];
  if (value !== undefined) return [typeOf(value)];
  const branches = [anyOf, oneOf].find(Array.isArray) as JsonSchema[] | undefined;
  return branches === undefined || branches.some((branch) => typesOf(branch).length === 0)
    ? []
    : branches.flatMap(typesOf);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Hosts of models refuse a list of tools for the sake of one name outside of these. */
export function isArgumentName(name: string): boolean {
  return /^[\w.-]{1,64}$/.test(name);
}

function refuseNames(schema: JsonSchema, report: FaultReport): void {
  for (const name of Object.keys(propertiesOf(schema)).filter((one) => !isArgumentName(one))) {
    report.fault(['properties', name], 'must be 1 to 64 letters, digits, underscores, dots and hyphens');
  }
}

/** A default that the schema itself refuses would be sent unchecked. */
function refuseDefaults(schema: JsonSchema, report: FaultReport): void {
  for (const [name, property] of Object.entries(propertiesOf(schema))) {
    if (!fitsDefault(property)) report.fault(['properties', name, 'default'], 'does not fit its own schema');
  }
}

export function fitsDefault(property: JsonSchema): boolean {
  return !('default' in property) || z.fromJSONSchema(property).safeParse(property['default']).success;
}

function refuseUnknownRequired(schema: JsonSchema, report: FaultReport): void {
  const names = Object.keys(propertiesOf(schema));
  const required = Array.isArray(schema['required']) ? (schema['required'] as unknown[]) : [];
  required.forEach((name, index) => {
    if (!names.includes(String(name))) report.fault(['required', index], `names ${String(name)}, which is no property`);
  });
}
