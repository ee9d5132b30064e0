import type { z } from 'zod';
import type { DefinitionFault, Source } from '../model.js';
import { isNear } from './near-names.js';

/** Keys and indexes from the root of a file down to a value. */
export type Path = readonly PropertyKey[];

/** Collects what is wrong with a file, so that all of it is said at once, and nothing that only follows from it. */
export interface FaultReport {
  /** In the order of their places. */
  readonly faults: readonly DefinitionFault[];
  /**
   * Nothing is said where a fault stands already that took its value away, or where one of the `grounds` has a fault:
   * other entries that this one is judged by, as paths like the first.
   */
  fault(path: Path, message: string, grounds?: readonly Path[]): void;
  /** What is at this path is not what was meant; with `isLost`, it is not even what was written. */
  doubt(path: Path, isLost?: boolean): void;
  /** A part of the same report, whose paths continue this one. */
  at(...path: Path): FaultReport;
}

/** A report on one reading of a file; `faults` are shared by all readings of it. */
export function createFaultReport(source: Source, faults: DefinitionFault[] = []): FaultReport {
  const lost = [...source.lost];
  const doubtful = [...source.doubtful, ...source.lost];
  const add = (fault: DefinitionFault): void => {
    const isSame = (one: DefinitionFault): boolean =>
      one.line === fault.line && one.column === fault.column && one.message === fault.message;
    if (!faults.some(isSame)) faults.push(fault);
  };
  source.faults.forEach(add);
  const below = (base: Path): FaultReport => ({
    get faults() {
      return faults.sort((a, b) => a.line - b.line || a.column - b.column);
    },
    fault: (path, message, grounds = []) => {
      const place = [...base, ...path];
      if (lost.some((one) => isWithin(place, one))) return;
      const isGround = (one: Path): boolean => grounds.some((ground) => areRelated(one, [...base, ...ground]));
      if (doubtful.some(isGround)) return;
      add({ ...source.placeOf(place), message: [...nameOf(place), message].join(': ') });
    },
    doubt: (path, isLost = false) => {
      doubtful.push([...base, ...path]);
      if (isLost) lost.push([...base, ...path]);
    },
    at: (...path) => below([...base, ...path]),
  });
  return below([]);
}

function isWithin(path: Path, above: Path): boolean {
  return above.every((key, index) => String(path[index]) === String(key)) && path.length >= above.length;
}

function areRelated(a: Path, b: Path): boolean {
  return a.length < b.length ? isWithin(b, a) : isWithin(a, b);
}

function nameOf(path: Path): string[] {
  return path.length === 0 ? [] : [path.map(String).join('.')];
}

type Issue = z.core.$ZodIssue;

const unsupported = [
  ...['$ref', '$dynamicRef', 'not', 'if', 'then', 'else', 'dependentSchemas', 'dependentRequired'],
  ...['patternProperties', 'unevaluatedProperties', 'unevaluatedItems'],
];

/** What other dialects write, and what is written here. */
const foreignKeys: Readonly<Record<string, string>> = {
  nullable: "is OpenAPI's: write type: [string, 'null'], with the type that it has",
  $defs: 'is not supported in the arguments of a tool: write each schema where it is used',
  ...Object.fromEntries(unsupported.map((key) => [key, 'is not supported in the arguments of a tool'])),
};

/** Every issue of a schema, each at its own place. Of a union that does not fit, the branch that came furthest speaks. */
export function reportIssues(report: FaultReport, issues: readonly Issue[], base: Path = []): void {
  const misspelt = misspeltNames(issues);
  for (const issue of issues) {
    const path = [...base, ...issue.path];
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        const meant = misspelt.get(nameOfEntry([...issue.path, key]));
        const told = meant === undefined ? 'is not known here' : `is not known here: do you mean ${meant}?`;
        report.fault([...path, key], foreignKeys[key] ?? told);
      }
    } else if (issue.code === 'invalid_key') {
      report.fault(path, issue.issues[0]?.message ?? 'has a name that cannot be used');
    } else {
      report.doubt(path);
      if (issue.code === 'invalid_union' && isWorthwhile(furthest(issue.errors))) {
        reportIssues(report, furthest(issue.errors), path);
      } else if (!isMeantByAnother(issue, misspelt)) report.fault(path, toMessage(issue));
    }
  }
}

/** Names that are not known, where one that is required is missing and nearly the same. */
function misspeltNames(issues: readonly Issue[]): Map<string, string> {
  const missing = issues.filter(isMissing).map(({ path }) => path);
  const found = issues.flatMap((issue): [string, string][] => {
    if (issue.code !== 'unrecognized_keys') return [];
    return issue.keys.flatMap((key): [string, string][] => {
      const isMeant = (path: PropertyKey[]): boolean =>
        nameOfEntry(path.slice(0, -1)) === nameOfEntry(issue.path) && isNear(String(path.at(-1)), key);
      const meant = missing.find(isMeant)?.at(-1);
      return meant === undefined ? [] : [[nameOfEntry([...issue.path, key]), String(meant)]];
    });
  });
  return new Map(found);
}

function isMissing({ code, input }: Issue): boolean {
  return (code === 'invalid_type' || code === 'invalid_value') && input === undefined;
}

function isMeantByAnother(issue: Issue, misspelt: ReadonlyMap<string, string>): boolean {
  const place = nameOfEntry(issue.path.slice(0, -1));
  const isOf = (name: string): boolean => name.slice(0, name.lastIndexOf('\n')) === place;
  return isMissing(issue) && [...misspelt].some(([name, meant]) => isOf(name) && meant === issue.path.at(-1));
}

function nameOfEntry(path: Path): string {
  return path.map((key) => `\n${String(key)}`).join('');
}

function furthest(branches: readonly Issue[][]): Issue[] {
  const depth = (branch: Issue[]): number =>
    Math.max(...branch.map(({ path, code }) => path.length + +(code === 'unrecognized_keys')));
  return [...branches].sort((a, b) => depth(b) - depth(a))[0] ?? [];
}

/** When no branch came further than the value itself, the union has the better words for what it wants. */
function isWorthwhile(branch: readonly Issue[]): boolean {
  return branch.some(({ path, code }) => path.length > 0 || code !== 'invalid_type');
}

const kinds: Readonly<Record<string, string>> = {
  record: 'a mapping (name: value)',
  object: 'a mapping (name: value)',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function toMessage(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'never') return issue.message;
      return toTypeMessage(kinds[issue.expected] ?? issue.expected, issue.input);
    case 'invalid_value':
      return `${issue.input === undefined ? 'is required: ' : 'must be '}one of ${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return `must be at most ${String(issue.maximum)}${unitOf(issue.origin)}`;
    case 'too_small':
      return `must be at least ${String(issue.minimum)}${unitOf(issue.origin)}`;
    default:
      return issue.message.replace('Invalid input: ', '');
  }
}

function toTypeMessage(wanted: string, input: unknown): string {
  if (input === undefined) return `is required (${wanted})`;
  if (input === null) return `must be ${wanted}, but nothing is there`;
  const isQuotable = wanted === 'a text' && !Array.isArray(input);
  return `must be ${wanted}, not ${kindOf(input)}${isQuotable ? ': write it in quotes' : ''}`;
}

function kindOf(input: unknown): string {
  const kind = kinds[Array.isArray(input) ? 'array' : typeof input] ?? typeof input;
  return typeof input === 'number' || typeof input === 'boolean' ? String(input) : kind;
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters long';
  return origin === 'array' || origin === 'record' || origin === 'object' ? ' items long' : '';
}
