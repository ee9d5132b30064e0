import type { Confluence, SearchHit } from '../../../confluence/index.js';
import { AppError, isAppError } from '../../../errors.js';
import { contentTypes, isKnownType, nameKey, nearestName } from '../../cql/index.js';
import type { CqlName, CqlNode } from '../../cql/index.js';

/** What became of the names in a query. */
interface CheckedNames {
  /** The ids of spaces and people that were named by their names, by `nameKey`. */
  readonly ids: ReadonlyMap<string, string>;
  /** What the caller should know of how names were taken. */
  readonly warnings: string[];
  /** Names of nobody and nothing. */
  readonly unknown: UnknownName[];
}

interface UnknownName {
  readonly name: CqlName;
  /** What it could have been meant for, as a reader is told. */
  readonly near: string[];
}

type Outcome = 'exists' | { readonly id: string; readonly warning: string } | UnknownName;

/** How many others are named beside one that is not there. */
const mostNear = 5;

/**
 * Looks up the names in a query that its results do not prove: what was found in a space, or was changed last by somebody,
 * shows that they exist, so that as a rule nothing is asked.
 */
export async function checkNames(
  names: readonly CqlName[],
  hits: readonly SearchHit[],
  confluence: Confluence,
): Promise<CheckedNames> {
  const doubtful = names.filter((name) => name.kind !== 'type' && !isProven(name, hits));
  const once = new Map(doubtful.map((name) => [nameKey(name.kind, name.value), name]));
  const outcomes = await Promise.all(
    [...once].map(async ([key, name]) => [key, await lookUp(name, confluence)] as const),
  );
  const ids = new Map<string, string>();
  const warnings: string[] = [];
  const unknown: UnknownName[] = [];
  for (const [key, outcome] of outcomes) {
    if (outcome === 'exists') continue;
    if ('id' in outcome) {
      ids.set(key, outcome.id);
      warnings.push(outcome.warning);
    } else unknown.push(outcome);
  }
  return { ids, warnings, unknown };
}

/** INVALID_INPUT for a type that no content has; nothing has to be asked for that. */
export function refuseUnknownTypes(names: readonly CqlName[]): void {
  const unknown = names.find(({ kind, value }) => kind === 'type' && !isKnownType(value));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown.value, contentTypes);
  const meant = nearest === undefined ? '' : `The nearest is ${nearest}. `;
  throw new AppError('INVALID_INPUT', `query: there is no type ${quoted(unknown.value)}.`, {
    hint: `${meant}The types are ${[...contentTypes].join(', ')}.`,
    details: { field: 'query' },
  });
}

const idFields: ReadonlySet<string> = new Set(['ancestor', 'parent', 'id', 'content', 'container']);

/** INVALID_INPUT for a title where only an id can stand: Confluence would find nothing, and not say why. */
export function refuseNoIds(node: CqlNode): void {
  if (node.kind === 'not') return refuseNoIds(node.operand);
  if (node.kind !== 'clause') return node.operands.forEach(refuseNoIds);
  if (!idFields.has(node.field)) return;
  const wrong = node.values.find((value) => value.kind === 'text' && !/^\s*(?:att)?\d+\s*$/.test(value.text));
  if (wrong?.kind !== 'text') return;
  throw new AppError('INVALID_INPUT', `query: ${node.field} takes content ids, and ${quoted(wrong.text)} is not one.`, {
    hint: 'Find the id by searching for title ~ "its title", or leave the condition out.',
    details: { field: 'query' },
  });
}

/** Names what is not there, and what is near it; `fieldOf` says which argument it came from. */
export function refusal(unknown: readonly UnknownName[], fieldOf: (name: CqlName) => string): AppError {
  const near = unknown.flatMap((one) => one.near);
  const said = unknown.map((one) => `${fieldOf(one.name)}: ${describe(one)}`);
  return new AppError('INVALID_INPUT', said.join(' '), {
    hint: 'Correct the name, or leave the condition out.',
    ...(near.length > 0 && { details: { candidates: near } }),
  });
}

/** `there is no space "NOPE", or this account cannot see it. Near it are ENG (Engineering).` */
export function describe({ name: { kind, value }, near }: UnknownName): string {
  const isSpace = kind === 'space';
  const what = isSpace
    ? `there is no space ${quoted(value)}, or this account cannot see it.`
    : `there is no person with the id or name ${quoted(value)}.`;
  if (near.length > 0) return `${what} ${isSpace ? 'The nearest are' : 'It could be'} ${near.join(', ')}.`;
  return `${what} See ${isSpace ? 'confluence_list_spaces' : 'confluence_search_user'}.`;
}

function quoted(value: string): string {
  return JSON.stringify(value.slice(0, 100));
}

function isProven({ kind, value, holdsForAll }: CqlName, hits: readonly SearchHit[]): boolean {
  if (hits.length === 0) return false;
  if (holdsForAll) return true;
  return kind === 'space'
    ? hits.some(({ spaceKey }) => spaceKey?.toLowerCase() === value.toLowerCase())
    : hits.some(({ lastEditor }) => lastEditor?.id === value);
}

function lookUp(name: CqlName, confluence: Confluence): Promise<Outcome> {
  return name.kind === 'space' ? lookUpSpace(name, confluence) : lookUpPerson(name, confluence);
}

async function lookUpSpace(name: CqlName, { spaces }: Confluence): Promise<Outcome> {
  const { value } = name;
  try {
    await spaces.get(value);
    return 'exists';
  } catch (error) {
    if (!isAppError(error) || !['NOT_FOUND', 'INVALID_INPUT'].includes(error.code)) throw error;
  }
  const found = await findSpaceCalled(value, spaces);
  return 'key' in found ? { id: found.key, warning: found.warning } : { name, near: found.near };
}

/** The key of the one space of this name, and how to say so; else the spaces that could be meant, as a reader is told. */
export async function findSpaceCalled(
  name: string,
  spaces: Confluence['spaces'],
): Promise<{ key: string; warning: string } | { near: string[] }> {
  const near = await spaces.search(name, mostNear);
  const named = near.filter((space) => space.name.toLowerCase() === name.trim().toLowerCase());
  const [only] = named;
  if (only !== undefined && named.length === 1) {
    return { key: only.key, warning: `${name} is the space ${only.key}.` };
  }
  const candidates = near.length > 0 ? near : await nearestKey(name, spaces);
  return { near: candidates.map((space) => `${space.key} (${space.name})`) };
}

/** Nothing is called like it: a key that was misspelt, then. One part of the list of spaces is enough to tell. */
async function nearestKey(value: string, spaces: Confluence['spaces']): Promise<{ key: string; name: string }[]> {
  const { items } = await spaces.list({ limit: 250 });
  const byName = new Map(items.flatMap((space) => [space.key, space.name].map((name) => [name.toLowerCase(), space])));
  const nearest = byName.get(nearestName(value, new Set(byName.keys())) ?? '');
  return nearest === undefined ? [] : [nearest];
}

async function lookUpPerson(name: CqlName, { users }: Confluence): Promise<Outcome> {
  const { value } = name;
  if ((await users.names([value])).has(value)) return 'exists';
  if (value.toLowerCase() === 'me') return { id: (await users.current()).id, warning: 'me is the current user.' };
  if (!/[\p{L}\p{N}]/u.test(value)) return { name, near: [] };
  const near = await users.search(value, mostNear);
  const named = near.filter((user) => user.name.toLowerCase() === value.trim().toLowerCase());
  const [only] = named.length === 0 ? near : named;
  if (only !== undefined && (named.length === 1 || near.length === 1)) {
    return { id: only.id, warning: `${value} is ${only.name} (id ${only.id}).` };
  }
  return { name, near: near.map((user) => `${user.name} (id ${user.id})`) };
}
