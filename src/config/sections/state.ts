import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { AuthConfig } from '../auth-config.js';
import type { StateConfig } from '../config.js';
import type { Report } from '../report.js';
import type { Values } from '../settings.js';

/** Where state is kept. Logins must outlive a restart, so with oauth memory is a choice to be made aloud. */
export function toState(values: Values, { modes }: Pick<AuthConfig, 'modes'>, report: Report): StateConfig {
  const { REDIS_URL: url, MCP_CLIENT_STORAGE_DIR: directory } = values;
  if (url !== undefined) return { kind: 'redis', url };
  if (!modes.includes('oauth') || report.isUnusable('REDIS_URL')) return { kind: 'memory' };
  if (values.MCP_CLIENT_STORAGE_EPHEMERAL) {
    report.warn(
      'MCP_CLIENT_STORAGE_EPHEMERAL is on: a restart logs everybody out, and replicas do not know each other.',
    );
    return { kind: 'memory' };
  }
  if (values.K_SERVICE !== undefined) {
    const why = 'is required with oauth on Cloud Run, whose disk is memory of one instance';
    report.missing('REDIS_URL', `${why}; for a trial set MCP_CLIENT_STORAGE_EPHEMERAL=true`);
  } else if (!canHoldFiles(directory)) {
    report.fault(
      'MCP_CLIENT_STORAGE_DIR',
      `is ${directory}, where nothing can be written; mount a folder or set REDIS_URL`,
    );
  }
  return { kind: 'embedded', directory };
}

/** Nothing is made here: of a folder that is not there yet, the nearest one above must take it. */
function canHoldFiles(directory: string): boolean {
  let nearest = resolve(directory);
  while (!existsSync(nearest) && nearest !== dirname(nearest)) nearest = dirname(nearest);
  try {
    accessSync(nearest, constants.W_OK | constants.X_OK);
    return statSync(nearest).isDirectory();
  } catch {
    return false;
  }
}
