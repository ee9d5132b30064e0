import type { Paged, PageQuery } from '../../confluence/index.js';

/** Upstream pages that one call goes through in search of something to show. */
const mostPages = 8;

/**
 * One page of a list without what must not be seen. It can be short; when nothing is left of it the next one is
 * fetched, within bounds, so that a caller rarely gets an empty page with more behind it.
 */
export async function filterList<T, Q extends PageQuery>(
  query: Q,
  list: (query: Q) => Promise<Paged<T>>,
  isShown: (item: T) => boolean | Promise<boolean>,
): Promise<Paged<T>> {
  let { items, nextCursor } = await visiblePage(query, list, isShown);
  for (let page = 1; items.length === 0 && nextCursor !== null && page < mostPages; page += 1) {
    ({ items, nextCursor } = await visiblePage({ ...query, cursor: nextCursor }, list, isShown));
  }
  return { items, nextCursor };
}

async function visiblePage<T, Q extends PageQuery>(
  query: Q,
  list: (query: Q) => Promise<Paged<T>>,
  isShown: (item: T) => boolean | Promise<boolean>,
): Promise<Paged<T>> {
  const { items, nextCursor } = await list(query);
  const shown = await Promise.all(items.map(async (item) => isShown(item)));
  return { items: items.filter((_item, index) => shown[index] === true), nextCursor };
}
