import { z } from 'zod';
import { boolean, listOf } from '../formats.js';
import type { SettingTable } from '../setting.js';

const name = z.string().regex(/^[a-z][a-z0-9_]*$/, 'takes names of lower-case letters, digits and underscores');

export const toolSettings = {
  READ_ONLY_MODE: {
    schema: boolean,
    default: 'false',
    description: 'true: no write is possible, whatever the token says.',
  },
  TOOLSETS: {
    schema: listOf(name),
    default: 'default',
    description: '`default`, `all`, or names of toolsets.',
  },
  ENABLED_TOOLS: {
    schema: listOf(name),
    unset: 'every tool of the toolsets',
    example: 'confluence_search,confluence_get_page',
    description: 'Only these tools of the toolsets. Holds at call time too.',
  },
  DISABLED_TOOLS: {
    schema: listOf(name),
    unset: 'none',
    example: 'confluence_delete_page',
    description: 'Never these tools. Holds at call time too.',
  },
} as const satisfies SettingTable;
