import pc from 'picocolors';
import { startSandbox } from '../sandbox/index.js';
import { exitCode, print, UsageError, type Io } from './io.js';

/** `sandbox`: the in-memory Confluence alone; runs until it is stopped. */
export async function sandboxCommand(io: Io, flags: { port: string }): Promise<number> {
  const sandbox = await startSandbox({ port: parsePort(flags.port), seed: 'company' });
  print(io, `${pc.bold('Confluence sandbox')} (in memory, Cloud) at ${pc.cyan(sandbox.url)}`);
  print(io, '');
  print(io, `  CONFLUENCE_URL=${sandbox.url}`);
  print(io, `  CONFLUENCE_USERNAME=${sandbox.credentials.username}`);
  print(io, `  CONFLUENCE_API_TOKEN=${sandbox.credentials.apiToken}`);
  print(io, '');
  print(io, 'Ctrl-C stops it and forgets everything.');
  await io.stopped;
  await sandbox.close();
  return exitCode.ok;
}

/** A port from a flag; 0 lets the system choose. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port wants a number from 0 to 65535, not "${text}".`);
}
