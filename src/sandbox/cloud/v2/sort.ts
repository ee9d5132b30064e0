import type { Content } from '../../world/content.js';
import { compareIds } from '../../world/tree.js';

type Compare<T> = (a: T, b: T) => number;

/** The orders of content by the names that `sort` takes; ids decide between equals, so that cursors stay true. */
export const contentOrders = {
  id: (a, b) => compareIds(a.id, b.id),
  'created-date': (a, b) => a.createdAt.getTime() - b.createdAt.getTime() || compareIds(a.id, b.id),
  'modified-date': (a, b) => a.modifiedAt.getTime() - b.modifiedAt.getTime() || compareIds(a.id, b.id),
  title: (a, b) => a.title.localeCompare(b.title) || compareIds(a.id, b.id),
  'child-position': (a, b) => a.position - b.position || compareIds(a.id, b.id),
} satisfies Record<string, Compare<Content>>;

/** The names of a sort parameter, each also with a leading minus. */
export function sortNames<T extends string>(names: readonly T[]): (T | `-${T}`)[] {
  return names.flatMap((name) => [name, `-${name}` as const]);
}

/** Sorts by a name that `sortNames` allows; a leading minus turns the order round. */
export function sorted<T>(items: readonly T[], orders: Record<string, Compare<T>>, sort: string): T[] {
  const descending = sort.startsWith('-');
  const compare = orders[descending ? sort.slice(1) : sort] as Compare<T>;
  return items.toSorted((a, b) => (descending ? compare(b, a) : compare(a, b)));
}
