import type { CqlClause, CqlNode } from './ast.js';
import { contentTypes } from './fields.js';

/** The name of a space, a person or a type in a query, which may be of none. */
export interface CqlName {
  readonly kind: 'space' | 'person' | 'type';
  readonly field: string;
  readonly value: string;
  /** Whatever the query finds, it lies in this space or has to do with this person. */
  readonly holdsForAll: boolean;
}

const kindOf: ReadonlyMap<string, CqlName['kind']> = new Map([
  ['space', 'space'],
  ['space.key', 'space'],
  ['creator', 'person'],
  ['contributor', 'person'],
  ['mention', 'person'],
  ['watcher', 'person'],
  ['type', 'type'],
]);

/** Every name in a query, in order. Functions such as `currentUser()` name nobody. */
export function namesIn(node: CqlNode, holdsForAll = true): CqlName[] {
  if (node.kind === 'not') return namesIn(node.operand, false);
  if (node.kind !== 'clause') {
    return node.operands.flatMap((operand) => namesIn(operand, holdsForAll && node.kind === 'and'));
  }
  const kind = kindOf.get(node.field);
  if (kind === undefined) return [];
  const isOnlyOne = (node.operator === '=' || node.operator === 'in') && node.values.length === 1;
  return node.values.flatMap((value) =>
    value.kind === 'text'
      ? [{ kind, field: node.field, value: value.text, holdsForAll: holdsForAll && isOnlyOne }]
      : [],
  );
}

/** Whether search has this type of content: a type of an app has a colon in it, and only the site knows it. */
export function isKnownType(type: string): boolean {
  return type.includes(':') || contentTypes.has(type.toLowerCase());
}

/** The same query with names replaced: by kind, then by name. */
export function replaceNames(node: CqlNode, ids: ReadonlyMap<string, string>): CqlNode {
  if (ids.size === 0) return node;
  if (node.kind === 'not') return { ...node, operand: replaceNames(node.operand, ids) };
  if (node.kind !== 'clause') return { ...node, operands: node.operands.map((operand) => replaceNames(operand, ids)) };
  return replaceValues(node, ids);
}

function replaceValues(clause: CqlClause, ids: ReadonlyMap<string, string>): CqlClause {
  const kind = kindOf.get(clause.field);
  if (kind === undefined) return clause;
  const values = clause.values.map((value) => {
    const id = value.kind === 'text' ? ids.get(nameKey(kind, value.text)) : undefined;
    return id === undefined ? value : ({ kind: 'text', text: id } as const);
  });
  return { ...clause, values };
}

/** What a name goes by in the map of `replaceNames`: a space and a person can have the same. */
export function nameKey(kind: CqlName['kind'], value: string): string {
  return `${kind} ${value}`;
}
