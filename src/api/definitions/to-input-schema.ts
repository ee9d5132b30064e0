import { z } from 'zod';
import type { JsonSchema } from '../model.js';
import { meetArguments } from './argument-checks.js';
import { argumentName, barredAtRoot, typeNames } from './argument-schema.js';
import { refuseContradictions } from './contradictions.js';
import type { FaultReport } from './fault-report.js';
import { holdPatterns } from './patterns.js';

/**
 * The arguments of a tool as one closed object. What is listed is what is checked, so that a schema that cannot be
 * checked as it stands is a fault.
 */
export function toInputSchema(given: Readonly<Record<string, unknown>> = {}, report: FaultReport): JsonSchema {
  const schema = { ...given, type: given['type'] ?? 'object', additionalProperties: false };
  if (schema.type !== 'object') report.fault(['type'], 'must be object: arguments are named');
  for (const key of barredAtRoot.filter((one) => one in given)) report.fault([key], 'cannot stand at the root');
  if (given['additionalProperties'] !== undefined && given['additionalProperties'] !== false)
    report.fault(['additionalProperties'], 'must be false or absent');
  refuseNames(given, report);
  return { ...schema, properties: propertiesOf(given) };
}

/** Checks arguments as the schema says, which was found to be checkable. */
export function toInput(schema: JsonSchema): z.ZodObject {
  const checked = meetArguments(holdPatterns(z.fromJSONSchema(schema)));
  if (checked instanceof z.ZodObject) return checked;
  throw new TypeError('The arguments of a tool are no object with named properties.');
}

/** Reports what `toInput` could not check, so that the start need not wait for all that it makes. */
export function refuseUncheckable(schema: JsonSchema, report: FaultReport): void {
  const unknown = unknownTypesIn(schema);
  for (const type of new Set(unknown)) report.fault([], `${type} is no type of JSON Schema`);
  if (unknown.length > 0) return;
  refuseContradictions(schema, report);
  refuseDefaults(schema, report);
}

function unknownTypesIn(node: unknown, found: string[] = []): string[] {
  if (typeof node !== 'object' || node === null) return found;
  const { type, properties, items, anyOf } = node as Readonly<Record<string, unknown>>;
  for (const one of Array.isArray(type) ? (type as unknown[]) : [type]) {
    if (one !== undefined && !typeNames.has(one)) found.push(JSON.stringify(one));
  }
  if (typeof properties === 'object') for (const one of Object.values(properties ?? {})) unknownTypesIn(one, found);
  if (Array.isArray(items)) items.forEach((one) => unknownTypesIn(one, found));
  else unknownTypesIn(items, found);
  if (Array.isArray(anyOf)) anyOf.forEach((one) => unknownTypesIn(one, found));
  return found;
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

/** The JSON types that the items of a list may have. */
export function itemTypesOf(property: JsonSchema): string[] {
  const { items, prefixItems, anyOf, oneOf, allOf } = property as Record<string, unknown>;
  const schemas = [items ?? [], prefixItems ?? []].flat() as JsonSchema[];
  const branches = [anyOf ?? [], oneOf ?? [], allOf ?? []].flat() as JsonSchema[];
  return [...schemas.flatMap(typesOf), ...branches.flatMap(itemTypesOf)];
}

const structures: ReadonlySet<string> = new Set(['array', 'object']);

/** Whether a value can be no object, and no list of objects or lists. */
export function isSimple(property: JsonSchema): boolean {
  return !typesOf(property).includes('object') && !itemTypesOf(property).some((type) => structures.has(type));
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Hosts of models refuse a list of tools for the sake of one name outside of these. */
export function isArgumentName(name: string): boolean {
  return argumentName.test(name);
}

function refuseNames(schema: JsonSchema, report: FaultReport): void {
  for (const name of Object.keys(propertiesOf(schema)).filter((one) => !isArgumentName(one))) {
    report.fault(['properties', name], 'must be 1 to 64 letters, digits, underscores, dots and hyphens');
  }
}

/** A default that the schema itself refuses would be sent unchecked. */
function refuseDefaults(schema: JsonSchema, report: FaultReport): void {
  for (const [name, property] of Object.entries(propertiesOf(schema))) {
    const place = ['properties', name, 'default'];
    if (!fitsDefault(property)) report.fault(place, 'does not fit its own schema', [place.slice(0, 2)]);
    if ('properties' in property) refuseDefaults(property, report.at('properties', name));
  }
}

/** Whether what is sent for an absent argument is what the schema takes; also where a pattern in it is refused anyway. */
export function fitsDefault(property: JsonSchema): boolean {
  if (!('default' in property)) return true;
  try {
    return holdPatterns(z.fromJSONSchema(property)).safeParse(property['default']).success;
  } catch (error) {
    if (error instanceof SyntaxError) return true;
    throw error;
  }
}
