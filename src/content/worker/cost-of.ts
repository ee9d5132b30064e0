import type { ConversionName, Task } from './task.js';
import { weightOf } from './weight-of.js';

/** These parse Markdown, which costs several times as much as storage of the same length. */
const parsesMarkdown: ReadonlySet<ConversionName> = new Set(['toStorage', 'applyMarkdown', 'applyEdits']);

/** What Markdown costs, where a character of storage costs one: fitted to some sixty kinds of text, dense ones among them. */
const perCharacter = 4;
const perLine = 26;
const perMark = 12;

/** By the code of the character: what it costs beyond being there. */
const extra = new Uint8Array(128);
for (const mark of '*_`~[]<>!:|&@\\') extra[mark.charCodeAt(0)] = perMark;
extra['\n'.charCodeAt(0)] = perLine;

/**
 * How long a conversion is likely to take, as so many characters of ordinary storage. A line that may begin a block and a
 * mark that may begin an inline cost many times what a letter does, so that of Markdown not only the length tells.
 */
export function costOf({ name, args }: Task): number {
  return parsesMarkdown.has(name) ? costOfMarkdown(args) : weightOf(args);
}

function costOfMarkdown(value: unknown): number {
  if (typeof value === 'string') return costOfText(value);
  if (typeof value !== 'object' || value === null) return 0;
  if (value instanceof Map || Array.isArray(value)) return sumOf([...value.values()]);
  const { current, ...others } = value as Readonly<Record<string, unknown>>;
  // The page itself is storage.
  return weightOf(current) * perCharacter + sumOf(Object.values(others));
}

function sumOf(values: readonly unknown[]): number {
  return values.reduce((sum: number, value) => sum + costOfMarkdown(value), 0);
}

function costOfText(markdown: string): number {
  let cost = markdown.length * perCharacter;
  for (let at = 0; at < markdown.length; at += 1) cost += extra[markdown.charCodeAt(at)] ?? 0;
  return cost;
}
