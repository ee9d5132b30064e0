import { startSandbox } from '../sandbox/index.js';
import { colorsFor, exitCode, print, UsageError, type Io } from './io.js';

interface SandboxFlags {
  port: string;
  flavor: 'cloud' | 'datacenter';
}

/** `sandbox`: the in-memory Confluence alone; runs until it is stopped. */
export async function sandboxCommand(io: Io, flags: SandboxFlags): Promise<number> {
  const sandbox = await start(flags.flavor, parsePort(flags.port)).catch(refuseTakenPort);
  const pc = colorsFor(io);
  print(io, `${pc.bold('Confluence sandbox')} (in memory, ${sandbox.name}) at ${pc.cyan(sandbox.url)}`);
  print(io, '');
  for (const [variable, value] of Object.entries(sandbox.settings)) print(io, `  ${variable}=${value}`);
  print(io, '');
  if (sandbox.signIn !== undefined) {
    print(io, 'Or, for callers who sign in and act as themselves, instead of the user name and token:');
    print(io, '');
    for (const [variable, value] of Object.entries(sandbox.signIn)) print(io, `  ${variable}=${value}`);
    print(io, '');
  }
  print(io, 'Press Ctrl-C to stop it; everything in it is lost.');
  await io.stopped;
  await sandbox.close();
  return exitCode.ok;
}

interface Started {
  name: string;
  url: string;
  /** What a server in front of it needs. */
  settings: Record<string, string>;
  /** What it needs to let callers act as themselves. */
  signIn?: Record<string, string>;
  close(): Promise<void>;
}

async function start(flavor: SandboxFlags['flavor'], port: number): Promise<Started> {
  if (flavor === 'datacenter') {
    const sandbox = await startSandbox({ flavor, port });
    const token = sandbox.credentials.personalToken;
    const settings = { CONFLUENCE_URL: sandbox.url, CONFLUENCE_PERSONAL_TOKEN: token };
    return { ...sandbox, name: 'Data Center', settings };
  }
  const sandbox = await startSandbox({ port });
  const { username, apiToken } = sandbox.credentials;
  const settings = { CONFLUENCE_URL: sandbox.url, CONFLUENCE_USERNAME: username, CONFLUENCE_API_TOKEN: apiToken };
  const { clientId, clientSecret, authUrl, apiUrl } = sandbox.oauth;
  const signIn = {
    CONFLUENCE_AUTH: 'user',
    AUTH_MODES: 'oauth',
    ATLASSIAN_OAUTH_CLIENT_ID: clientId,
    ATLASSIAN_OAUTH_CLIENT_SECRET: clientSecret,
    ATLASSIAN_AUTH_URL: authUrl,
    ATLASSIAN_API_URL: apiUrl,
  };
  return { ...sandbox, name: 'Cloud', settings, signIn };
}

/** A port that something else has is no fault of the program: it is told as bad usage, with what helps. */
function refuseTakenPort(error: unknown): never {
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code !== 'EADDRINUSE') throw error;
  throw new UsageError(`Port ${port} is already in use: stop the program that uses it, or choose another with --port.`);
}

/** A port from a flag; 0 lets the system choose. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new UsageError('--port needs a number from 0 to 65535.');
}
