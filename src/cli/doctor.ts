import type { Api } from '../api/index.js';
import { googleKeys, iapKeys } from '../auth/index.js';
import { openConfluenceClient, openOutbound, openState } from '../compose.js';
import type { Config, ConfluenceConfig } from '../config/index.js';
import { AppError, isAppError } from '../errors.js';
import { createLogger, type Logger } from '../observability/index.js';
import type { Outbound } from '../outbound/index.js';
import { colorsFor, exitCode, print, untilStopped, type Io } from './io.js';
import { readSettings } from './serve.js';
import { version } from '../version.js';

interface Check {
  name: string;
  run(): Promise<string>;
}

/**
 * `doctor`: settings, Confluence, key sets, logins and state, one row each; exit 1 when one is not well. `offline`: the
 * settings alone, as the server reads them, and nothing is asked over the network.
 */
export async function doctorCommand(io: Io, { offline = false }: { offline?: boolean } = {}): Promise<number> {
  const settings = await readSettings(io);
  if (settings === undefined) return exitCode.failed;
  const { config, apiTools } = settings;
  const log = createLogger({ level: 'fatal', destination: io.stderr });
  const outbound = openOutbound(config);
  const all = [...checksFor({ config, log, outbound }), ...apiChecks(apiTools?.apis ?? [], outbound)];
  const checks = offline ? all.slice(0, 1) : all;
  const asked = Promise.all(checks.map(async (check) => ({ ...check, ...(await outcome(check)) })));
  const rows = await untilStopped(io, asked).finally(() => outbound.close());
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

interface Instruments {
  readonly config: Config;
  readonly log: Logger;
  readonly outbound: Outbound;
}

function checksFor(instruments: Instruments): Check[] {
  const { config, outbound } = instruments;
  const { confluence } = config;
  const { iap, google, jwt, oauth } = config.auth;
  const keySets = [
    ...(jwt?.keys.kind === 'jwks' ? [{ name: 'JWT_JWKS_URL', url: jwt.keys.url }] : []),
    ...(google ? [{ name: 'Google keys', url: google.jwksUrl ?? googleKeys }] : []),
    ...(iap ? [{ name: 'IAP keys', url: iap.jwksUrl ?? iapKeys }] : []),
  ];
  const login = oauth?.upstream.kind === 'oidc' ? oauth.upstream.configUrl : undefined;
  return [
    { name: 'settings', run: () => Promise.resolve(describe(config)) },
    ...(confluence ? [{ name: 'Confluence', run: () => pingConfluence(confluence, instruments) }] : []),
    ...keySets.map(({ name, url }) => ({ name, run: () => fetchKeySet(url, outbound.fetch) })),
    ...(login === undefined ? [] : [{ name: 'OIDC_CONFIG_URL', run: () => fetchDiscovery(login, outbound.fetch) }]),
    ...(config.state.kind === 'memory' ? [] : [{ name: 'state', run: () => pingState(instruments) }]),
  ];
}

/** Any answer shows that the way is open: what stands at the root of an API is its own matter. */
function apiChecks(apis: readonly Api[], outbound: Outbound): Check[] {
  return apis.map(({ name, baseUrl, tools }) => ({
    name: `API ${name}`,
    run: async () => {
      const { status } = await ask(baseUrl.href, outbound.fetch, 'until then its tools fail');
      return `${baseUrl.href} answers (status ${status}), ${tools.length} ${tools.length === 1 ? 'tool' : 'tools'}`;
    },
  }));
}

function describe({ auth, server, warnings }: Config): string {
  const modes = [...auth.modes, ...(auth.devTokens ? ['dev tokens'] : [])].join(', ') || 'no authentication mode';
  return [`${modes}, listening on ${server.host}:${server.port}`, ...warnings].join('; ');
}

/** Without an account of the service's own there is nobody to ask as, so only the way is tried. */
async function pingConfluence(confluence: ConfluenceConfig, { log, outbound }: Instruments): Promise<string> {
  const confluenceClient = await openConfluenceClient(confluence, { outbound, log, version });
  const { credentials, siteUrl } = confluence;
  try {
    await confluenceClient.ping();
    if (credentials.kind === 'caller') return `${siteUrl}, as each caller`;
    const user = await confluenceClient.forCall({}).users.current();
    return `${siteUrl} as ${user.name}`;
  } finally {
    confluenceClient.close();
  }
}

async function pingState({ config, log }: Instruments): Promise<string> {
  const store = await openState(config, log);
  try {
    await store.ping();
    return config.state.kind === 'embedded' ? `embedded, in ${config.state.directory}` : 'Redis answers';
  } finally {
    await store.close();
  }
}

/** Not through the verifier: it keeps keys, and a doctor wants to know how things are now. */
async function fetchKeySet(url: string, fetch: Outbound['fetch']): Promise<string> {
  const { keys } = await fetchJson(url, fetch, 'until then, tokens that need this key set are refused');
  if (Array.isArray(keys) && keys.length > 0) return `${keys.length} keys at ${url}`;
  throw new AppError('UPSTREAM_UNAVAILABLE', `No key set at ${url}.`, { hint: 'Check the URL.' });
}

async function fetchDiscovery(url: string, fetch: Outbound['fetch']): Promise<string> {
  const { issuer } = await fetchJson(url, fetch, 'until then, nobody can log in');
  if (typeof issuer === 'string') return `people log in at ${issuer}`;
  throw new AppError('UPSTREAM_UNAVAILABLE', `No discovery document at ${url}.`, { hint: 'Check the URL.' });
}

async function fetchJson(url: string, fetch: Outbound['fetch'], loss: string): Promise<Record<string, unknown>> {
  try {
    const response = await ask(url, fetch, loss);
    if (!response.ok) throw new Error(`status ${response.status}`);
    return (await response.json()) as Record<string, unknown>;
  } catch (cause) {
    throw useless(url, loss, cause);
  }
}

async function ask(url: string, fetch: Outbound['fetch'], loss: string): Promise<Response> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(5_000) });
  } catch (cause) {
    throw useless(url, loss, cause);
  }
}

function useless(url: string, loss: string, cause: unknown): AppError {
  const hint = `Check the URL and the network; ${loss}.`;
  return new AppError('UPSTREAM_UNAVAILABLE', `There is no usable answer from ${url}.`, { hint, cause });
}
