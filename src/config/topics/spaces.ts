import { z } from 'zod';
import { listOf } from '../formats.js';
import type { Report } from '../report.js';
import type { SettingTable, SettingValues } from '../setting.js';

const key = z
  .string()
  .regex(/^(?:[\w-]{1,255}|~[\w.@:+-]{1,254})$/, 'takes space keys as they stand in the URL of a space, e.g. ENG');

/** Which spaces exist for callers at all. It narrows what the account sees, and never widens it. */
export const spaceSettings = {
  CONFLUENCE_SPACES_FILTER: {
    schema: listOf(key),
    unset: 'every space that the account sees',
    example: 'ENG,HR',
    description:
      'Only these spaces, for every tool. What is elsewhere, or in no space, answers as if it were not there.',
  },
  CONFLUENCE_SPACES_DENY: {
    schema: listOf(key),
    unset: 'none',
    example: 'FIN',
    description: 'Never these spaces; beats CONFLUENCE_SPACES_FILTER.',
  },
  CONFLUENCE_SPACES_READ_ONLY: {
    schema: listOf(key),
    unset: 'none',
    example: 'HR',
    description: 'These spaces can be read, but nothing in them written.',
  },
} as const satisfies SettingTable;

/** Space keys as given; they compare without regard to case. */
export interface SpacesConfig {
  /** undefined: every space. */
  readonly filter: readonly string[] | undefined;
  readonly deny: readonly string[];
  readonly readOnly: readonly string[];
}

/** Which spaces can be seen and written. */
export function toSpaces(values: SettingValues<typeof spaceSettings>, report: Report): SpacesConfig {
  const { CONFLUENCE_SPACES_FILTER: filter, CONFLUENCE_SPACES_DENY: deny = [] } = values;
  const denied = new Set(deny.map((key) => key.toLowerCase()));
  if (filter?.every((key) => denied.has(key.toLowerCase()))) {
    report.warn('CONFLUENCE_SPACES_DENY names every space of CONFLUENCE_SPACES_FILTER: no content can be seen.');
  }
  return { filter, deny, readOnly: values.CONFLUENCE_SPACES_READ_ONLY ?? [] };
}
