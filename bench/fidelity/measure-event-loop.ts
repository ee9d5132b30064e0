import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { createContentConverter, toMarkdown } from '../../src/content/index.js';
import { isAppError } from '../../src/errors.js';
import type { StorageDocument } from './documents.js';
import { largePage } from './large-page.js';
import { hostileStorages } from './measure-hostile.js';

/** What the service does with a page, on the way that the service takes. */
export interface LoopResult {
  readonly name: string;
  /** The longest time for which nothing else could run. */
  readonly blockMs: number;
}

/** Reads and edits a page of a megabyte, and pages that nobody writes, while it watches the event loop. */
export async function measureEventLoop(pages: readonly StorageDocument[]): Promise<LoopResult[]> {
  const converter = createContentConverter();
  const content = converter.forCall({});
  const results: LoopResult[] = [];
  const page = largePage(pages, 1_000_000);
  const edited = toMarkdown(page).replace('Part', 'zq7x');
  const watch = async (name: string, work: () => Promise<unknown>) =>
    results.push({ name, blockMs: await longestBlock(work) });
  await watch('read a page of a megabyte', () => content.toMarkdown(page));
  await watch('edit a page of a megabyte', () => content.applyMarkdown({ current: page, edited }));
  for (const [name, make] of Object.entries(hostileStorages)) {
    const storage = make();
    await watch(`read ${name}`, () => content.toMarkdown(storage));
    const edits = [{ op: 'append', content: 'The end.' } as const];
    await watch(`edit ${name}`, () => content.applyEdits({ current: storage, edits }));
  }
  await converter.close();
  return results;
}

async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  const loop = monitorEventLoopDelay({ resolution: 5 });
  await wait(20);
  loop.enable();
  await wait(20);
  await work().catch((error: unknown) => {
    if (!isAppError(error)) throw error;
  });
  await wait(20);
  loop.disable();
  return loop.max / 1e6;
}
