import { exitCode, UsageError, type Io } from './io.js';

/** What a failure nobody thought of says may hold what it was about. Loaded for it alone. */
async function withoutSecrets(message: string, { env }: Io): Promise<string> {
  const { createSecretHiding, redactText } = await import('../observability/index.js');
  const { secretTexts } = await import('../config/index.js');
  const hide = createSecretHiding(secretTexts({ mode: 'serve', ...(env && { env }) }));
  return redactText(hide?.(message) ?? message);
}

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
    io.stderr.write(`${await withoutSecrets(error instanceof Error ? error.message : String(error), io)}\n`);
    return error instanceof UsageError ? exitCode.badUsage : exitCode.failed;
  }
}
