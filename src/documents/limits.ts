import { AppError } from '../errors.js';

/** The most that one document may hold; one that holds more is refused, never read in half without a word. */
export interface DocumentLimits {
  readonly maxBytes: number;
  /** Entries of the archive that an Office document is. */
  readonly maxEntries: number;
  /** Of everything that is read of it. */
  readonly maxUnpackedBytes: number;
  /** Unpacked to packed bytes of one entry above a megabyte. XML packs well, bombs a thousand times better. */
  readonly maxRatio: number;
  /** Pages, slides or sheets. */
  readonly maxPages: number;
  readonly maxCells: number;
  readonly maxElements: number;
  /** Elements within elements. */
  readonly maxDepth: number;
  /** Of the Markdown as a whole. */
  readonly maxChars: number;
}

/**
 * Far above what people write, and small enough that one document does not end the process; characters are of the
 * Markdown.
 */
export const defaultLimits: DocumentLimits = {
  maxBytes: 30 * 1024 * 1024,
  maxEntries: 10_000,
  maxUnpackedBytes: 48 * 1024 * 1024,
  maxRatio: 250,
  maxPages: 2_000,
  maxCells: 250_000,
  maxElements: 600_000,
  maxDepth: 200,
  maxChars: 5_000_000,
};

const hint = 'Download the file with as "raw", or open it in the browser.';

/** The document cannot be read, or not within the limits; `what` continues "The document …". */
export function unreadable(what: string, cause?: unknown): AppError {
  return new AppError('UNCONVERTIBLE', `The document ${what}.`, { hint, cause });
}

/** Throws where a count passes its limit. */
export function assertWithin(count: number, most: number, noun: string): void {
  if (count > most) throw unreadable(`has ${count} ${noun}; at most ${most} are read`);
}
