import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';

const root = new URL('../../', import.meta.url).pathname;
let isBuilt = false;

/** Compiles once a run, so that whole-process tests run what an image runs. */
export function build(): string {
  if (!isBuilt) {
    const { status, stdout } = spawnSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { cwd: root, encoding: 'utf8' });
    if (status !== 0 || !existsSync(`${root}dist/index.js`)) throw new Error(`The build failed:\n${stdout}`);
    isBuilt = true;
  }
  return `${root}dist/index.js`;
}

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

/** Starts the built program as a process of its own. */
export function start(args: string[], env: Record<string, string> = {}, cwd = '/'): Running {
  const child = spawn(process.execPath, [build(), ...args], { cwd, env: { ...bareEnv, ...env } });
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
