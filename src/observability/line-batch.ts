import type { Writable } from 'node:stream';

/** More text than this is not held back. */
const mostCharacters = 64 * 1024;

/** Where lines go on their way to a stream. */
export interface LineBatch {
  /** `isUrgent` lets the line, and all before it, be written at once. */
  write(line: string, isUrgent: boolean): void;
}

/** The process's own streams are written to by system calls that wait. */
export function isOwnStream(stream: Writable): boolean {
  return stream === process.stdout || stream === process.stderr;
}

/** Where a batch writes, and who is told what came of it. */
export interface LineBatchOptions {
  /** What to do when the process ends is handed to this. */
  readonly atExit?: (flush: () => void) => void;
  /** Lines could not be written: how many, and why; `isFirst` of all since it last worked. */
  readonly onLost?: (lines: number, cause: Error, isFirst: boolean) => void;
  /** It works again; so many lines are missing. */
  readonly onRecovered?: (lines: number) => void;
}

/**
 * Writes the lines of one turn of the event loop together at its end: each write to a pipe is a system call. Nothing is
 * held back longer, and what is still held when the process ends, by an exit, a failure that nobody caught or a signal
 * that is handled, is written then. Lines that cannot be written, because a disk is full or nobody reads any more, are
 * counted and given up: callers are still answered.
 */
export function createLineBatch(stream: Pick<Writable, 'write' | 'on'>, options: LineBatchOptions = {}): LineBatch {
  const { atExit = (flush) => void process.once('exit', flush), onLost, onRecovered } = options;
  let held = '';
  let isExiting = false;
  let lost = 0;
  const settle = (lines: string, error: Error | null | undefined): void => {
    if (error) {
      const count = lines.split('\n').length - 1;
      onLost?.(count, error, lost === 0);
      lost += count;
    } else if (lost > 0) {
      const missing = lost;
      lost = 0;
      onRecovered?.(missing);
    }
  };
  const flush = (): void => {
    if (held === '') return;
    const lines = held;
    held = '';
    // What there was no room for may have been cut in the middle of a line.
    stream.write(lost > 0 ? `\n${lines}` : lines, (error) => settle(lines, error));
  };
  surviveErrors(stream);
  atExit(() => {
    isExiting = true;
    flush();
  });
  return {
    write(line, isUrgent) {
      if (held === '') setImmediate(flush);
      held += line;
      if (isUrgent || isExiting || held.length > mostCharacters) flush();
    },
  };
}

const surviving = new WeakSet<object>();

/** An error that nobody listens to ends the process; each write hears of its own. */
export function surviveErrors(stream: Pick<Writable, 'on'>): void {
  if (surviving.has(stream)) return;
  surviving.add(stream);
  stream.on('error', () => undefined);
}
