import type { Token } from '../../model/inline.js';

/** The removed atom that each added one stands for: the one of its kind in the same place among them. */
export function pairAtoms(removed: readonly Token[], added: readonly Token[]): ReadonlyMap<Token, Token> {
  const byKind = new Map<string, Token[]>();
  for (const token of removed.filter(({ atom }) => atom !== null)) {
    const kind = token.atom?.kind ?? '';
    if (!byKind.get(kind)?.push(token)) byKind.set(kind, [token]);
  }
  const pairs = new Map<Token, Token>();
  const counts = new Map<string, number>();
  for (const token of byKind.size === 0 ? [] : added) {
    if (!token.atom || pairs.has(token)) continue;
    const place = counts.get(token.atom.kind) ?? 0;
    const before = byKind.get(token.atom.kind)?.[place];
    if (before) pairs.set(token, before);
    counts.set(token.atom.kind, place + 1);
  }
  return pairs;
}
