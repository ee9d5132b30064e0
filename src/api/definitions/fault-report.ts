import type { z } from 'zod';
import type { DefinitionFault } from '../model.js';
import type { Source } from './source.js';

export type Path = readonly PropertyKey[];

/** Collects what is wrong with a file, so that all of it is said at once. */
export interface FaultReport {
  readonly faults: readonly DefinitionFault[];
  fault(path: Path, message: string): void;
  /** A part of the same report, whose paths continue this one. */
  at(...path: Path): FaultReport;
}

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

/** Every issue of a schema, each at its own line. Of a union that does not fit, the branch that came furthest speaks. */
export function reportIssues(report: FaultReport, issues: readonly Issue[], base: Path = []): void {
  for (const issue of issues) {
    const path = [...base, ...issue.path];
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) report.fault([...path, key], 'is not known here');
    } else if (issue.code === 'invalid_union' && issue.errors.length > 0) {
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

function toMessage(issue: Issue): string {
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    return `is required (${issue.expected})`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
  return issue.message.replace('Invalid input: ', '');
}
