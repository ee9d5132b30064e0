import type { z } from 'zod';
import type { DefinitionFault } from '../model.js';
import type { Source } from './source.js';

/** Keys and indexes from the root of a file down to a value. */
export type Path = readonly PropertyKey[];

/** Collects what is wrong with a file, so that all of it is said at once. */
export interface FaultReport {
  readonly faults: readonly DefinitionFault[];
  fault(path: Path, message: string): void;
  /** A part of the same report, whose paths continue this one. */
  at(...path: Path): FaultReport;
}

/** An empty report on a file, or one with what made the file unreadable. */
export function createFaultReport(source: Source): FaultReport {
  const faults: DefinitionFault[] = [...source.faults];
  const below = (base: Path): FaultReport => ({
    faults,
    fault: (path, message) => {
      const place = [...base, ...path];
      faults.push({ line: source.lineOf(place), message: [...nameOf(place), message].join(': ') });
    },
    at: (...path) => below([...base, ...path]),
  });
  return below([]);
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

/** Every issue of a schema, each at its own line. Of a union that does not fit, the branch that came furthest speaks. */
export function reportIssues(report: FaultReport, issues: readonly Issue[], base: Path = []): void {
  for (const issue of issues) {
    const path = [...base, ...issue.path];
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) report.fault([...path, key], foreignKeys[key] ?? 'is not known here');
    } else if (issue.code === 'invalid_union' && isWorthwhile(furthest(issue.errors))) {
      reportIssues(report, furthest(issue.errors), path);
    } else if (issue.code === 'invalid_key') {
      report.fault(path, issue.issues[0]?.message ?? 'has a name that cannot be used');
    } else report.fault(path, toMessage(issue));
  }
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
