import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConfigError,
  loadConfig,
  type Config,
  type ConfigFault,
  type LoadConfigOptions,
  type Secret,
} from '../../src/config/index.js';

export type Variables = Record<string, string | undefined>;

/** The least that starts: a Cloud site, and a door that is open on this machine only. */
export const leastSettings: Variables = {
  HOST: '127.0.0.1',
  AUTH_MODES: 'none',
  CONFLUENCE_URL: 'https://acme.atlassian.net/wiki',
  CONFLUENCE_USERNAME: 'bot@acme.com',
  CONFLUENCE_API_TOKEN: 'api-token-of-the-bot',
};

/** Loads the least settings with some changed; undefined takes one away. */
export function configWith(variables: Variables = {}, options: Partial<LoadConfigOptions> = {}): Config {
  return loadConfig({ mode: 'serve', ...options, env: { ...leastSettings, ...variables } });
}

/** The error for settings that cannot be used. Fails when they can. */
export function errorWith(variables: Variables, options: Partial<LoadConfigOptions> = {}): ConfigError {
  try {
    configWith(variables, options);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the settings were accepted');
}

export function faultsWith(variables: Variables, options: Partial<LoadConfigOptions> = {}): readonly ConfigFault[] {
  return errorWith(variables, options).faults;
}

/** `VARIABLE: message` of each fault. */
export function faultLines(variables: Variables, options: Partial<LoadConfigOptions> = {}): string[] {
  return faultsWith(variables, options).map(({ variable, message }) => `${variable}: ${message}`);
}

/** The token that Confluence is asked with, whichever kind it is. Fails where each caller brings one. */
export function tokenOf({ confluence }: Config): Secret {
  const credentials = confluence?.credentials;
  if (credentials === undefined || credentials.kind === 'caller')
    throw new Error('the service has no token of its own');
  return credentials.kind === 'bearer' ? credentials.token : credentials.apiToken;
}

/** A file in a fresh temporary folder. */
export function temporaryFile(text: string, name = 'file'): string {
  const path = join(mkdtempSync(join(tmpdir(), 'settings-')), name);
  writeFileSync(path, text);
  return path;
}
