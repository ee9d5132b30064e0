import { z } from 'zod';
import { text } from '../formats.js';
import { readJsonObject } from '../json-file.js';
import type { Report } from '../report.js';
import type { SettingTable, SettingValues } from '../setting.js';
import type { ConfluenceValues } from './confluence.js';
import type { ToolCatalogue } from './tools.js';

const scopeWords = ['confluence:read', 'confluence:write', 'confluence:delete'] as const;
/** A scope as settings spell it. */
export type ConfiguredScope = (typeof scopeWords)[number];

const scope = z.enum(scopeWords, 'takes confluence:read, confluence:write and confluence:delete');

/** Scopes between spaces or commas. */
const scopes = z
  .string()
  .transform((given) => given.split(/[\s,]+/).filter((word) => word !== ''))
  .pipe(z.array(scope));

/** What callers may do beyond what their tokens say. Spaces and writes have settings of their own. */
export const grantSettings = {
  DEFAULT_SCOPES: {
    schema: scopes,
    unset: 'confluence:read; all with CONFLUENCE_AUTH=user',
    example: 'confluence:read,confluence:write',
    description:
      'Scopes of a caller whose token carries none and whom GRANTS_FILE does not name; with oauth, the most that such a caller can be granted.',
  },
  GRANTS_FILE: {
    schema: text,
    unset: 'DEFAULT_SCOPES for everybody',
    example: '/secrets/grants.json',
    description:
      'JSON file of what single callers may do: `{"google:ada@example.com": {"scopes": […], "tools": […], "spaces": […]}}`; also jwt:, iap:, oauth:, @domain and subject.',
  },
} as const satisfies SettingTable;

/** What one caller may do. Absent `scopes` and `tools`: the default scopes; absent `spaces`: every space of the policy. */
export interface GrantConfig {
  readonly scopes?: readonly ConfiguredScope[] | undefined;
  readonly tools?: readonly string[] | undefined;
  readonly spaces?: readonly string[] | undefined;
}

type Values = SettingValues<typeof grantSettings>;

/** With each caller's own account, the person's rights in Confluence decide. */
export function toDefaultScopes(
  values: Values & Pick<ConfluenceValues, 'CONFLUENCE_AUTH'>,
): readonly ConfiguredScope[] {
  return values.DEFAULT_SCOPES ?? (values.CONFLUENCE_AUTH === 'user' ? scopeWords : ['confluence:read']);
}

const prefixes = ['google', 'jwt', 'iap', 'oauth'];
const key = new RegExp(`^(?:${prefixes.join('|')}):@?[^\\s@][^\\s]{0,254}$`);
const names = z.array(z.string().min(1).max(255));
const grant = z.strictObject({ scopes: z.array(scope).optional(), tools: names.optional(), spaces: names.optional() });

/** What single callers may do. A misspelt key or word would silently grant something else, so each is a fault. */
export function toGrants(
  { GRANTS_FILE: path }: Values,
  catalogue: ToolCatalogue | undefined,
  report: Report,
): Readonly<Record<string, GrantConfig>> | undefined {
  if (path === undefined) return undefined;
  const fault = (message: string) => void report.fault('GRANTS_FILE', `names ${path}, ${message}`);
  const entries = readJsonObject('GRANTS_FILE', path, report);
  if (entries === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(entries).map(([caller, value]) => {
      if (!key.test(caller)) {
        fault(
          `whose key "${caller}" is none of ${prefixes.map((prefix) => `${prefix}:`).join(', ')} with EMAIL, @domain or SUBJECT`,
        );
      }
      return [caller, toGrant(caller, value, catalogue, fault)];
    }),
  );
}

function toGrant(
  caller: string,
  value: unknown,
  catalogue: ToolCatalogue | undefined,
  fault: (message: string) => void,
): GrantConfig {
  const parsed = grant.safeParse(value);
  if (!parsed.success) {
    const places = parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
    fault(`whose entry "${caller}" has a wrong form: ${[...new Set(places)].join('; ')}`);
    return {};
  }
  const unknown = (parsed.data.tools ?? []).filter((tool) => catalogue?.tools.includes(tool) === false);
  if (unknown.length > 0) fault(`whose entry "${caller}" names tools that do not exist: ${unknown.join(', ')}`);
  return parsed.data;
}
