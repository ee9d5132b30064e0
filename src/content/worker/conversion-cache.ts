import { createHash, type Hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ConversionName, Task } from './task.js';
import { weightOf } from './weight-of.js';

/** What pages are read by. Edits are made once, so that keeping them would keep nobody from work. */
const kept: ReadonlySet<ConversionName> = new Set([
  'toMarkdown',
  'toOutline',
  'toBlocks',
  'toImages',
  'findInPage',
  'readPart',
  'toPlainText',
]);

const bytesPerCharacter = 2;
/** Of an entry besides its text: the key and the list that keeps the order. */
const bytesPerEntry = 256;

/** Results of conversions by what went into them. */
interface ConversionCache {
  /**
   * What the same conversion of the same arguments gave before, or what `convert` gives now. Failures are not kept.
   * Rejects with the signal's reason when it is aborted while others convert the same.
   */
  run(task: Task, convert: () => Promise<unknown>, signal?: AbortSignal): Promise<unknown>;
}

/**
 * The conversions are pure functions of plain data, the names of people among it: the same arguments give the same
 * result, whoever asks. So the key is a hash of all arguments (SHA-256: pages are written by strangers, who must not
 * find two that share one), and the results are frozen. `maxBytes` bounds the text that is kept; 0 keeps none.
 */
export function createConversionCache(maxBytes: number): ConversionCache {
  if (maxBytes === 0) return { run: (_task, convert) => convert() };
  const results = new LRUCache<string, { readonly value: unknown }>({
    maxSize: maxBytes,
    sizeCalculation: ({ value }) => weightOf(value) * bytesPerCharacter + bytesPerEntry,
  });
  const underWay = new Map<string, Promise<unknown>>();

  const make = async (key: string, convert: () => Promise<unknown>): Promise<unknown> => {
    const making = convert();
    underWay.set(key, making);
    try {
      const value = freeze(await making);
      results.set(key, { value });
      return value;
    } finally {
      if (underWay.get(key) === making) underWay.delete(key);
    }
  };

  return {
    async run(task, convert, signal) {
      const key = kept.has(task.name) ? keyOf(task) : undefined;
      if (key === undefined) return convert();
      for (let same = underWay.get(key); same !== undefined; same = underWay.get(key)) {
        // Whoever began may be cancelled, which is no reason for the others to fail.
        await settled(same, signal);
      }
      const known = results.get(key);
      return known === undefined ? make(key, convert) : known.value;
    },
  };
}

/** Resolves when the work has ended, well or not. */
function settled(work: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal?.reason as Error);
    const end = (): void => {
      signal?.removeEventListener('abort', leave);
      resolve();
    };
    signal?.addEventListener('abort', leave, { once: true });
    work.then(end, end);
  });
}

/** Undefined for arguments that a hash cannot tell apart from all others. */
function keyOf({ name, args }: Task): string | undefined {
  const hash = createHash('sha256').update(name);
  return args.every((arg) => feed(hash, arg)) ? hash.digest('base64') : undefined;
}

/** Every value with its kind and its length in front, so that no two values are one text. */
function feed(hash: Hash, value: unknown): boolean {
  if (typeof value === 'string') {
    // Half a surrogate pair would be hashed as U+FFFD is.
    if (!value.isWellFormed()) return false;
    hash.update(`s${value.length}:`).update(value);
    return true;
  }
  if (value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean') {
    hash.update(`v${String(value)};`);
    return true;
  }
  if (typeof value !== 'object') return false;
  if (value instanceof Map) return feedAll(hash, 'm', [...(value as Map<unknown, unknown>)].flat());
  if (Array.isArray(value)) return feedAll(hash, 'a', value);
  return feedAll(hash, 'o', Object.entries(value).flat());
}

function feedAll(hash: Hash, kind: string, values: readonly unknown[]): boolean {
  hash.update(`${kind}${values.length}:`);
  return values.every((value) => feed(hash, value));
}

/** Many callers share a result: none of them may change it. */
function freeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}
