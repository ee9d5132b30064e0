import { z } from 'zod';
import { listOf } from '../formats.js';
import type { SettingTable } from '../setting.js';

const key = z
  .string()
  .regex(/^(?:[\w-]{1,255}|~[\w.@:+-]{1,254})$/, 'takes space keys as they stand in the URL of a space, e.g. ENG');

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
