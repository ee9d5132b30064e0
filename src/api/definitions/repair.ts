import type { z } from 'zod';
import { reportIssues, type FaultReport, type Path } from './fault-report.js';
import { isNear } from './near-names.js';

/** What stands in for an entry that has to be there and is not, or is wrong. Nothing is said of it. */
const standIns: Readonly<Record<string, unknown>> = {
  ...{ title: 'x', description: 'x', effect: 'read', method: 'GET', path: '/' },
  ...{ base_url: 'https://localhost', credentials: 'none', secret_file: 'x', id: 'x' },
  ...{ parameter: 'x', value: 'x', style: 'repeat', type: 'string' },
};

const mostRounds = 20;

/**
 * A value as its schema wants it: what does not fit is taken out, and the report is told, so that the rest can be judged
 * without a word on what only follows. Undefined for what is nothing like it. `beside` are entries of the same mapping that
 * are looked at elsewhere: no misspelt name was meant for one of these.
 */
export function repair<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  report: FaultReport,
  beside: readonly string[] = [],
): z.output<Schema> | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const value = structuredClone(given);
  for (let round = 0; round < mostRounds; round += 1) {
    const { data, error } = schema.safeParse(value);
    if (error === undefined) return data;
    // Below a name that cannot be used, nobody has looked yet.
    if (round === 0) reportIssues(report, schema.safeParse(value, { reportInput: true }).error?.issues ?? []);
    for (const issue of error.issues) {
      if (issue.path.length === 0 && issue.code !== 'unrecognized_keys') return undefined;
      if (issue.code !== 'unrecognized_keys') replace(value, issue.path, report);
      else for (const key of issue.keys) drop(value, issue.path, key, report, issue.path.length === 0 ? beside : []);
    }
  }
  return undefined;
}

function replace(root: object, path: Path, report: FaultReport): void {
  const parent = valueAt(root, path.slice(0, -1));
  const key = path.at(-1) ?? '';
  report.doubt(path, true);
  if (Array.isArray(parent)) parent[Number(key)] = itemFor(path.at(-2));
  else if (isRecord(parent) && key in parent) delete parent[String(key)];
  else if (isRecord(parent)) parent[String(key)] = standIns[String(key)];
}

/** An item keeps its place, so that those after it keep theirs. */
function itemFor(list: PropertyKey | undefined): unknown {
  if (list === 'required' || list === 'type') return standIns['type'];
  return ['anyOf', 'oneOf', 'allOf', 'prefixItems'].includes(String(list)) ? {} : null;
}

/** A name that is not known may be another's, misspelt. */
function drop(root: object, path: Path, key: string, report: FaultReport, beside: readonly string[]): void {
  const parent = valueAt(root, path);
  if (!isRecord(parent)) return;
  delete parent[key];
  const isMeant = (name: string): boolean => isNear(name, key) || (name === 'properties' && path.at(-1) === 'input');
  const meant = optional.find((name) => !(name in parent) && !beside.includes(name) && isMeant(name));
  if (meant !== undefined) report.doubt([...path, meant], true);
}

/** What an entry can do without, and what follows when it does. */
const optional = [
  ...['input', 'query', 'headers', 'body', 'paging', 'service', 'tools', 'openapi'],
  ...['properties', 'required', 'type', 'items', 'count', 'next', 'size'],
];

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], root);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
