import { text } from '../formats.js';
import type { Report } from '../report.js';
import type { SettingTable, SettingValues } from '../setting.js';
import type { AuthConfig } from './auth.js';
import type { OAuthConfig } from './oauth.js';

/** Which file defines tools over other APIs. It is read ahead of the rest, since other settings may name its tools. */
export const apiToolSettings = {
  API_TOOLS_FILE: {
    schema: text,
    unset: 'no further tools',
    example: '/config/api-tools.yaml',
    description:
      'YAML or JSON file with tools over other REST APIs, called in the name of the caller; ' +
      'schemas/api-tools.schema.json describes it. With it, CONFLUENCE_URL may be unset.',
  },
} as const satisfies SettingTable;

interface Place {
  readonly line: number;
  readonly column: number;
}

/** What the file that API_TOOLS_FILE names was found to hold, by whoever can read it. */
export interface ApiToolsReading {
  readonly faults: readonly (Place & { readonly message: string })[];
  /** Where it is said of an API that it gets the caller's upstream token. */
  readonly upstreamTokens: readonly Place[];
  readonly secrets: readonly string[];
}

/** Every fault of the file, each with its place. */
export function checkApiTools(
  { API_TOOLS_FILE: path }: SettingValues<typeof apiToolSettings>,
  reading: ApiToolsReading | undefined,
  auth: AuthConfig,
  report: Report,
): void {
  if (path === undefined || reading === undefined) return;
  const isAtlassian = auth.oauth !== undefined && isAtAtlassian(auth.oauth.upstream);
  const foreign = reading.upstreamTokens.map((place) => ({ ...place, message: forAtlassianAlone }));
  const all = [...reading.faults, ...(isAtlassian ? foreign : [])];
  for (const { line, column, message } of all.sort((a, b) => a.line - b.line || a.column - b.column)) {
    report.fault('API_TOOLS_FILE', `names ${path}, line ${String(line)}, column ${String(column)}: ${message}`);
  }
  if (auth.modes.includes('oauth') || report.isUnusable('AUTH_MODES')) return;
  for (const { line } of reading.upstreamTokens) {
    report.warn(`API_TOOLS_FILE names ${path}, line ${String(line)}: ${withoutSignIn}`);
  }
}

/** Atlassian is an OpenID provider as well, whose tokens open Confluence and Jira whichever way people logged in. */
function isAtAtlassian(upstream: OAuthConfig['upstream']): boolean {
  return upstream.kind === 'atlassian' || /(?:^|\.)atlassian\.com\.?$/.test(new URL(upstream.configUrl).hostname);
}

const forAtlassianAlone =
  'credentials: is upstream-token, but people log in at Atlassian, whose token is for Atlassian alone';

const withoutSignIn =
  'credentials: is upstream-token, which no caller ever has without AUTH_MODES=oauth, so that every call of its tools ' +
  'is refused: have people sign in with your OpenID provider, or take identity-headers.';
