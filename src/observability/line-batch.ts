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

/**
 * Writes the lines of one turn of the event loop together at its end: each write to a pipe is a system call. Nothing is
 * held back longer, and what is still held when the process ends, by an exit, a failure that nobody caught or a signal
 * that is handled, is written then. `atExit` is told what to do in that case.
 */
export function createLineBatch(
  stream: Pick<Writable, 'write'>,
  atExit: (flush: () => void) => void = (flush) => void process.once('exit', flush),
): LineBatch {
  let held = '';
  let isExiting = false;
  const flush = (): void => {
    if (held === '') return;
    const lines = held;
    held = '';
    stream.write(lines);
  };
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
