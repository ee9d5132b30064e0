import type { Search, Spaces } from '../../confluence/index.js';
import { narrowCql, noneOf, oneOf } from '../cql/index.js';
import type { CqlNode } from '../cql/index.js';
import { filterList } from './filter-list.js';
import type { SpaceGuard } from './space-guard.js';
import { hidesSpaces, isVisible } from './space-policy.js';
import type { SpacePolicy } from './space-policy.js';
import type { SpelledKeys } from './spaces.js';

/** Joins the spaces to the parsed query, and judges every hit again by the space that it came with. */
export function policedSearch(search: Search, guard: SpaceGuard, spaces: Spaces, spelled: SpelledKeys): Search {
  return {
    cql: async (cql, query) => {
      if (!hidesSpaces(guard.policy)) return search.cql(cql, query);
      const condition = await spaceCondition(guard.policy, spaces, spelled);
      const narrowed = narrowCql(cql, condition === 'nowhere' ? undefined : condition);
      if (condition === 'nowhere') return { items: [], nextCursor: null };
      return filterList(
        query,
        (page) => search.cql(narrowed, page),
        ({ spaceKey }) => guard.seesSpace(spaceKey),
      );
    },
  };
}

async function spaceCondition(
  policy: SpacePolicy,
  spaces: Spaces,
  spelled: SpelledKeys,
): Promise<CqlNode | undefined | 'nowhere'> {
  const { only, denied } = policy;
  if (only === undefined) return noneOf('space', await spelled.of(spaces, denied.values()));
  const keys = [...only.values()].filter((key) => isVisible(policy, key));
  return oneOf('space', await spelled.of(spaces, keys)) ?? 'nowhere';
}
