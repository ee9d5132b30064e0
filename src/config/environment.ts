import { parse as parseDotenv } from 'dotenv';
import { readTextFile } from './json-file.js';
import type { SettingTable } from './setting.js';
import { logSettings } from './topics/log.js';
import { platformSettings } from './topics/platform.js';
import { serverSettings, type Transport } from './topics/server.js';
import { toolSettings } from './topics/tools.js';

/** Variable name to text, as a process environment is. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Command line flags; each wins over its variable. */
export interface ConfigFlags {
  readonly transport?: Transport | undefined;
  readonly host?: string | undefined;
  readonly port?: number | string | undefined;
  readonly logLevel?: string | undefined;
}

/** Where variables come from: flags win over the process environment, that over `.env`, and all over `defaults`. */
export interface EnvironmentOptions {
  /** `demo`: the environment says how to listen, log and narrow the tools; Confluence and callers are in `defaults`. */
  readonly mode: 'serve' | 'demo';
  /** Default: this process's environment and the `.env` file. When given, no `.env` is read unless it is named. */
  readonly env?: Environment;
  readonly dotenvPath?: string;
  readonly flags?: ConfigFlags;
  /** Variables that hold where the environment says nothing: what the demo sets for its sandbox. */
  readonly defaults?: Environment;
}

const demoTables: readonly SettingTable[] = [serverSettings, logSettings, toolSettings, platformSettings];

/** What the process, the `.env` file and the flags say together. */
export function readEnvironment(options: EnvironmentOptions): Environment {
  const { env, mode, defaults } = options;
  const path = options.dotenvPath ?? (env === undefined ? '.env' : undefined);
  const file = path === undefined ? undefined : readTextFile(path);
  const told = { ...(file === undefined ? {} : parseDotenv(file)), ...withoutUndefined(env ?? process.env) };
  return { ...defaults, ...(mode === 'demo' ? forDemo(told) : told), ...flagVariables(options.flags) };
}

/** A variable that is set and not empty: container platforms write an empty one for one that is not set. */
export function findVariable(environment: Environment, variable: string): string | undefined {
  return environment[variable]?.trim() || undefined;
}

/** One setting ahead of all others, for what has to be read before they can be compared. */
export function findSetting(name: string, options: EnvironmentOptions): string | undefined {
  return options.mode === 'demo' ? undefined : findVariable(readEnvironment(options), name);
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
