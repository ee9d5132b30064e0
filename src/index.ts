#!/usr/bin/env node
/** Where the program begins: argv to cli, nothing else. */
import { setFlagsFromString } from 'node:v8';

try {
  // Before anything is loaded: Node 20 has its own modules compiled for a V8 without flags, and compiles each anew where
  // one is set, 25 ms of a start. The young generation that `npm start` asks for has its size by now. What the flags say
  // would count for threads as well, and more than the size that they are started with.
  setFlagsFromString('--max-semi-space-size=0');
  setFlagsFromString('--min-semi-space-size=0');

  const { runProcess } = await import('./cli/run-process.js');
  await runProcess();
} catch (error) {
  // Node would print whatever was thrown, and nothing is loaded yet that takes secrets out of it.
  const kind = error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : typeof error;
  const text = `The program cannot be started (${kind}). Is it installed completely?\n`;
  process.stderr.write(text, () => process.exit(1));
}
