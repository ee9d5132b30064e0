import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Deployment } from '../model/references.js';
import { createConversionCache } from './conversion-cache.js';
import { costOf } from './cost-of.js';
import type { Conversions } from './conversions.js';
import { conversionNames } from './task.js';
import type { ConversionName, Task } from './task.js';
import { unpack } from './outcome.js';
import { ThreadPool } from './thread-pool.js';
import type { ThreadLimits } from './thread.js';

/** Every conversion of this room as a promise: the same arguments, the same results, the same errors. */
export type Content = {
  readonly [Name in ConversionName]: (...args: Parameters<Conversions[Name]>) => Promise<ReturnType<Conversions[Name]>>;
};

/** Conversions on threads, so that a large page holds nobody else up. */
export interface ContentConverter {
  /**
   * The conversions for one call, and for the deployment that their results are for. When its signal is aborted they stop, and reject
   * with the signal's reason.
   */
  forCall(call: { readonly signal?: AbortSignal; readonly deployment?: Deployment | undefined }): Content;
  /** Loads what converts, for whoever would not have the first conversion wait for it. */
  prepare(): Promise<void>;
  /** Conversions that wait for a thread. */
  queueLength(): number;
  /** Ends the threads. Conversions under way reject. */
  close(): Promise<void>;
}

/** When a conversion leaves the calling thread, and what it may cost there. */
export interface ContentConverterOptions extends Partial<ThreadLimits> {
  /** What costs as much as this many characters of storage, all arguments together, is converted in the calling thread. */
  readonly inlineChars?: number;
  /** The most threads at once. */
  readonly threads?: number;
  /** The most memory for results that are kept for whoever asks the same, in bytes; 0 keeps none. */
  readonly cacheBytes?: number;
  /** Told of each conversion that ended, well or not, with its time, waiting included; of one that was remembered, too. */
  readonly onConversion?: ((name: ConversionName, seconds: number) => void) | undefined;
}

/** Ordinary text of this size takes a few milliseconds, the worst about a hundred. */
const inlineCharsByDefault = 16_000;

/** Some hundred ordinary pages. */
const cacheBytesByDefault = 16 * 1024 * 1024;

const limitsByDefault: ThreadLimits = {
  timeLimitMs: 30_000,
  heapMb: 256,
  idleMs: 5_000,
  workerFile: new URL('./conversion-thread.js', import.meta.url),
};

/**
 * Conversions that never hold up the calling thread: what was read before is remembered, small ones run in it, one in
 * each turn of its loop, large ones in threads of their own, which are started when the first is needed. One that takes too long or needs too much memory is UNCONVERTIBLE.
 */
export function createContentConverter(options: ContentConverterOptions = {}): ContentConverter {
  const { inlineChars = inlineCharsByDefault, threads = Math.min(2, availableParallelism()), ...others } = options;
  const { onConversion, cacheBytes = cacheBytesByDefault, ...limits } = others;
  const pool = new ThreadPool(threads, { ...limitsByDefault, ...limits });
  const inline = createQueue();
  const cache = createConversionCache(cacheBytes);
  const make = async (task: Task, signal: AbortSignal | undefined) => {
    signal?.throwIfAborted();
    return costOf(task) <= inlineChars ? inline(task, signal) : unpack(await pool.run(task, signal));
  };
  const run = async (task: Task, signal: AbortSignal | undefined) => {
    signal?.throwIfAborted();
    return cache.run(task, () => make(task, signal), signal);
  };
  const timed = async (task: Task, signal: AbortSignal | undefined) => {
    if (onConversion === undefined) return run(task, signal);
    const startedAt = performance.now();
    try {
      return await run(task, signal);
    } finally {
      onConversion(task.name, (performance.now() - startedAt) / 1000);
    }
  };
  return {
    forCall: ({ signal, deployment }) =>
      bind((name, args) =>
        timed({ name, args: deployment === undefined ? args : placed(name, args, deployment) }, signal),
      ),
    prepare: async () => void (await loadConversions()),
    queueLength: () => pool.queueLength,
    close: () => pool.close(),
  };
}

type Run = (name: ConversionName, args: readonly unknown[]) => Promise<unknown>;

/**
 * Every conversion as a function that can be handed on without its object. Getters of a prototype make them, for a call uses
 * one or two of them.
 */
function bind(run: Run): Content {
  return Object.assign(Object.create(conversionsOf) as Content, { [running]: run });
}

const running = Symbol('run');

const conversionsOf: object = Object.create(
  null,
  Object.fromEntries(
    conversionNames.map((name) => [
      name,
      {
        get(this: { readonly [running]: Run }) {
          const run = this[running];
          return (...args: unknown[]) => run(name, args);
        },
      },
    ]),
  ),
) as object;

/** The arguments with the deployment, for what writes new storage. */
function placed(name: ConversionName, args: readonly unknown[], deployment: Deployment): readonly unknown[] {
  const at = optionsAt[name];
  return at === undefined ? args : Object.assign([...args], { [at]: { deployment, ...(args[at] as object) } });
}

/** Which argument says where new storage goes. */
const optionsAt: Partial<Record<ConversionName, number>> = {
  toStorage: 1,
  fillTemplate: 2,
  applyMarkdown: 0,
  applyEdits: 0,
};

/** Loaded with the first conversion: they are half of this program's code, and nobody waits for them at its start. */
const loadConversions = () => import('./conversions.js');

/** Runs tasks one after another, each in a turn of its own, so that many small ones hold up the loop no more than one does. */
function createQueue() {
  let last: Promise<unknown> = Promise.resolve();
  return (task: Task, signal: AbortSignal | undefined) => {
    const own = last.then(async () => {
      await nextTurn();
      signal?.throwIfAborted();
      return (await loadConversions()).convert(task);
    });
    last = own.catch(() => undefined);
    return own;
  };
}
