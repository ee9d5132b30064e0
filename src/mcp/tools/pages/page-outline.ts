import type { OutlineEntry, ReadOptions } from '../../../content/index.js';
import { AppError } from '../../../errors.js';
import type { ToolContext } from '../define-tool.js';

/** What an outline may cost, in bytes of its titles, ids and sizes: some 2,000 tokens. */
const mostBytes = 4600;
/** Fewer headings than these do not help to choose one. */
const fewHeadings = 5;
/** The words above the first heading, or below it, that tell what a page is about. */
const mostLeadChars = 800;

/** Headings as they are shown, and what a reader should know of those that are not. */
interface ShownOutline {
  readonly outline: OutlineEntry[];
  /** Where the next part begins. */
  readonly nextPosition: string | null;
  readonly warnings: string[];
}

/**
 * As many levels of an outline as a model can afford; where even the first is too long, a part of it. A position is the
 * number of levels and of the first heading, so that a part goes on in the levels that it began with.
 */
export function fitOutline(headings: readonly OutlineEntry[], position?: string): ShownOutline {
  const entries = headings.map((entry) => ({ ...entry, macros: [...new Set(entry.macros)] }));
  const levels = [...new Set(entries.map(({ level }) => level))].sort((a, b) => a - b);
  const [deepest, from] = position === undefined ? [deepestThatFits(entries, levels), 0] : readPosition(position);
  const shown = entries.filter(({ level }) => level <= deepest);
  const part = takeWhileFits(shown.slice(from));
  const end = from + part.length;
  const hidden = entries.length - shown.length;
  return {
    outline: part,
    nextPosition: end < shown.length ? `${deepest}.${end}` : null,
    warnings:
      hidden === 0
        ? []
        : [`${hidden} headings below level ${deepest} are not shown: name a section to see those in it.`],
  };
}

function deepestThatFits(entries: readonly OutlineEntry[], levels: readonly number[]): number {
  let deepest = levels[0] ?? 1;
  for (const level of levels) {
    const shown = entries.filter((entry) => entry.level <= deepest);
    const next = entries.filter((entry) => entry.level <= level);
    if (costOf(next) > mostBytes && shown.length >= fewHeadings) break;
    deepest = level;
    if (costOf(next) > mostBytes) break;
  }
  return deepest;
}

function costOf(entries: readonly OutlineEntry[]): number {
  return entries.reduce(
    (sum, { title, id, macros }) => sum + Buffer.byteLength(`${title}${id}${macros.join()}`) + 24,
    0,
  );
}

function takeWhileFits(entries: readonly OutlineEntry[]): OutlineEntry[] {
  let cost = 0;
  const end = entries.findIndex((entry, index) => (cost += costOf([entry])) > mostBytes && index > 0);
  return end < 0 ? [...entries] : entries.slice(0, end);
}

function readPosition(position: string): [deepest: number, from: number] {
  const match = /^([1-6])\.(\d{1,6})$/.exec(position);
  if (match !== null) return [Number(match[1]), Number(match[2])];
  throw new AppError('INVALID_INPUT', 'cursor: not a next_cursor of this outline.', {
    hint: 'Send next_cursor exactly as it was returned, or leave it out.',
  });
}

/** What a page begins with: the text above its headings, or that of its first section. */
export async function readLead(body: string, { content }: ToolContext, options: ReadOptions): Promise<string> {
  const blocks = await content.toBlocks(body, undefined, options);
  const texts = blocks.filter(({ text }) => !/^#{1,6}(?: |$)/.test(text));
  const path = JSON.stringify(texts[0]?.headingPath ?? []);
  const lead = texts.filter(({ headingPath }) => JSON.stringify(headingPath) === path).map(({ text }) => text);
  const text = lead.join('\n\n');
  return text.length > mostLeadChars ? `${text.slice(0, mostLeadChars).trimEnd()}…` : text;
}

/** The headings of the highest level. */
export function topHeadings(headings: readonly OutlineEntry[]): OutlineEntry[] {
  const top = Math.min(...headings.map(({ level }) => level));
  return headings.filter(({ level }) => level === top);
}
