import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url).pathname;

/** What an image runs: Node's options and the program, which test/runner/build.js has built before the first suite. */
const [, ...entry] = JSON.parse(
  /^ENTRYPOINT (.+)$/m.exec(readFileSync(`${root}Dockerfile`, 'utf8'))?.[1] ?? '[]',
) as string[];
const program = entry.map((word) => (word.startsWith('-') ? word : root + word));

/** An environment with nothing of the developer's own in it. */
export const bareEnv: Record<string, string> = { PATH: process.env['PATH'] ?? '', NO_COLOR: '1' };

export interface Running {
  child: ChildProcessWithoutNullStreams;
  out(): string;
  err(): string;
  /** Resolves with the match as soon as stdout or stderr holds it; rejects when the process ends before. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
  exited: Promise<number | null>;
}

/** Starts the built program as a process of its own; through bash where a `preamble` says what else it shall be under. */
export function start(args: string[], env: Record<string, string> = {}, cwd = '/', preamble?: string): Running {
  const command = [process.execPath, ...program, ...args];
  const [file = '', ...rest] =
    preamble === undefined ? command : ['bash', '-c', `${preamble} exec "$0" "$@"`, ...command];
  const child = spawn(file, rest, { cwd, env: { ...bareEnv, ...env } });
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (text.out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (text.err += chunk.toString('utf8')));
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    out: () => text.out,
    err: () => text.err,
    exited,
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(text.out) ?? pattern.exec(text.err);
          if (match) resolve(match);
        };
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        void exited.then(() => reject(new Error(`It ended before ${String(pattern)}:\n${text.out}\n${text.err}`)));
        look();
      }),
  };
}
