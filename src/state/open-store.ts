import { readFileSync } from 'node:fs';
import type { Logger } from '../observability/index.js';
import { createMemoryStore } from './memory-store.js';
import type { StateStore } from './state-store.js';

/** Where state is kept: for every replica, for this machine, or for this process alone. */
export type StoreOptions =
  | { readonly kind: 'redis'; readonly url: string; readonly caFile?: string | undefined }
  | { readonly kind: 'embedded'; readonly directory: string }
  | { readonly kind: 'memory' };

/**
 * Opens the store that was chosen, and loads its library alone: a process that remembers nothing starts without. A Redis
 * that is away at start is no fault: its methods say so until it is there.
 */
export async function openStore(options: StoreOptions, log: Logger): Promise<StateStore> {
  switch (options.kind) {
    case 'redis': {
      const { connectRedis } = await import('./redis-store.js');
      return connectRedis(options.url, { log, ...(options.caFile && { ca: readFileSync(options.caFile, 'utf8') }) });
    }
    case 'embedded': {
      const { openEmbeddedStore } = await import('./embedded-store.js');
      return openEmbeddedStore(options.directory, log);
    }
    case 'memory':
      return createMemoryStore();
  }
}
