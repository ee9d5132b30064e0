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
export function contradictionsIn(schema: JsonSchema, path: Path = []): Contradiction[] {
  const inside = (one: Path): Path => [...path, ...one];
  const own = [...boundsIn(schema), ...valuesIn(schema), ...requiredIn(schema)].map(
    ({ path: at, message, grounds }) => ({ path: inside(at), message, grounds: grounds.map(inside) }),
  );
  return [...own, ...below(schema, path)];
}

/** Reports each of them. */
export function refuseContradictions(schema: JsonSchema, report: FaultReport): void {
  for (const { path, message, grounds } of contradictionsIn(schema)) report.fault(path, message, grounds);
}

function below(schema: JsonSchema, path: Path): Contradiction[] {
  const { properties, items, additionalProperties, propertyNames } = schema;
  const named = Object.entries({ items, additionalProperties, propertyNames }).map(
    ([key, one]) => [[key], one] as const,
  );
  const listed = (['anyOf', 'oneOf', 'allOf', 'prefixItems'] as const).flatMap((key) =>
    listOf(schema[key]).map((one, index) => [[key, index], one] as const),
  );
  const inside = Object.entries(isSchema(properties) ? properties : {}).map(
    ([name, one]) => [['properties', name], one] as const,
  );
  return [...inside, ...named, ...listed].flatMap(([at, one]) =>
    isSchema(one) ? contradictionsIn(one, [...path, ...at]) : [],
  );
}

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
