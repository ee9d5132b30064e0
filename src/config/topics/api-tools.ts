import { text } from '../formats.js';
import type { Report } from '../report.js';
import type { SettingTable, SettingValues } from '../setting.js';
import type { AuthConfig } from './auth.js';

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

/** What the file that API_TOOLS_FILE names was found to hold, by whoever can read it. */
export interface ApiToolsReading {
  readonly faults: readonly { readonly line: number; readonly message: string }[];
  /** Lines of the APIs that are to get the caller's upstream token. */
  readonly upstreamTokenLines: readonly number[];
  readonly secrets: readonly string[];
}

/** Every fault of the file, each with its line. */
export function checkApiTools(
  { API_TOOLS_FILE: path }: SettingValues<typeof apiToolSettings>,
  reading: ApiToolsReading | undefined,
  auth: AuthConfig,
  report: Report,
): void {
  if (path === undefined || reading === undefined) return;
  const refuse = (line: number, message: string) =>
    report.fault('API_TOOLS_FILE', `names ${path}, line ${String(line)}: ${message}`);
  for (const { line, message } of reading.faults) refuse(line, message);
  if (auth.oauth?.upstream.kind !== 'atlassian') return;
  for (const line of reading.upstreamTokenLines) {
    refuse(line, 'credentials: is upstream-token, but people log in at Atlassian, whose token is for Atlassian alone');
  }
}
