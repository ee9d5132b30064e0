import { openDesk } from '../compose.js';
import type { Config } from '../config/index.js';
import { AppError, isAppError } from '../errors.js';
import { createLogger } from '../observability/index.js';
import { colorsFor, exitCode, print, type Io } from './io.js';
import { readSettings } from './serve.js';
import { version } from './version.js';

interface Check {
  name: string;
  run(): Promise<string>;
}

/** `doctor`: settings, Confluence, credentials and key sets, one row each; exit 1 when one is not well. */
export async function doctorCommand(io: Io): Promise<number> {
  const config = readSettings(io);
  if (config === undefined) return exitCode.failed;
  const rows = await Promise.all(checksFor(config, io).map(async (check) => ({ ...check, ...(await outcome(check)) })));
  const pc = colorsFor(io);
  const width = Math.max(...rows.map(({ name }) => name.length));
  for (const { name, isWell, text } of rows) {
    print(io, `${isWell ? pc.green('ok  ') : pc.red('FAIL')}  ${name.padEnd(width)}  ${text}`);
  }
  return rows.every(({ isWell }) => isWell) ? exitCode.ok : exitCode.failed;
}

async function outcome(check: Check): Promise<{ isWell: boolean; text: string }> {
  try {
    return { isWell: true, text: await check.run() };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { isWell: false, text: [`${error.code}: ${error.message}`, error.hint].filter(Boolean).join(' ') };
  }
}

function checksFor(config: Config, io: Io): Check[] {
  const { jwt, google } = config.auth;
  const keySets = [
    ...(jwt?.keys.kind === 'jwks' ? [{ name: 'JWT_JWKS_URL', url: jwt.keys.url }] : []),
    ...(google ? [{ name: 'Google keys', url: google.jwksUrl ?? 'https://www.googleapis.com/oauth2/v3/certs' }] : []),
  ];
  return [
    { name: 'settings', run: () => Promise.resolve(describe(config)) },
    { name: 'Confluence', run: () => pingConfluence(config, io) },
    ...keySets.map(({ name, url }) => ({ name, run: () => fetchKeySet(url) })),
  ];
}

function describe({ auth, server, warnings }: Config): string {
  const modes = [...auth.modes, ...(auth.devTokens ? ['dev tokens'] : [])].join(', ') || 'no authentication mode';
  return [`${modes}, listening on ${server.host}:${server.port}`, ...warnings].join('; ');
}

async function pingConfluence(config: Config, io: Io): Promise<string> {
  const desk = openDesk(config, createLogger({ level: 'fatal', destination: io.stderr }), version);
  try {
    await desk.ping();
    const user = await desk.forCall({}).users.current();
    return `${config.confluence.siteUrl} as ${user.name}`;
  } finally {
    desk.close();
  }
}

/** Not through the verifier: it keeps keys, and a doctor wants to know how things are now. */
async function fetchKeySet(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    const { keys } = (await response.json()) as { keys?: unknown[] };
    if (response.ok && Array.isArray(keys) && keys.length > 0) return `${keys.length} keys at ${url}`;
    throw new Error(`status ${response.status}`);
  } catch (cause) {
    const hint = 'Check the URL and the way to it; tokens that need this set are refused meanwhile.';
    throw new AppError('UPSTREAM_UNAVAILABLE', `No key set at ${url}.`, { hint, cause });
  }
}
