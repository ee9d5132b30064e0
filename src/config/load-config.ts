import { parse as parseDotenv } from 'dotenv';
import { ConfigError } from './config-error.js';
import type { Config, Transport } from './config.js';
import { deepFreeze } from './deep-freeze.js';
import { findVariable, readSettings, readTextFile, type Environment } from './read-settings.js';
import { Report } from './report.js';
import { Secret } from './secret.js';
import { toAuth } from './sections/auth.js';
import { toConfluence } from './sections/confluence.js';
import { refuseLaterSettings } from './sections/later.js';
import { toOutbound } from './sections/outbound.js';
import { toServer } from './sections/server.js';
import { toSpaces } from './sections/spaces.js';
import { toState } from './sections/state.js';
import { toTools, type ToolCatalogue } from './sections/tools.js';
import { secretTexts } from './secret-texts.js';
import type { SettingTable } from './setting.js';
import type { Values } from './settings.js';
import { logSettings, platformSettings, serverSettings } from './settings/server.js';
import { toolSettings } from './settings/tools.js';

export type { ToolCatalogue } from './sections/tools.js';

/** Command line flags; each wins over its variable. */
export interface ConfigFlags {
  readonly transport?: Transport | undefined;
  readonly host?: string | undefined;
  readonly port?: number | string | undefined;
  readonly logLevel?: string | undefined;
}

export interface LoadConfigOptions {
  /** `demo`: the environment says how to listen, log and narrow the tools; Confluence and callers are in `defaults`. */
  readonly mode: 'serve' | 'demo';
  /** Default: this process's environment and the `.env` file. When given, no `.env` is read unless it is named. */
  readonly env?: Environment;
  readonly dotenvPath?: string;
  readonly flags?: ConfigFlags;
  /** Variables that hold where the environment says nothing: what the demo sets for its sandbox. */
  readonly defaults?: Environment;
  /** What TOOLSETS, ENABLED_TOOLS and DISABLED_TOOLS may name. Without it the names are not compared. */
  readonly catalogue?: ToolCatalogue;
}

const demoPointer = 'No Confluence at hand? `npm run demo` starts the server in front of an in-memory one.';
const demoTables: readonly SettingTable[] = [serverSettings, logSettings, toolSettings, platformSettings];

/**
 * Reads the settings once and validates them together.
 *
 * @throws ConfigError naming every fault with its variable and its mend.
 */
export function loadConfig(options: LoadConfigOptions): Config {
  const report = new Report();
  const environment = readEnvironment(options);
  const values = readSettings(environment, report);
  refuseLaterSettings(environment, report);

  const transport = options.flags?.transport ?? 'http';
  const server = toServer(values, { transport, demo: options.mode === 'demo' }, report);
  const confluence = toConfluence(values, report);
  const spaces = toSpaces(values, report);
  const tools = toTools(values, options.catalogue, report);
  const auth = toAuth(values, server, options.catalogue, report);
  const state = toState(values, auth, report);
  const outbound = toOutbound(values, report);
  if (report.faults.length > 0 || confluence === undefined) {
    throw new ConfigError(report.faults, lacksConfluenceUrl(report) ? demoPointer : undefined);
  }
  return deepFreeze({
    service: toService(values),
    server,
    log: { level: values.DEBUG ? 'debug' : values.LOG_LEVEL, projectId: values.GOOGLE_CLOUD_PROJECT },
    outbound,
    confluence,
    spaces,
    tools,
    auth,
    state,
    warnings: report.warnings,
    secrets: new Secret(secretTexts({ confluence, auth, state, outbound })),
  });
}

function toService(values: Values): Config['service'] {
  return {
    cloudRunService: values.K_SERVICE,
    cloudRunRevision: values.K_REVISION,
    production: values.NODE_ENV === 'production',
  };
}

function lacksConfluenceUrl(report: Report): boolean {
  return !report.isUnusable('CONFLUENCE_URL') && report.faults.some(({ variable }) => variable === 'CONFLUENCE_URL');
}

function readEnvironment(options: LoadConfigOptions): Environment {
  const { env, mode, defaults } = options;
  const path = options.dotenvPath ?? (env === undefined ? '.env' : undefined);
  const file = path === undefined ? undefined : readTextFile(path);
  const told = { ...(file === undefined ? {} : parseDotenv(file)), ...withoutUndefined(env ?? process.env) };
  return { ...defaults, ...(mode === 'demo' ? forDemo(told) : told), ...flagVariables(options.flags) };
}

function withoutUndefined(environment: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** A demo beside a configured `.env` must neither reach that Confluence nor take its tokens. */
function forDemo(told: Environment): Environment {
  const names = demoTables.flatMap((table) =>
    Object.entries(table).flatMap(([name, setting]) => [name, ...(setting.aliases ?? [])]),
  );
  const kept = names.map((name) => [name, findVariable(told, name)] as const);
  return { HOST: '127.0.0.1', ...withoutUndefined(Object.fromEntries(kept)) };
}

function flagVariables(flags: ConfigFlags = {}): Environment {
  return {
    ...(flags.host === undefined ? {} : { HOST: flags.host }),
    ...(flags.port === undefined ? {} : { PORT: String(flags.port) }),
    ...(flags.logLevel === undefined ? {} : { LOG_LEVEL: flags.logLevel, DEBUG: undefined }),
  };
}
