/** What other tools keep in front of a text: YAML, TOML or JSON, which say its title, labels and the like. */
import type { ParseNotes } from './notes.js';

/** A line between the signs: a key, an entry of a list, a comment, or what continues the line before. */
const frontMatterLine = /^(?:[ \t].*|-[ \t].*|#.*|[\p{L}\p{N}_"'.-].*?:(?:[ \t].*)?)?$/u;

/** How many lines of front matter a text begins with, the signs around it included; 0 for none. */
function frontMatterLines(lines: readonly string[]): number {
  // A rule with an empty line behind it is a rule, and signs with one are words.
  if (lines[1]?.trim() === '') return 0;
  const [fence] = /^(?:\+{3}|;{3})(?=[ \t]*$)/.exec(lines[0] ?? '') ?? [];
  if (fence !== undefined) return lines.findIndex((line, at) => at > 0 && line.trimEnd() === fence) + 1;
  if (!/^---[ \t]*$/.test(lines[0] ?? '')) return 0;
  // One line after the other: an expression over all of them takes time that doubles with each.
  for (let at = 1; at < lines.length; at++) {
    if (at > 1 && /^(?:---|\.\.\.)[ \t]*$/.test(lines[at] ?? '')) return at + 1;
    if (!frontMatterLine.test(lines[at] ?? '')) return 0;
  }
  return 0;
}

/** The keys that sites know: JSON with none of these in front of a text is an example. */
const siteKeys = /^(?:title|date|tags|draft|slug|layout|description|authors?|categories|weight|aliases|permalink)$/i;

/** JSON between braces on lines of their own, as Hugo has it: its keys and its lines. */
function jsonFrontMatter(lines: readonly string[]): { keys: string[]; count: number } | null {
  if (lines[0]?.trim() !== '{') return null;
  const count = lines.findIndex((line) => line.trimEnd() === '}') + 1;
  try {
    const keys = Object.keys(JSON.parse(lines.slice(0, count).join('\n')) as object);
    return keys.some((key) => siteKeys.test(key)) ? { keys, count } : null;
  } catch {
    return null;
  }
}

/** The text without its front matter, of which the keys are noted. Its lines stay, empty, so that the others keep their numbers. */
export function withoutFrontMatter(text: string, notes: ParseNotes): string {
  const lead = /^(?:[ \t]*\n){0,3}(?=---|\+{3}|;{3}|\{)/.exec(text)?.[0];
  if (lead === undefined) return text;
  const lines = text.slice(lead.length).split('\n');
  const json = jsonFrontMatter(lines);
  const count = json?.count ?? frontMatterLines(lines);
  const body = lines.slice(1, Math.max(1, count - 1)).join('\n');
  if (json === null && !/^[\p{L}\p{N}_"'.-][^\n]*[:=]/mu.test(body)) return text;
  const keys =
    json?.keys ??
    [...body.matchAll(/^["']?([\p{L}\p{N}_](?:[\p{L}\p{N}_. -]*[\p{L}\p{N}_])?)["']?[ \t]*[:=]/gmu)].map(
      ([, key]) => key,
    );
  notes.add(
    `The front matter (${keys.slice(0, 8).join(', ')}) was left out: the title, labels and so on of a page are not part of its text.`,
  );
  return lead + '\n'.repeat(count) + lines.slice(count).join('\n');
}
