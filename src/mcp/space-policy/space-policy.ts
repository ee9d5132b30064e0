/** What the operator says about spaces: keys as people write them. */
export interface SpaceRules {
  /** When given, only these. */
  readonly filter?: readonly string[] | undefined;
  /** Never these; beats the filter. */
  readonly deny?: readonly string[] | undefined;
  /** These can be read only. */
  readonly readOnly?: readonly string[] | undefined;
}

/** Space keys by their lower-case form, each as it was written. */
export type SpaceKeys = ReadonlyMap<string, string>;

/**
 * Which spaces there are for a caller, and in which of them nothing can be written. A value: two policies make a third
 * that allows what both allow.
 */
export interface SpacePolicy {
  /** undefined: every space that is not denied. */
  readonly only: SpaceKeys | undefined;
  readonly denied: SpaceKeys;
  readonly readOnly: SpaceKeys;
}

/** undefined when the rules restrict nothing. A filter that is given restricts, even to nothing. */
export function createSpacePolicy({ filter, deny = [], readOnly = [] }: SpaceRules): SpacePolicy | undefined {
  if (filter === undefined && deny.length === 0 && readOnly.length === 0) return undefined;
  return { only: filter && byKey(filter), denied: byKey(deny), readOnly: byKey(readOnly) };
}

/** Allows what both allow; undefined allows everything. */
export function intersect(a: SpacePolicy | undefined, b: SpacePolicy | undefined): SpacePolicy | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const [first, second] = [a.only, b.only];
  return {
    only: first && second ? new Map([...first].filter(([key]) => second.has(key))) : (first ?? second),
    denied: new Map([...a.denied, ...b.denied]),
    readOnly: new Map([...a.readOnly, ...b.readOnly]),
  };
}

/** Content that is in no space (null) is hidden by a filter. */
export function isVisible({ only, denied }: SpacePolicy, key: string | null): boolean {
  if (key === null) return only === undefined;
  const folded = key.toLowerCase();
  return !denied.has(folded) && (only === undefined || only.has(folded));
}

/** Whether the policy keeps writes out of the space; keys compare without regard to case. */
export function isReadOnly({ readOnly }: SpacePolicy, key: string): boolean {
  return readOnly.has(key.toLowerCase());
}

/** Whether there is a space that this policy hides, and not only some that are read-only. */
export function hidesSpaces({ only, denied }: SpacePolicy): boolean {
  return only !== undefined || denied.size > 0;
}

function byKey(keys: readonly string[]): SpaceKeys {
  return new Map(keys.map((key) => [key.toLowerCase(), key]));
}
