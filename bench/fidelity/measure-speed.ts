import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { toMarkdown } from '../../src/content/index.js';
import { attempt } from './attempt.js';
import type { StorageDocument } from './documents.js';
import { largePage } from './large-page.js';
import { spotsIn, spread } from './markdown-spots.js';
import { median } from './measure-tokens.js';

export interface Speed {
  readonly pageBytes: number;
  /** The very first reading of a process that has just started. */
  readonly firstReadMs: number;
  /** A page that was never read before, in a process that has been running. */
  readonly coldReadMs: number;
  readonly editMs: number;
  readonly slowestEditMs: number;
}

/** Reads and edits pages of a megabyte. Call it before anything else is measured, so that the first reading is the first. */
export async function measureSpeed(
  pages: readonly StorageDocument[],
  { reads, edits }: { reads: number; edits: number },
): Promise<Speed> {
  const readTimes: number[] = [];
  let page = '';
  for (let variant = 0; variant <= reads; variant++) {
    page = largePage(pages, 1_000_000, variant);
    readTimes.push(await timed(() => toMarkdown(page)));
  }
  const markdown = toMarkdown(page);
  const editTimes: number[] = [];
  for (const { start, end } of spread(spotsIn(markdown), edits)) {
    const edited = `${markdown.slice(0, start)}zq7x${markdown.slice(end)}`;
    editTimes.push(await timed(() => attempt(page, edited)));
  }
  const [firstReadMs = 0, ...coldReads] = readTimes;
  return {
    pageBytes: Buffer.byteLength(page),
    firstReadMs,
    coldReadMs: median(coldReads),
    editMs: median(editTimes),
    slowestEditMs: Math.max(...editTimes),
  };
}

async function timed(work: () => unknown): Promise<number> {
  await nextTurn();
  const start = performance.now();
  work();
  const elapsed = performance.now() - start;
  await nextTurn();
  return elapsed;
}
