import v8 from 'node:v8';
import { runCli } from './run-cli.js';

/** How long open handles may keep a finished command alive. */
const lingerMs = 500;

/** When a start is over for certain, and with it the loading of most modules. */
const startedMs = 1000;

/**
 * Runs the command line of this process. The first SIGINT or SIGTERM stops it gracefully, a second one at once; an
 * error that nobody caught stops it gracefully too, and exits 1.
 */
export async function runProcess(): Promise<void> {
  setTimeout(boundHeap, startedMs).unref();
  const stopped = new Promise<Error | undefined>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(undefined));
    for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(event, (error: unknown) => resolve(error instanceof Error ? error : new Error(String(error))));
    }
  });
  const { stdin, stdout, stderr } = process;
  process.exitCode = await runCli(process.argv.slice(2), { stdin, stdout, stderr, stopped });
  setTimeout(() => process.exit(), lingerMs).unref();
}

/**
 * V8 lets the old generation grow to several times of what lives in it, and makes objects there at once whose kind it
 * saw survive. In a server those are arrays of a connection's streams, which keep the answers they held until the next
 * full collection. So that one comes when the heap is half as large again as what lives in it, and all objects begin
 * young. V8 reads both flags with each collection, in every version that this program runs on. Not at once: what Node
 * brings compiled of its own modules counts for the flags of its start alone, and the rest would be compiled anew.
 */
function boundHeap(): void {
  v8.setFlagsFromString('--heap-growing-percent=50');
  v8.setFlagsFromString('--no-allocation-site-pretenuring');
}
