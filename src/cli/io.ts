import type { Readable, Writable } from 'node:stream';
import pc from 'picocolors';

/** The terminal as a command sees it; tests hand in their own. */
export interface Io {
  stdin: Readable;
  stdout: Writable & { isTTY?: boolean };
  stderr: Writable & { isTTY?: boolean };
  /** The environment for settings; undefined means the process's own. */
  env?: Record<string, string | undefined>;
  /** Settles when the process is asked to stop (SIGINT, SIGTERM), or with the error that nobody caught. */
  stopped: Promise<Error | undefined>;
}

/** Exit codes (sysexits.h for the settings fault). */
export const exitCode = { ok: 0, failed: 1, badUsage: 2, badSettings: 78 } as const;

/** One line on stdout, where the results of a command go; what is said about it goes to stderr. */
export function print(io: Io, text: string): void {
  io.stdout.write(`${text}\n`);
}

/** Functions that colour a text, or leave it as it is where colours are off. */
export type Colors = ReturnType<typeof pc.createColors>;

/** Colours where stdout is a terminal that has them: what goes into a file or a pipe stays plain, in CI too. */
export function colorsFor(io: Io): Colors {
  return pc.createColors(pc.isColorSupported && io.stdout.isTTY === true);
}

/** What somebody waits for, who ends it with Ctrl-C: this program takes that as the wish to stop, and throws then. */
export function untilStopped<T>(io: Io, work: Promise<T>): Promise<T> {
  const stopped = io.stopped.then((crash): never => {
    throw crash ?? new Error('Stopped.');
  });
  return Promise.race([work, stopped]);
}

/** One line that says what is wrong and what fixes it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
