import type { Definitions } from '../api/index.js';
import { compose } from '../compose.js';
import { readApiTools, readWriteRules, withApiTools } from '../compose-settings.js';
import type { WritePolicyReading } from '../mcp/index.js';
import { ConfigError, findSetting, loadConfig, secretTexts, type Config, type ConfigFlags } from '../config/index.js';
import { isAppError } from '../errors.js';
import { createSecretHiding, redactText, type Logger } from '../observability/index.js';
import { serveHttp, serveStdio, type Service } from '../serve.js';
import { withRealPort } from './free-port.js';
import { exitCode, type Io } from './io.js';
import { version } from '../version.js';

/** `serve`: runs until it is told to stop, or until the stdio client has gone. */
export async function serveCommand(io: Io, flags: ConfigFlags): Promise<number> {
  const port = flags.port ?? findSetting('PORT', { mode: 'serve', ...(io.env && { env: io.env }) });
  const settings = await readSettings(io, { ...flags, port: await withRealPort(port?.toString()) });
  if (settings === undefined) return exitCode.badSettings;
  const started = await startService(io, settings);
  if (started === undefined) return exitCode.badSettings;
  const { service, log } = started;
  if (service.devIssuer !== undefined) await showDevToken(io, service.devIssuer);
  const crash = await Promise.race([io.stopped, service.ended]);
  if (crash) log.fatal({ event: 'crashed', err: crash }, 'Uncaught error; stopping.');
  else log.info({ event: 'server_stopping' }, 'The server is stopping.');
  await service.close();
  return crash ? exitCode.failed : exitCode.ok;
}

interface Settings {
  readonly config: Config;
  readonly apiTools: Definitions | undefined;
  readonly writePolicy: WritePolicyReading | undefined;
}

/** The settings, or undefined after every fault was named. */
export async function readSettings(io: Io, flags: ConfigFlags = {}): Promise<Settings | undefined> {
  const options = { mode: 'serve', flags, ...(io.env ? { env: io.env } : {}) } as const;
  const apiTools = await readApiTools(options);
  const known = withApiTools(apiTools);
  const writePolicy = await readWriteRules(options, known.catalogue);
  try {
    return { config: loadConfig({ ...options, ...known, writePolicy }), apiTools, writePolicy };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    io.stderr.write(`${error.message}\n`);
    return undefined;
  }
}

/** Settings can be well formed and still impossible here: a port in use, a token file with a wrong entry. */
async function startService(
  io: Io,
  { config, apiTools, writePolicy }: Settings,
): Promise<{ service: Service; log: Logger } | undefined> {
  const isStdio = config.server.transport === 'stdio';
  try {
    const services = await compose(config, {
      version,
      apiTools,
      writePolicy,
      logDestination: isStdio ? io.stderr : io.stdout,
    });
    return { service: isStdio ? serveStdio(services, io) : await serveHttp(services), log: services.log };
  } catch (error) {
    if (!isAppError(error)) throw error;
    io.stderr.write(`${[error.message, error.hint].filter(Boolean).join(' ')}\n`);
    return undefined;
  }
}

/** With DEV_TOKENS, a token to begin with, beside the log: for the person at the terminal. */
async function showDevToken(io: Io, issuer: NonNullable<Service['devIssuer']>): Promise<void> {
  const { access_token: token, expires_in: seconds } = await issuer.sign({ scope: 'confluence:delete' });
  io.stderr.write(`DEV_TOKENS: a token with every scope, for ${seconds / 60} minutes:\n${token}\n`);
}

/** What a failure nobody thought of says may hold what it was about. */
export function withoutSecrets(message: string, { env }: Io): string {
  const hide = createSecretHiding(secretTexts({ mode: 'serve', ...(env && { env }) }));
  return redactText(hide?.(message) ?? message);
}
