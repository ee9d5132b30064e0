import { createHash } from 'node:crypto';
import { AppError } from '../../errors.js';
import { toMarkdown } from '../storage/read/to-markdown.js';
import { printBlocks } from '../markdown/print/print-blocks.js';
import { readPage } from '../storage/read/read-page.js';
import type { ReadOptions } from '../storage/read/reader.js';
import { cutMarkdown, repeatedHeader } from './cut.js';
import { getSection } from './find-section.js';

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

/** A part of the storage itself, cut by characters, never inside one. */
export function readStoragePart(
  storage: string,
  { maxChars, cursor }: { maxChars: number; cursor?: string },
): { storage: string; nextCursor: string | null } {
  const start = cursor === undefined ? 0 : positionOf(cursor, storage);
  let end = Math.min(storage.length, start + Math.max(2, maxChars));
  if (end < storage.length && /[\uDC00-\uDFFF]/.test(storage.charAt(end))) end -= 1;
  return { storage: storage.slice(start, end), nextCursor: end < storage.length ? cursorAt(end, storage) : null };
}

function cursorAt(position: number, text: string): string {
  return Buffer.from(`${position}.${fingerprint(text)}`).toString('base64url');
}

function positionOf(cursor: string, text: string): number {
  const match = /^(\d{1,9})\.([0-9a-f]{8})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  const position = Number(match?.[1]);
  if (match && match[2] === fingerprint(text) && position > 0 && position < text.length) return position;
  throw new AppError('INVALID_INPUT', 'The cursor does not belong to this content.', {
    hint: 'Pass next_cursor as it was given, with the same page, section and format; or start again without a cursor.',
  });
}

function fingerprint(text: string): string {
  return createHash('sha1').update(text).digest('hex').slice(0, 8);
}
