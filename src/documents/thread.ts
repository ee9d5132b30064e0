import { Worker } from 'node:worker_threads';
import { unreadable } from './limits.js';
import type { DocumentOutcome, DocumentTask } from './reader-thread.js';

/** What one document may cost; past any of these it is UNCONVERTIBLE, and its thread is ended. */
export interface ThreadLimits {
  /** How long one document may take. */
  readonly timeoutMs: number;
  /** Of objects; buffers are watched apart, since no limit of a thread holds them. */
  readonly heapMb: number;
  /** By how much the whole process may grow while one document is read. */
  readonly growthMb: number;
  /** A thread without work ends after this. */
  readonly idleMs: number;
}

const megabyte = 1024 * 1024;
const watchMs = 20;
/** So much each document may take, whatever those before it left behind. */
const leastGrowthBytes = 64 * megabyte;

/** A thread that is started when it is needed, and given up with whatever it holds when a document must be stopped. */
export class ReaderThread {
  #worker: Worker | undefined;
  #ending: NodeJS.Timeout | undefined;
  /** What threads that were given up left behind: their memory is free again, and still the process's. */
  #leftBytes = 0;

  constructor(private readonly limits: ThreadLimits) {}

  /** Rejects with the signal's reason, or with UNCONVERTIBLE for a document that exceeds a limit. */
  async run(task: DocumentTask, signal: AbortSignal | undefined): Promise<DocumentOutcome> {
    clearTimeout(this.#ending);
    const worker = (this.#worker ??= this.#start());
    // Only work keeps the process alive.
    worker.ref();
    const before = process.memoryUsage.rss();
    try {
      return await this.#ask(worker, task, signal);
    } catch (error) {
      await this.#giveUp(worker);
      this.#leftBytes = Math.max(0, this.#leftBytes + process.memoryUsage.rss() - before);
      throw error;
    } finally {
      worker.unref();
      this.#ending = setTimeout(() => void this.close(), this.limits.idleMs).unref();
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#ending);
    await this.#giveUp(this.#worker);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./reader-thread.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: this.limits.heapMb, maxYoungGenerationSizeMb: 16 },
      // What a library writes there would mix with the frames of stdio.
      stdout: true,
      stderr: true,
    });
    const replace = () => void this.#giveUp(worker);
    return worker.on('error', replace).on('exit', replace);
  }

  async #giveUp(worker: Worker | undefined): Promise<void> {
    if (worker === undefined) return;
    if (this.#worker === worker) this.#worker = undefined;
    await worker.terminate();
  }

  #ask(worker: Worker, task: DocumentTask, signal: AbortSignal | undefined): Promise<DocumentOutcome> {
    const { timeoutMs, heapMb, growthMb } = this.limits;
    const done = new AbortController();
    const most = process.memoryUsage.rss() + Math.max(growthMb * megabyte - this.#leftBytes, leastGrowthBytes);
    return new Promise<DocumentOutcome>((resolve, reject) => {
      const timer = setTimeout(() => reject(unreadable(`takes longer than ${timeoutMs / 1000} s to read`)), timeoutMs);
      const watch = setInterval(() => {
        if (process.memoryUsage.rss() > most) reject(tooLarge(growthMb));
      }, watchMs);
      const failed = (error: Error & { code?: string }) =>
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge(heapMb) : error);
      const ended = () => reject(new Error('The thread ended while it read a document.'));
      const aborted = () => reject(signal?.reason as Error);
      worker.once('message', resolve).once('error', failed).once('exit', ended);
      signal?.addEventListener('abort', aborted, { signal: done.signal });
      done.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        clearInterval(watch);
        worker.off('message', resolve).off('error', failed).off('exit', ended);
      });
      worker.postMessage(task, [task.bytes.buffer as ArrayBuffer]);
    }).finally(() => done.abort());
  }
}

const tooLarge = (mb: number) => unreadable(`needs more than ${mb} MB of memory to read`);
