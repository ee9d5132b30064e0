import { boolean, isLoopbackHost, text } from '../formats.js';
import { readJsonObject } from '../json-file.js';
import type { Report } from '../report.js';
import { Secret } from '../secret.js';
import type { SettingTable, SettingValues } from '../setting.js';
import type { PlatformValues } from './platform.js';
import type { ServerConfig } from './server.js';
import type { ToolCatalogue } from './tools.js';

/** Tokens that the operator writes down, and tokens for development. */
export const staticTokenSettings = {
  STATIC_TOKENS_FILE: {
    schema: text,
    unset: 'required with static',
    example: '/secrets/static-tokens.json',
    description: 'JSON file: `{"TOKEN or sha256:HEX": {"user_id", "organization_id", "permissions": […]}}`.',
  },
  DEV_TOKENS: {
    schema: boolean,
    default: 'false',
    description:
      'true: /dev/token gives signed test tokens. Loopback HOST only; refused on Cloud Run and in production.',
  },
} as const satisfies SettingTable;

/** For topics that turn on what only development has. */
export type StaticTokenValues = SettingValues<typeof staticTokenSettings>;

/** The token file by token or `sha256:HEX`. Messages never quote it: its keys may be tokens. */
export function toStaticTokens(
  { STATIC_TOKENS_FILE: path }: StaticTokenValues,
  catalogue: ToolCatalogue | undefined,
  report: Report,
): Secret<Readonly<Record<string, unknown>>> | undefined {
  if (path === undefined) {
    report.missing('STATIC_TOKENS_FILE', 'is required with static: a JSON file of tokens and what they may do');
    return undefined;
  }
  const tokens = readJsonObject('STATIC_TOKENS_FILE', path, report);
  try {
    if (tokens !== undefined) catalogue?.checkStaticTokens?.(tokens);
  } catch (error) {
    report.fault('STATIC_TOKENS_FILE', `names ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return tokens && new Secret(tokens);
}

/** Tokens for whoever asks: on this machine, in development. */
export function guardDevTokens(values: StaticTokenValues & PlatformValues, server: ServerConfig, report: Report): void {
  if (!values.DEV_TOKENS) return;
  const refuse = (why: string) => report.fault('DEV_TOKENS', `gives tokens to whoever asks, which ${why}; remove it`);
  if (!isLoopbackHost(server.host)) refuse('needs a loopback HOST such as 127.0.0.1');
  if (values.K_SERVICE !== undefined) refuse('is refused on Cloud Run');
  if (values.NODE_ENV === 'production') refuse('is refused with NODE_ENV=production');
}
