import type { JsonSchema } from '../model.js';
import type { FaultReport, Path } from './fault-report.js';

interface Pattern {
  readonly path: Path;
  readonly text: string;
}

/** Enough for what arguments are checked with; one that takes more steps to judge is most often a slow one. */
const limits = { maxSteps: 5_000, maxScore: 1_000, timeout: Infinity } as const;

/**
 * Reports each `pattern` that backtracks without bound on some text (ReDoS): one call with such a text would hold up
 * every caller. The check is loaded where there is a pattern, and only there.
 */
export async function refuseSlowPatterns(schema: JsonSchema, report: FaultReport): Promise<void> {
  const patterns = hasPattern(schema) ? patternsIn(schema) : [];
  if (patterns.length === 0) return;
  const { isSafePattern } = await import('./redos-detector.js');
  for (const { path, text } of patterns) {
    try {
      if (!isSafePattern(text, limits).safe) report.fault(path, slow);
    } catch {
      report.fault(path, 'cannot be checked for the time that it takes: write it without named groups');
    }
  }
}

const slow =
  'may take very long on some texts: begin it with ^, and let nothing repeated match what follows it, as in ^[^@]+@';

/** What stands in these is data, whatever it is called. */
const data: ReadonlySet<string> = new Set(['default', 'enum', 'const', 'example', 'examples']);

function hasPattern(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  return 'pattern' in node || Object.values(node).some(hasPattern);
}

function patternsIn(node: unknown, path: Path = []): Pattern[] {
  if (Array.isArray(node)) return node.flatMap((one, index) => patternsIn(one, [...path, index]));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]): Pattern[] => {
    // An argument may have any name, such as `default`.
    if (data.has(key) && path.at(-1) !== 'properties') return [];
    return key === 'pattern' && typeof value === 'string'
      ? [{ path: [...path, key], text: value }]
      : patternsIn(value, [...path, key]);
  });
}
