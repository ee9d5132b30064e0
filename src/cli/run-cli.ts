import { exitCode, UsageError, type Io } from './io.js';

/** Runs one command line (without node and script) and answers the exit code. Never throws, never exits. */
export async function runCli(argv: string[], io: Io): Promise<number> {
  try {
    // How services are started. What reads flags and writes help is a tenth of such a start, and not loaded for it.
    if (argv.length === 0 || (argv.length === 1 && argv[0] === 'serve')) {
      const { serveCommand } = await import('./serve.js');
      return await serveCommand(io, {});
    }
    const { runProgram } = await import('./program.js');
    return await runProgram(argv, io);
  } catch (error) {
    // From there, because what it needs would be in files of its own otherwise, which every start had to read.
    const { withoutSecrets } = await import('./serve.js');
    io.stderr.write(`${withoutSecrets(error instanceof Error ? error.message : String(error), io)}\n`);
    return error instanceof UsageError ? exitCode.badUsage : exitCode.failed;
  }
}
