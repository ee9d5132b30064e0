import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Round } from './load.js';
import type { Order } from './load-process.js';

export interface Generator {
  run(order: Order): Promise<Round>;
  stop(): void;
}

/** The process that makes the load; one order at a time. */
export function startGenerator(): Generator {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./load-process.js', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async run(order) {
      child.stdin.write(`${JSON.stringify(order)}\n`);
      const { value, done } = (await lines.next()) as IteratorResult<string, undefined>;
      if (done === true) throw new Error('The load generator has ended.');
      return JSON.parse(value) as Round;
    },
    stop: () => void child.kill('SIGKILL'),
  };
}
