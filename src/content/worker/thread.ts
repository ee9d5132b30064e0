import { Worker } from 'node:worker_threads';
import { AppError } from '../../errors.js';
import type { Task } from './task.js';
import type { Outcome } from './outcome.js';

/** What a conversion may cost before it is UNCONVERTIBLE, and the file that a thread runs. */
export interface ThreadLimits {
  /** How long one conversion may take. */
  readonly timeLimitMs: number;
  /** The most that a thread may hold. */
  readonly heapMb: number;
  /** A thread without work ends after this. */
  readonly idleMs: number;
  readonly workerFile: URL;
}

/**
 * What a thread may hold of what it has just made. It grows to this for large pages alone; with a quarter of it the words of one were
 * copied so often that an edit took a third longer.
 */
const youngMb = 32;

/** One place in the pool: a thread that is started when it is needed, and given up when a conversion must be stopped. */
export class Thread {
  isBusy = false;
  private worker: Worker | undefined;
  private ending: NodeJS.Timeout | undefined;

  constructor(private readonly limits: ThreadLimits) {}

  /** Rejects when the conversion had to be stopped: the signal's reason, or UNCONVERTIBLE for one that exceeds a limit. */
  async run(task: Task, signal: AbortSignal | undefined): Promise<Outcome> {
    this.isBusy = true;
    clearTimeout(this.ending);
    const worker = (this.worker ??= this.start());
    // Only work keeps the process alive.
    worker.ref();
    try {
      return await this.ask(worker, task, signal);
    } catch (error) {
      await this.giveUp(worker);
      throw error;
    } finally {
      worker.unref();
      this.isBusy = false;
      this.ending = setTimeout(() => void this.close(), this.limits.idleMs).unref();
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.ending);
    await this.giveUp(this.worker);
  }

  private start(): Worker {
    const { heapMb, workerFile } = this.limits;
    const worker = new Worker(workerFile, {
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: youngMb },
    });
    // One that dies between two conversions is replaced by the next.
    const replace = () => void this.giveUp(worker);
    return worker.on('error', replace).on('exit', replace);
  }

  private async giveUp(worker: Worker | undefined): Promise<void> {
    if (worker === undefined) return;
    if (this.worker === worker) this.worker = undefined;
    await worker.terminate();
  }

  private ask(worker: Worker, task: Task, signal: AbortSignal | undefined): Promise<Outcome> {
    const { timeLimitMs, heapMb } = this.limits;
    const done = new AbortController();
    return new Promise<Outcome>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(tooComplex(`takes longer than ${timeLimitMs / 1000} s`, task)),
        timeLimitMs,
      );
      const failed = (error: Error & { code?: string }) =>
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooComplex(`needs more than ${heapMb} MB`, task) : error);
      const ended = () => reject(new Error('The thread ended during a conversion.'));
      const aborted = () => reject(signal?.reason as Error);
      worker.once('message', resolve).once('error', failed).once('exit', ended);
      signal?.addEventListener('abort', aborted, { signal: done.signal });
      done.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        worker.off('message', resolve).off('error', failed).off('exit', ended);
      });
      worker.postMessage(task);
    }).finally(() => done.abort());
  }
}

function tooComplex(what: string, { name }: Task): AppError {
  return new AppError('UNCONVERTIBLE', `The content is too complex: its conversion ${what}.`, {
    hint:
      name === 'applyEdits'
        ? 'Send fewer edits in one call, or split the page: the edits of a large page are made one after another.'
        : 'Read the page with format "storage", work on a smaller part of it, or split the page.',
  });
}
