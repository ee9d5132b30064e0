import type { Content } from '../../world/content.js';
import type { User } from '../../world/model.js';
import { operationsOn } from '../../world/operations.js';
import { canView } from '../../world/rights.js';
import { childrenOf } from '../../world/tree.js';
import type { Query } from '../../wire/query.js';
import type { Site } from '../site.js';
import { childJson, versionJson, propertyJson } from './content-json.js';

const most = 50;

/** The `include-…` extras of a single answer, or of `names` alone; each at most 50 items with a link to the rest. */
export function includesJson(
  site: Site,
  query: Query,
  content: Content,
  self: string,
  actor: User,
  names?: readonly string[],
) {
  const { world } = site;
  const extras: Record<string, () => unknown[]> = {
    labels: () => content.labels,
    properties: () => content.properties.map(propertyJson),
    operations: () => operationsOn(world, actor, content),
    likes: () => [],
    versions: () => content.revisions.toReversed().map(versionJson),
    collaborators: () => [...new Set(content.revisions.map((one) => one.authorId))].map((accountId) => ({ accountId })),
    'direct-children': () =>
      childrenOf(world, content.id)
        .filter((child) => canView(world, actor, child))
        .map(childJson),
  };
  const included: Record<string, unknown> = {};
  for (const [name, list] of Object.entries(extras)) {
    if (names?.includes(name) !== false && query.flag(`include-${name}`))
      included[camel(name)] = optionalField(list(), `${self}/${name}`);
  }
  if (query.flag('include-favorited-by-current-user-status')) included['isFavoritedByCurrentUser'] = false;
  return included;
}

function optionalField(items: unknown[], self: string) {
  return { results: items.slice(0, most), meta: { hasMore: items.length > most }, _links: { self } };
}

const camel = (name: string): string => name.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
