import type { Principal } from '../../auth/index.js';
import type { Effect } from '../tools/define-tool.js';

/** How a write is confirmed: by a person whom the client asks, or by repeating exactly what a dry run has shown. */
export type Confirmation = 'person' | 'preview';

/** What a write does: the effect of a tool, or of one request of it. */
export type WriteEffect = Exclude<Effect, 'read'>;

/** What can be asked about: an effect, or something that a rule would refuse otherwise. */
export type ConfirmedKind = WriteEffect | 'spaces' | 'links' | 'permissions';

/** What one caller may write, as the operator's file has it. */
export interface WriteRules {
  /** The entry of the file: a key of callers, or `default`. */
  readonly entry: string;
  /** Space keys in lower case; undefined for every space. */
  readonly spaces: ReadonlySet<string> | undefined;
  /** Names of tools and `api:NAME`; undefined for every writing tool of Confluence, and none of other APIs. */
  readonly tools: ReadonlySet<string> | undefined;
  readonly writesPerHour: number | undefined;
  /** Hosts that new links and images may lead to, `*.suffix` allowed; undefined for any. */
  readonly linkHosts: readonly string[] | undefined;
  readonly deletes: boolean;
  readonly widenPermissions: boolean;
  readonly confirm: Readonly<Partial<Record<ConfirmedKind, Confirmation>>>;
}

/** What callers may write whom no entry names, in a file without a default. */
export const writesNothing: WriteRules = {
  entry: 'none',
  spaces: undefined,
  tools: new Set(),
  writesPerHour: undefined,
  linkHosts: [],
  deletes: false,
  widenPermissions: false,
  confirm: {},
};

/** The rules of everybody, by the keys under which operators' files name callers. */
export interface WriteRulesFile {
  readonly callers: ReadonlyMap<string, WriteRules>;
  readonly default: WriteRules;
}

/** The entry that names the caller most exactly counts alone. */
export function rulesFor(
  { callers, default: fallback }: WriteRulesFile,
  { keys }: Pick<Principal, 'keys'>,
): WriteRules {
  for (const key of keys) {
    // Addresses compare without case.
    const rules = callers.get(key) ?? (key.includes('@') ? callers.get(key.toLowerCase()) : undefined);
    if (rules !== undefined) return rules;
  }
  return fallback;
}

/** Whether somebody has to repeat what a dry run has shown, so that tools take its token. */
export function asksForPreviews({ callers, default: fallback }: WriteRulesFile): boolean {
  return [fallback, ...callers.values()].some(({ confirm }) => Object.values(confirm).includes('preview'));
}
