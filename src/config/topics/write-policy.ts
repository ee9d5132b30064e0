import { text } from '../formats.js';
import type { Report } from '../report.js';
import type { SettingTable, SettingValues } from '../setting.js';

/** Which file says who may write what; without it, nothing is asked beyond scopes and spaces. */
export const writePolicySettings = {
  WRITE_POLICY_FILE: {
    schema: text,
    unset: 'scopes, grants and the space policy alone decide',
    example: '/config/write-policy.yaml',
    description:
      'YAML or JSON file that says who may write what: spaces, tools, writes an hour, hosts of new links, deletes, ' +
      'permissions, confirmations; schemas/write-policy.schema.json describes it.',
  },
} as const satisfies SettingTable;

/** What the file that WRITE_POLICY_FILE names was found to hold, by whoever can read it. */
export interface WritePolicyFaults {
  readonly faults: readonly { readonly line: number; readonly message: string }[];
}

/** Every fault of the file, each with its line. A file that nobody has read is one too: nothing may start without it. */
export function checkWritePolicy(
  { WRITE_POLICY_FILE: path }: SettingValues<typeof writePolicySettings>,
  reading: WritePolicyFaults | undefined,
  report: Report,
): void {
  if (path === undefined) return;
  for (const { line, message } of reading?.faults ?? [{ line: 1, message: 'the file was not read' }]) {
    report.fault('WRITE_POLICY_FILE', `names ${path}, line ${line}: ${message}`);
  }
}
