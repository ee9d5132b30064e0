import type { Task } from './task.js';
import type { Outcome } from './outcome.js';
import { Thread } from './thread.js';
import type { ThreadLimits } from './thread.js';

interface Job {
  readonly task: Task;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (reason: Error) => void;
}

/** A few threads that share the conversions too large for the main one. First come, first served. */
export class ThreadPool {
  private readonly threads: readonly Thread[];
  private readonly waiting: Job[] = [];
  private isClosed = false;

  constructor(size: number, limits: ThreadLimits) {
    this.threads = Array.from({ length: size }, () => new Thread(limits));
  }

  run(task: Task, signal: AbortSignal | undefined): Promise<Outcome> {
    if (this.isClosed) return Promise.reject(closed());
    let leave = (): void => undefined;
    const outcome = new Promise<Outcome>((resolve, reject) => {
      leave = () => reject(signal?.reason as Error);
      signal?.addEventListener('abort', leave, { once: true });
      this.waiting.push({ task, signal, resolve, reject });
      this.next();
    });
    // A signal may live for as long as the process: nothing of a job is left on it.
    return outcome.finally(() => signal?.removeEventListener('abort', leave));
  }

  /** How many wait for a thread. */
  get queueLength(): number {
    return this.waiting.length;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const { reject } of this.waiting.splice(0)) reject(closed());
    await Promise.all(this.threads.map((thread) => thread.close()));
  }

  private next(): void {
    // The first one without work: it is the one that read the page last, and remembers it.
    const thread = this.threads.find(({ isBusy }) => !isBusy);
    if (thread === undefined) return;
    let job = this.waiting.shift();
    while (job?.signal?.aborted) job = this.waiting.shift();
    if (job === undefined) return;
    void thread
      .run(job.task, job.signal)
      .then(job.resolve, job.reject)
      .finally(() => this.next());
  }
}

function closed(): Error {
  return new Error('The conversion threads are closed.');
}
