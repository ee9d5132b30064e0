import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './environment.js';

/** What the command line knows of the person at it, beside the settings of the server. */
export interface UserSettings {
  /** Where this program keeps what belongs to the person: logins. */
  readonly folder: string;
  /** Command that opens a URL; undefined for the system's own. */
  readonly browser: string | undefined;
  /** Of `--client-id`, where the authorization server gave it one. */
  readonly clientSecret: string | undefined;
}

/** From XDG_CONFIG_HOME or APPDATA (else `~/.config`), and BROWSER. */
export function readUserSettings(env: Environment = process.env): UserSettings {
  const base = env['XDG_CONFIG_HOME'] || env['APPDATA'] || join(homedir(), '.config');
  return {
    folder: join(base, 'confluence-mcp'),
    browser: env['BROWSER'] || undefined,
    clientSecret: env['MCP_LOGIN_CLIENT_SECRET'] || undefined,
  };
}
