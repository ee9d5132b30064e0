import { createHash } from 'node:crypto';
import { AppError } from '../errors.js';
import { findDocumentKind } from './kind.js';
import { defaultLimits, unreadable, type DocumentLimits } from './limits.js';
import { ReaderThread, type ThreadLimits } from './thread.js';

/** Limits that differ from the usual ones. */
export interface DocumentReaderOptions extends Partial<DocumentLimits>, Partial<ThreadLimits> {}

/** Which part of a document is read, and how long it may be. */
export interface ReadOptions {
  /** `nextCursor` of the part before. */
  readonly cursor?: string | undefined;
  /** Of one part. Default 40,000. */
  readonly maxChars?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A part of a document, as long as was asked for. */
export interface DocumentPart {
  /** The parts put together are the whole. */
  readonly markdown: string;
  readonly nextCursor?: string;
  /** What of the document is not in its text. */
  readonly warnings: readonly string[];
}

/** Reads PDF, Word, Excel and PowerPoint as Markdown, in a thread of its own. */
export interface DocumentReader {
  /**
   * One part of a document. Rejects with UNCONVERTIBLE for what cannot be read, or not within the limits, with
   * INVALID_INPUT for a cursor of something else, and with the signal's reason.
   */
  read(bytes: Uint8Array, mediaType: string, filename: string, options?: ReadOptions): Promise<DocumentPart>;
  /** Ends the thread. Reads under way reject. */
  close(): Promise<void>;
}

/** What was converted at once: the whole, or some pages of it. */
interface Stretch {
  readonly markdown: string;
  readonly warnings: readonly string[];
  readonly next?: number;
}

/** A place in a document: how far into which stretch. */
interface Place {
  readonly first: number;
  readonly start: number;
}

const threadLimits: ThreadLimits = { timeoutMs: 9_000, heapMb: 144, growthMb: 160, idleMs: 30_000 };
const charsByDefault = 40_000;
const keptStretches = 4;

/** Reads documents one after another in a thread of its own; what was read last is kept for the next parts. */
export function createDocumentReader(options: DocumentReaderOptions = {}): DocumentReader {
  const limits = { ...defaultLimits, ...threadLimits, ...options };
  const thread = new ReaderThread(limits);
  const kept = new Map<string, Stretch>();
  let last: Promise<unknown> = Promise.resolve();

  const convert = (bytes: Uint8Array, first: number, signal: AbortSignal | undefined): Promise<Stretch> => {
    const own = last.then(async () => {
      signal?.throwIfAborted();
      // A copy: the thread takes it over, the caller keeps its own.
      const outcome = await thread.run({ bytes: new Uint8Array(bytes), limits: limitsOf(limits), first }, signal);
      if ('markdown' in outcome) return outcome;
      const { message, hint } = outcome.refusal;
      throw new AppError('UNCONVERTIBLE', message, hint === undefined ? {} : { hint });
    });
    last = own.catch(() => undefined);
    return own;
  };

  return {
    async read(bytes, mediaType, filename, { cursor, maxChars = charsByDefault, signal } = {}) {
      signal?.throwIfAborted();
      if (findDocumentKind(mediaType, filename) === undefined)
        throw unreadable('is not a PDF, Word, Excel or PowerPoint file');
      if (bytes.length > limits.maxBytes)
        throw unreadable(`has ${bytes.length} bytes; at most ${limits.maxBytes} are read`);
      const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
      const place = cursor === undefined ? { first: 0, start: 0 } : parseCursor(cursor, digest);
      const key = `${digest}.${place.first}`;
      const stretch = kept.get(key) ?? (await convert(bytes, place.first, signal));
      keep(kept, key, stretch);
      return partOf(stretch, place, Math.max(2, maxChars), digest);
    },
    close: () => thread.close(),
  };
}

function limitsOf(all: DocumentLimits & ThreadLimits): DocumentLimits {
  return Object.fromEntries(
    Object.keys(defaultLimits).map((name) => [name, all[name as keyof DocumentLimits]]),
  ) as unknown as DocumentLimits;
}

function keep(kept: Map<string, Stretch>, key: string, stretch: Stretch): void {
  kept.delete(key);
  kept.set(key, stretch);
  const [oldest] = kept.keys();
  if (kept.size > keptStretches && oldest !== undefined) kept.delete(oldest);
}

/** Cut between blocks where there is a place for it in the second half of the part, else between lines, else anywhere. */
function partOf(
  { markdown, warnings, next }: Stretch,
  { first, start }: Place,
  maxChars: number,
  digest: string,
): DocumentPart {
  const rest = markdown.slice(start, start + maxChars);
  if (start + maxChars >= markdown.length) {
    return { markdown: rest, warnings, ...(next === undefined ? {} : { nextCursor: `${digest}.${next}.0` }) };
  }
  const [block, line] = [rest.lastIndexOf('\n\n') + 2, rest.lastIndexOf('\n') + 1];
  const cut = [block, line].find((at) => at > maxChars / 2) ?? wholeCharacters(rest);
  return { markdown: rest.slice(0, cut), nextCursor: `${digest}.${first}.${start + cut}`, warnings };
}

/** Never in the midst of a pair of surrogates. */
function wholeCharacters(text: string): number {
  return /[\uD800-\uDBFF]$/.test(text) ? text.length - 1 : text.length;
}

function parseCursor(cursor: string, digest: string): Place {
  const [, of, first, start] = /^([0-9a-f]{16})\.(\d{1,9})\.(\d{1,9})$/.exec(cursor) ?? [];
  if (of === digest) return { first: Number(first), start: Number(start) };
  throw new AppError('INVALID_INPUT', 'The cursor belongs to another document, or to another version of this one.', {
    hint: 'Read the document again without a cursor.',
  });
}
