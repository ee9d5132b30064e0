import type { SearchHit } from '../model.js';
import type { Search } from '../port.js';
import type { Site } from '../site.js';
import { path } from '../transport/path.js';
import type { GroupContext } from './group-context.js';
import { fetchPaged } from './list-page.js';
import { toIsoTime } from './to-page-summary.js';
import { searchHit, type SearchHitWire } from './wire.js';

/** Runs CQL, in which people are user names. Results lag behind writes by seconds. */
export function createSearch({ send, site }: GroupContext): Search {
  return {
    cql: (cql, page) => {
      const query = { cql, excerpt: 'highlight_unescaped', expand: 'content.space' };
      const request = { path: path`/rest/api/search`, query, item: searchHit, subject: 'The search' };
      return fetchPaged(send, request, page, (hit) => toSearchHit(hit, site));
    },
  };
}

function toSearchHit(wire: SearchHitWire, site: Site): SearchHit {
  return {
    ...identity(wire),
    spaceKey: wire.content?.space?.key ?? wire.space?.key ?? keyInPath(wire.resultGlobalContainer?.displayUrl),
    url: site.link(wire.url, ''),
    excerpt: plain(wire.excerpt ?? ''),
    updatedAt: toIsoTime(wire.lastModified),
  };
}

function identity(wire: SearchHitWire): Pick<SearchHit, 'id' | 'type' | 'title'> {
  const { content, space, user, entityType } = wire;
  const title = plain(wire.title);
  if (content) return { id: content.id, type: content.type, title: content.title ?? title };
  if (space) return { id: space.id ?? space.key, type: 'space', title: space.name ?? title };
  return { id: user?.username ?? user?.userKey ?? '', type: user ? 'user' : (entityType ?? 'unknown'), title };
}

/** The key in `/display/KEY` or `/spaces/KEY`, as results of any type name the space that they lie in. */
function keyInPath(displayUrl: string | null | undefined): string | null {
  return /^\/(?:spaces|display)\/([\w~.@:+-]+)/.exec(displayUrl ?? '')?.[1] ?? null;
}

function plain(text: string): string {
  return text
    .replaceAll(/@@@(?:end)?hl@@@/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
