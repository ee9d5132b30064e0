import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** One server of the comparison, in a process of its own. */
export interface Spawned {
  readonly origin: string;
  readonly pid: number;
  /** Milliseconds from the spawn to the line that says where it listens. */
  readonly readyMs: number;
  stop(): Promise<void>;
}

export interface SpawnOptions {
  readonly args: readonly string[];
  readonly env?: Record<string, string>;
  /** Reads the port from a line of the process; by default a line that is `{"port":N}`. */
  readonly portOf?: (line: string) => number | undefined;
}

/** Starts `node ARGS` and waits for its port. What it prints besides is dropped; a process that ends early is an error. */
export async function spawnServer({ args, env = {}, portOf = portLine }: SpawnOptions): Promise<Spawned> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...args], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const port = await firstPort(child, portOf);
  const readyMs = performance.now() - startedAt;
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return { origin: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, readyMs, stop };
}

function portLine(line: string): number | undefined {
  return /^\{"port":(\d+)\}$/.test(line) ? (JSON.parse(line) as { port: number }).port : undefined;
}

function firstPort(child: ChildProcess, portOf: (line: string) => number | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    let rest = '';
    let errors = '';
    let found = false;
    child.stderr?.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-2_000)));
    child.stdout?.on('data', (chunk: Buffer) => {
      // Only until the port is known: a server that logs must not be slowed down by its reader.
      if (found) return;
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      const port = lines.map(portOf).find((value) => value !== undefined);
      if (port === undefined) return;
      found = true;
      resolve(port);
    });
    child.once('exit', (code) => reject(new Error(`A server ended with ${code} before it listened: ${errors}`)));
  });
}
