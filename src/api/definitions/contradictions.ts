import { z } from 'zod';
import type { JsonSchema } from '../model.js';
import type { FaultReport, Path } from './fault-report.js';
import { holdPatterns } from './patterns.js';

/** What a schema says against itself, at its place within the schema. */
interface Contradiction {
  readonly path: Path;
  readonly message: string;
  /** Entries that it follows from: where one of these has a fault itself, nothing is sure. */
  readonly grounds: readonly Path[];
}

/**
 * Everything in a schema of arguments that no value, or none that is listed, can fit, and what could not be checked for
 * the lack of a property. JSON Schema allows each of them, and a tool with one can never be called, or not as it says.
 */
export function contradictionsIn(schema: JsonSchema): Contradiction[] {
  const found: Contradiction[] = [];
  if (upperBounds.some((key) => key in schema)) found.push(...boundsIn(schema));
  if ('enum' in schema || 'const' in schema) found.push(...valuesIn(schema));
  if ('required' in schema) found.push(...requiredIn(schema));
  return below(schema, found);
}

/** Reports each of them. */
export function refuseContradictions(schema: JsonSchema, report: FaultReport): void {
  for (const { path, message, grounds } of contradictionsIn(schema)) report.fault(path, message, grounds);
}

/** Adds what is wrong within the schema. Most have nothing: only what is wrong is given a path. */
function below(schema: JsonSchema, found: Contradiction[]): Contradiction[] {
  const add = (at: Path, one: unknown): void => {
    if (!isSchema(one)) return;
    for (const { path, message, grounds } of contradictionsIn(one))
      found.push({ path: [...at, ...path], message, grounds: grounds.map((ground) => [...at, ...ground]) });
  };
  const { properties } = schema;
  if (isSchema(properties)) for (const name of Object.keys(properties)) add(['properties', name], properties[name]);
  for (const key of nested) if (key in schema) add([key], schema[key]);
  for (const key of lists) if (key in schema) listOf(schema[key]).forEach((one, index) => add([key, index], one));
  return found;
}

const nested = ['items', 'additionalProperties', 'propertyNames'];
const lists = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];

const bounds = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
] as const;
const exclusiveBounds = [
  ['exclusiveMinimum', 'maximum'],
  ['minimum', 'exclusiveMaximum'],
  ['exclusiveMinimum', 'exclusiveMaximum'],
] as const;

const upperBounds = [...new Set([...bounds, ...exclusiveBounds].map(([, most]) => most))];

function boundsIn(schema: JsonSchema): Contradiction[] {
  const against = (least: string, most: string, isExclusive: boolean): Contradiction[] => {
    const [from, to] = [schema[least], schema[most]];
    if (typeof from !== 'number' || typeof to !== 'number' || (isExclusive ? from < to : from <= to)) return [];
    const message = `is ${String(to)}, but ${least} is ${String(from)}: no value fits both`;
    return [{ path: [most], message, grounds: [[least], [most]] }];
  };
  return [
    ...bounds.flatMap(([least, most]) => against(least, most, false)),
    ...exclusiveBounds.flatMap(([least, most]) => against(least, most, true)),
  ];
}

/** Values that are listed, and that what stands beside the list refuses: zod looks at the list alone. */
function valuesIn(schema: JsonSchema): Contradiction[] {
  const { enum: listed, const: only, default: _default, ...rest } = schema;
  const values = listOf(listed).map((value, index) => ({ path: ['enum', index] as Path, value }));
  const all = 'const' in schema ? [...values, { path: ['const'] as Path, value: only }] : values;
  if (all.length === 0) return [];
  const fits = fitting(rest);
  const grounds = Object.keys(schema).map((key) => [key]);
  return all.flatMap(({ path, value }) => {
    if (typeof value === 'object' && value !== null)
      return [{ path, message: 'is a list or an object, which cannot be compared: describe it by its parts', grounds }];
    const isListed = path[0] === 'enum' || listed === undefined || listOf(listed).includes(value);
    if (fits(value) && isListed) return [];
    return [{ path, message: `is ${JSON.stringify(value)}, which what stands beside it does not allow`, grounds }];
  });
}

const justTypes: ReadonlySet<string> = new Set(['type', 'title', 'description', '$comment', 'example', 'examples']);

/** Whether a schema takes a value. Most lists stand beside a type alone, which takes no schema to check. */
function fitting(schema: JsonSchema): (value: unknown) => boolean {
  const types = new Set([schema['type'] ?? []].flat());
  if (Object.keys(schema).every((key) => justTypes.has(key)))
    return (value) => types.size === 0 || typesOfValue(value).some((type) => types.has(type));
  try {
    const checked = holdPatterns(z.fromJSONSchema(schema));
    return (value) => checked.safeParse(value).success;
  } catch {
    // What cannot be checked is told elsewhere.
    return () => true;
  }
}

function typesOfValue(value: unknown): string[] {
  if (value === null) return ['null'];
  return Number.isInteger(value) ? ['number', 'integer'] : [typeof value];
}

/** zod asks for a property by what `properties` says of it, and for nothing else. */
function requiredIn({ properties, required }: JsonSchema): Contradiction[] {
  const names = new Set(Object.keys(isSchema(properties) ? properties : {}));
  return listOf(required).flatMap((name, index): Contradiction[] => {
    if (names.has(String(name))) return [];
    const grounds = [['properties', String(name)]];
    return [{ path: ['required', index], message: `names ${String(name)}, which is no property`, grounds }];
  });
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
