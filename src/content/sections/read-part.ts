import { toMarkdown } from '../storage/read/to-markdown.js';
import { printBlocks } from '../markdown/print/print-blocks.js';
import { readPage } from '../storage/read/read-page.js';
import type { ReadOptions } from '../storage/read/reader.js';
import { cutMarkdown, repeatedHeader } from './cut.js';
import { getSection } from './find-section.js';
import { cursorAt, positionOf } from './part-cursor.js';

/** Which part of a page is read. */
export interface PartQuery {
  /** Outline id, heading or path; the whole page without it. */
  readonly section?: string;
  /** Characters (UTF-16 units) of one part. */
  readonly maxChars: number;
  readonly cursor?: string;
  readonly options?: ReadOptions;
}

/**
 * A part of a page's Markdown, cut between blocks, or between the rows of a table (whose header is then repeated). The parts put
 * together, without the repeated headers, are the whole.
 */
export function readPart(
  storage: string,
  { section, maxChars, cursor, options = {} }: PartQuery,
): { markdown: string; nextCursor: string | null } {
  const whole = section === undefined ? toMarkdown(storage, options) : readSection(storage, section, options);
  const start = cursor === undefined ? 0 : positionOf(cursor, whole);
  const header = start === 0 ? '' : repeatedHeader(whole, start);
  const end = cutMarkdown(whole, start, Math.max(1, maxChars - header.length));
  return { markdown: header + whole.slice(start, end), nextCursor: end < whole.length ? cursorAt(end, whole) : null };
}

function readSection(storage: string, query: string, options: ReadOptions): string {
  const { flow, from, to } = getSection(readPage(storage, options), query);
  return printBlocks(flow.slice(from, to));
}
