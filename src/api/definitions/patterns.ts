import type { z } from 'zod';
import type { JsonSchema } from '../model.js';
import type { FaultReport, Path } from './fault-report.js';
import type { LinearPattern } from './linear-pattern.js';

type Engine = typeof LinearPattern;

/** Loaded by the first schema that has a pattern: most definitions have none, and a start waits for it. */
let engine: Engine | undefined;

/** Makes patterns ready for whatever `node` holds, a schema or a document of schemas. */
export async function loadPatterns(node: unknown): Promise<void> {
  if (engine === undefined && hasPattern(node)) engine = (await import('./linear-pattern.js')).LinearPattern;
}

/** Reports each `pattern` that is none, or that only an engine can match which a text can keep busy without end. */
export async function refusePatterns(schema: JsonSchema, report: FaultReport): Promise<void> {
  await loadPatterns(schema);
  if (engine === undefined) return;
  for (const { path, text } of patternsIn(schema)) {
    const why = whyNot(text, engine);
    if (why !== undefined) report.fault(path, why);
  }
}

/** Whether a pattern can be checked here. `loadPatterns` has seen it, or what it is in. */
export function isCheckable(pattern: unknown): boolean {
  return typeof pattern === 'string' && engine !== undefined && whyNot(pattern, engine) === undefined;
}

function whyNot(text: string, Pattern: Engine): string | undefined {
  try {
    void new Pattern(text);
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return 'is no regular expression';
    const words = /\(\?<?[=!]/.test(text)
      ? 'looks ahead or behind'
      : /\\(?:[1-9]|k<)/.test(text)
        ? 'refers back to a group'
        : `cannot be matched in linear time (${error instanceof Error ? error.message : 'RE2 refuses it'})`;
    return `${words}, which is not supported, because some texts would take without end: write it without, or leave it to the API`;
  }
}

/**
 * Lets the patterns of a schema be matched in linear time. zod makes each a RegExp, which backtracks; which one a check
 * has is in its definition, and read when a text is checked (https://zod.dev/packages/core#internals).
 */
export function holdPatterns<Schema extends z.ZodType>(schema: Schema): Schema {
  if (engine !== undefined) exchange(schema, engine, new Set());
  return schema;
}

function exchange(node: unknown, Pattern: Engine, seen: Set<unknown>): void {
  if (typeof node !== 'object' || node === null || node instanceof RegExp || seen.has(node)) return;
  seen.add(node);
  const internals = (node as { _zod?: { def: Record<string, unknown> } })._zod;
  if (internals === undefined) {
    for (const one of Object.values(node)) exchange(one, Pattern, seen);
    return;
  }
  const { def } = internals;
  if (def['format'] === 'regex' && def['pattern'] instanceof RegExp)
    def['pattern'] = new Pattern(def['pattern'].source);
  for (const one of Object.values(def)) exchange(one, Pattern, seen);
}

/** What stands in these is data, whatever it is called. */
const data: ReadonlySet<string> = new Set(['default', 'enum', 'const', 'example', 'examples']);

function hasPattern(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  return 'pattern' in node || Object.values(node).some(hasPattern);
}

interface Pattern {
  readonly path: Path;
  readonly text: string;
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
