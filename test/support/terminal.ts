import { PassThrough, Readable } from 'node:stream';
import { runCli } from '../../src/cli/run-cli.js';
import type { Io } from '../../src/cli/io.js';

/** A terminal that remembers what was printed, and a stop button. */
export interface Terminal {
  io: Io;
  out(): string;
  err(): string;
  /** Like SIGTERM, or like an error that nobody caught. */
  stop(crash?: Error): void;
  /** Resolves as soon as the printed text (stdout and stderr) matches. */
  waitFor(pattern: RegExp): Promise<RegExpMatchArray>;
}

export function createTerminal(options: { env?: Record<string, string>; stdin?: string } = {}): Terminal {
  const chunks = { out: '', err: '' };
  const watchers = new Set<() => void>();
  const capture = (name: 'out' | 'err'): PassThrough => {
    const stream = new PassThrough();
    stream.on('data', (chunk: Buffer) => {
      chunks[name] += chunk.toString('utf8');
      for (const watcher of watchers) watcher();
    });
    return stream;
  };
  let stop = (_crash?: Error): void => undefined;
  const stopped = new Promise<Error | undefined>((resolve) => (stop = resolve));
  const stdin = Readable.from(options.stdin === undefined ? [] : [options.stdin]);
  return {
    io: { stdin, stdout: capture('out'), stderr: capture('err'), env: options.env ?? {}, stopped },
    out: () => chunks.out,
    err: () => chunks.err,
    stop,
    waitFor: (pattern) =>
      new Promise((resolve) => {
        const look = (): void => {
          const match = pattern.exec(`${chunks.out}\n${chunks.err}`);
          if (!match) return;
          watchers.delete(look);
          resolve(match);
        };
        watchers.add(look);
        look();
      }),
  };
}

export interface Outcome {
  code: number;
  out: string;
  err: string;
}

/** Runs one command to its end. */
export async function runCommand(
  argv: string[],
  options: { env?: Record<string, string>; stdin?: string } = {},
): Promise<Outcome> {
  const terminal = createTerminal(options);
  const code = await runCli(argv, terminal.io);
  await new Promise((resolve) => setImmediate(resolve));
  return { code, out: terminal.out(), err: terminal.err() };
}
