import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { boolean, secretText, text } from '../formats.js';
import type { Report } from '../report.js';
import { urlSecrets, type Secret } from '../secret.js';
import type { SettingTable, SettingValues } from '../setting.js';
import type { ConfiguredAuthMode } from './auth-modes.js';
import type { oauthSettings } from './oauth.js';
import type { PlatformValues } from './platform.js';
import type { toolSettings } from './tools.js';
import type { writePolicySettings } from './write-policy.js';

/** Where logins, limits and locks live. Of the two stores, REDIS_URL wins. */
export const stateSettings = {
  REDIS_URL: {
    schema: z
      .string()
      .refine((given) => /^rediss?:\/\/[^/]/i.test(given) && URL.canParse(given), {
        error: 'must be a URL that starts with redis:// or rediss://',
      })
      .pipe(secretText),
    secret: true,
    unset: 'state stays in this process, and with oauth in MCP_CLIENT_STORAGE_DIR',
    example: 'rediss://:PASSWORD@redis.example.com:6379',
    description: 'Redis that all replicas share: OAuth, rate limits, caches and locks.',
  },
  MCP_CLIENT_STORAGE_DIR: {
    schema: text,
    default: '/var/lib/mcp/oidc-proxy',
    description: 'Folder of the embedded durable store of the oauth mode; must be writable. Not used with REDIS_URL.',
  },
  MCP_CLIENT_STORAGE_EPHEMERAL: {
    schema: boolean,
    default: 'false',
    description: 'true: the oauth mode keeps its state in memory, for trials: every restart logs everybody out.',
  },
} as const satisfies SettingTable;

/** Where state is kept. `embedded` is for the oauth mode of a single process. */
export type StateConfig =
  | { readonly kind: 'redis'; readonly url: Secret }
  | { readonly kind: 'embedded'; readonly directory: string }
  | { readonly kind: 'memory' };

type Values = SettingValues<
  typeof stateSettings & typeof oauthSettings & typeof toolSettings & typeof writePolicySettings
> &
  PlatformValues;

/** Where state is kept. Logins must outlive a restart, so with oauth memory is a choice to be made aloud. */
export function toState(
  values: Values,
  { modes }: { modes: readonly ConfiguredAuthMode[] },
  report: Report,
): StateConfig {
  const { REDIS_URL: url, MCP_CLIENT_STORAGE_DIR: directory } = values;
  if (url !== undefined || !modes.includes('oauth')) warnOfLonelyInstances(values, report);
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

/**
 * For whoever relies on confirmations, not for the default, where clients that can ask may ask. Cloud Run alone says that
 * there may be several of us.
 */
function warnOfLonelyInstances(values: Values, report: Report): void {
  const { K_SERVICE: service, READ_ONLY_MODE: isReadOnly, CONFIRM_DESTRUCTIVE: confirms } = values;
  if (service === undefined || isReadOnly || (confirms !== 'required' && values.WRITE_POLICY_FILE === undefined))
    return;
  const absent = (['REDIS_URL', 'MCP_JWT_SIGNING_KEY'] as const).filter((name) => values[name] === undefined);
  if (absent.length === 0) return;
  report.warn(
    `Without ${absent.join(' and ')} a person's answer and the token of a preview are good at the instance that asked: ` +
      'another one asks anew. Set both, or keep the service to one instance.',
  );
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

/** Every text that a log must not show: the password of Redis, in each spelling. */
export function stateSecrets(state: StateConfig): readonly string[] {
  return state.kind === 'redis' ? urlSecrets(state.url) : [];
}
