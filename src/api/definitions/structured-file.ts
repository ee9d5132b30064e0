import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { DefinitionFault, Source } from '../model.js';
import { createFaultReport, reportIssues, type FaultReport } from './fault-report.js';
import { parseSource, unreadable } from './source.js';

/** A YAML or JSON file that fits its schema, or a report that says line by line why it does not. */
export interface StructuredFile<T> {
  /** undefined when the report has faults. */
  readonly value: T | undefined;
  readonly report: FaultReport;
  readonly source: Source;
  /** Where names stand twice, the file with the last of each, where this one has the first. Its report has the same faults. */
  readonly other?: StructuredFile<T>;
}

/** Reads a file of settings that operators write by hand. Later checks add to the same report. */
export async function readStructuredFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<StructuredFile<z.output<Schema>>> {
  const source = await parseFile(path);
  const faults: DefinitionFault[] = [];
  const read = (one: Source): StructuredFile<z.output<Schema>> => {
    const report = createFaultReport(one, faults);
    if (hasLostName(one.value)) refuseLostNames(one.value, report);
    // A schema that is used once takes longer to compile than to follow.
    const parsed = schema.safeParse(one.value, { reportInput: true, jitless: true });
    reportIssues(report, parsed.error?.issues ?? []);
    return { value: report.faults.length === 0 ? parsed.data : undefined, report, source: one };
  };
  const first = read(source);
  return source.other === undefined ? first : { ...first, other: read(source.other) };
}

function hasLostName(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(hasLostName);
}

/** zod leaves this one name out of every mapping, and what it stands for would be lost in silence. */
function refuseLostNames(value: unknown, report: FaultReport): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, one] of Object.entries(value)) {
    const place = Array.isArray(value) ? Number(key) : key;
    if (place === '__proto__') report.fault([place], 'is a name that cannot be used here: take another');
    refuseLostNames(one, report.at(place));
  }
}

async function parseFile(path: string): Promise<Source> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    const message = 'the file cannot be read; check the path, the mount and the rights';
    return unreadable([{ line: 1, column: 1, message }]);
  }
  return parseSource(text);
}
