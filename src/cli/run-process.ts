import { runCli } from './program.js';

/** How long open handles may keep a finished command alive. */
const lingerMs = 500;

/**
 * Runs the command line of this process. The first SIGINT or SIGTERM stops it gracefully, a second one at once; an
 * error that nobody caught stops it gracefully too, and exits 1.
 */
export async function runProcess(): Promise<void> {
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
