import { AppError } from '../errors.js';
import { domainOf, toAsciiLowerCase } from './allow-list.js';
import { expandScopes, scopes } from './principal.js';
import type { Scope } from './principal.js';

const prefixes = ['google', 'jwt', 'iap', 'oauth'] as const;

/** Whose word names a caller in GRANTS_FILE; Cloud Run's identities are Google's. */
export type GrantPrefix = (typeof prefixes)[number];

/** One entry of GRANTS_FILE. Without `scopes` and `tools` it leaves the default scopes as they are. */
export interface GrantEntry {
  readonly scopes?: readonly Scope[] | undefined;
  readonly tools?: readonly string[] | undefined;
  readonly spaces?: readonly string[] | undefined;
}

/** Keyed by `prefix:EMAIL`, `prefix:@domain` or `prefix:SUBJECT`. */
export type GrantEntries = Readonly<Record<string, GrantEntry>>;

/** Who asks, as far as it is proven. */
export interface GrantSubject {
  readonly prefix: GrantPrefix;
  readonly subject: string;
  /** Only when it is verified. */
  readonly email?: string | null | undefined;
  /** The domain that vouches for the person; by default the e-mail's, null for none. */
  readonly domain?: string | null | undefined;
}

/** What somebody may do here at the most. */
export interface Entitlement {
  /** Closed under implication. */
  readonly scopes: ReadonlySet<Scope>;
  /** Tools by name, without their scope. */
  readonly tools: ReadonlySet<string>;
  /** Space keys as written; null leaves it to the space policy. */
  readonly spaces: ReadonlySet<string> | null;
  /** What operators' files may call the caller, the most exact first; absent for the defaults of nobody in particular. */
  readonly keys?: readonly string[];
}

/** What each caller may do, as the settings give it. */
export interface Grants {
  /** What callers have whom no entry names. */
  readonly defaults: Entitlement;
  /** The most specific entry counts alone: the subject's, else the e-mail's, else the domain's, else the defaults. */
  grantFor(who: GrantSubject): Entitlement;
  /** Every scope that somebody of this kind may have. */
  widest(prefix: GrantPrefix): readonly Scope[];
}

/** GRANTS_FILE and DEFAULT_SCOPES in one. Throws AppError INVALID_INPUT for a key that names nobody, or somebody twice. */
export function createGrants(entries: GrantEntries, defaultScopes: readonly Scope[]): Grants {
  const defaults = { scopes: expandScopes(defaultScopes), tools: new Set<string>(), spaces: null };
  const bySubject = new Map<string, Entitlement>();
  const byAddress = new Map<string, Entitlement>();
  for (const [key, entry] of Object.entries(entries)) {
    const entitlement = toEntitlement(entry, defaults);
    bySubject.set(parseKey(key), entitlement);
    if (!key.includes('@')) continue;
    const folded = toAsciiLowerCase(key);
    if (folded === undefined || byAddress.has(folded)) throw fault(`"${key}" is named twice or is not ASCII.`);
    byAddress.set(folded, entitlement);
  }
  return {
    defaults,
    grantFor({ prefix, subject, email, domain = email ? domainOf(email) : null }) {
      const own = isSubjectKey(prefix, subject) ? [`${prefix}:${subject}`] : [];
      const addresses = [...(email ? [email] : []), ...(domain ? [`@${domain}`] : [])].flatMap(
        (text) => toAsciiLowerCase(`${prefix}:${text}`) ?? [],
      );
      const found = [...own.map((key) => bySubject.get(key)), ...addresses.map((key) => byAddress.get(key))].find(
        (entitlement) => entitlement !== undefined,
      );
      return { keys: [...own, ...addresses], ...(found ?? defaults) };
    },
    widest(prefix) {
      const own = [...bySubject].filter(([key]) => key.startsWith(`${prefix}:`));
      const all = [defaults, ...own.map(([, entitlement]) => entitlement)];
      return scopes.filter((scope) => all.some((one) => one.scopes.has(scope)));
    },
  };
}

/**
 * A key with an @ means an e-mail address, which must be verified. Only the issuer of `jwt`, which the operator chose,
 * may have such subjects; elsewhere a person might pick one that looks like somebody else's address.
 */
function isSubjectKey(prefix: GrantPrefix, subject: string): boolean {
  return prefix === 'jwt' ? !subject.startsWith('@') : !subject.includes('@');
}

function parseKey(key: string): string {
  const [prefix = '', ...name] = key.split(':');
  if (prefixes.some((known) => known === prefix) && name.join(':') !== '') return key;
  throw fault(`"${key}" does not begin with ${prefixes.map((known) => `${known}:`).join(', ')}.`);
}

function toEntitlement({ scopes, tools, spaces }: GrantEntry, defaults: Entitlement): Entitlement {
  const usesDefaults = scopes === undefined && tools === undefined;
  return {
    scopes: usesDefaults ? defaults.scopes : expandScopes(scopes ?? []),
    tools: new Set(tools),
    spaces: spaces === undefined ? null : new Set(spaces),
  };
}

function fault(message: string): AppError {
  return new AppError('INVALID_INPUT', `GRANTS_FILE: ${message}`, { hint: 'Fix the file and start again.' });
}
