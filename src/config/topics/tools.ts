import { z } from 'zod';
import { boolean, listOf, oneOf } from '../formats.js';
import type { Report } from '../report.js';
import type { SettingTable, SettingValues } from '../setting.js';

const name = z.string().regex(/^[a-z][a-z0-9_]*$/, 'takes names of lower-case letters, digits and underscores');

const toolset = z
  .string()
  .regex(/^(?:api:[a-z][a-z0-9_-]*|[a-z][a-z0-9_]*)$/, 'takes names of toolsets, such as pages or api:tickets');

/** Which tools there are, and how they answer. The demo reads these as well. */
export const toolSettings = {
  READ_ONLY_MODE: {
    schema: boolean,
    default: 'false',
    description: 'true: no write is possible, whatever the token says.',
  },
  TOOLSETS: {
    schema: listOf(toolset),
    default: 'default',
    description: '`default`, `all`, or names of toolsets. Tools of API_TOOLS_FILE are on in any case.',
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
  STRUCTURED_OUTPUT: {
    schema: oneOf(['auto', 'always', 'never']),
    default: 'auto',
    description:
      'Which tools answer with structured content: `auto` all but those whose answer is prose or a file, `always`, `never`.',
  },
  CONFIRM_DESTRUCTIVE: {
    schema: oneOf(['auto', 'required', 'never']),
    default: 'auto',
    description:
      'Whether a person is asked before deletes, restrictions and `allow_loss`: `auto` where the client offers elicitation, `required` refuses other clients, `never`.',
  },
} as const satisfies SettingTable;

/** Names as they were given, each known to exist. */
export interface ToolsConfig {
  /** `default`, `all` or names of toolsets. */
  readonly toolsets: readonly string[];
  /** undefined: every tool of the toolsets. */
  readonly enabledTools: readonly string[] | undefined;
  readonly disabledTools: readonly string[];
  readonly readOnly: boolean;
  readonly structuredOutput: 'auto' | 'always' | 'never';
  readonly confirmDestructive: 'auto' | 'required' | 'never';
}

/** What exists: the settings are compared with it. */
export interface ToolCatalogue {
  readonly toolsets: readonly string[];
  readonly tools: readonly string[];
  /** Throws an error that says what is wrong with the parsed STATIC_TOKENS_FILE, whose meaning is not config's. */
  readonly checkStaticTokens?: (tokens: unknown) => void;
}

const wholeSets = ['default', 'all'];

/** A misspelt name in DISABLED_TOOLS would leave that tool on, so unknown names are faults. */
export function toTools(
  values: SettingValues<typeof toolSettings>,
  catalogue: ToolCatalogue | undefined,
  report: Report,
): ToolsConfig {
  const refuseUnknown = (variable: string, given: readonly string[] | undefined, known: readonly string[]) => {
    const unknown = catalogue === undefined ? [] : (given ?? []).filter((name) => !known.includes(name));
    if (unknown.length > 0) report.fault(variable, `names ${unknown.join(', ')}; known are ${known.join(', ')}`);
  };
  refuseUnknown('TOOLSETS', values.TOOLSETS, [...wholeSets, ...(catalogue?.toolsets ?? [])]);
  refuseUnknown('ENABLED_TOOLS', values.ENABLED_TOOLS, catalogue?.tools ?? []);
  refuseUnknown('DISABLED_TOOLS', values.DISABLED_TOOLS, catalogue?.tools ?? []);
  return {
    toolsets: values.TOOLSETS,
    enabledTools: values.ENABLED_TOOLS,
    disabledTools: values.DISABLED_TOOLS ?? [],
    readOnly: values.READ_ONLY_MODE,
    structuredOutput: values.STRUCTURED_OUTPUT,
    confirmDestructive: values.CONFIRM_DESTRUCTIVE,
  };
}
