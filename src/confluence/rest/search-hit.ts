import { cqlText } from './cql-text.js';
import { z } from 'zod';
import type { Person, SearchHit, Space } from '../model.js';
import type { Site } from '../site.js';
import { id, toIsoTime } from './wire.js';

const person = z.object({
  accountId: z.string().nullish(),
  username: z.string().nullish(),
  userKey: z.string().nullish(),
  displayName: z.string().nullish(),
});

/** A result of `/rest/api/search` on either deployment: content, a space or a person. */
export const searchHit = z.object({
  content: z
    .object({
      id,
      type: z.string(),
      subtype: z.string().nullish(),
      title: z.string().nullish(),
      space: z.object({ key: z.string() }).nullish(),
      version: z.object({ by: person.nullish() }).nullish(),
    })
    .nullish(),
  space: z.object({ id: id.nullish(), key: z.string(), name: z.string().nullish() }).nullish(),
  user: person.nullish(),
  title: z.string().nullish(),
  excerpt: z.string().nullish(),
  url: z.string().nullish(),
  resultGlobalContainer: z.object({ displayUrl: z.string().nullish() }).nullish(),
  entityType: z.string().nullish(),
  lastModified: z.string().nullish(),
});
type SearchHitWire = z.infer<typeof searchHit>;

/** The wire's result in our words. */
export function toSearchHit(wire: SearchHitWire, site: Site): SearchHit {
  return {
    ...identityOf(wire),
    spaceKey: wire.content?.space?.key ?? wire.space?.key ?? keyInPath(wire.resultGlobalContainer?.displayUrl),
    url: site.link(wire.url ?? undefined, ''),
    excerpt: plainText(wire.excerpt ?? ''),
    updatedAt: toIsoTime(wire.lastModified),
    lastEditor: personOf(wire.content?.version?.by),
  };
}

function identityOf({
  content,
  space,
  user,
  entityType,
  ...wire
}: SearchHitWire): Pick<SearchHit, 'id' | 'type' | 'title'> {
  const title = plainText(wire.title ?? '');
  if (content)
    return {
      id: content.id,
      type: content.subtype === 'live' ? 'live_doc' : content.type,
      title: content.title ?? title,
    };
  if (space) return { id: space.id ?? space.key, type: 'space', title: space.name ?? title };
  const userId = user?.accountId ?? user?.username ?? user?.userKey ?? '';
  return { id: userId, type: user ? 'user' : (entityType ?? 'unknown'), title };
}

function personOf(by: z.infer<typeof person> | null | undefined): Person | null {
  const id = by?.accountId ?? by?.username ?? by?.userKey;
  return id ? { id, name: by?.displayName || id } : null;
}

/** The key in `/spaces/KEY` or `/display/KEY`, as results of any type name the space that they lie in. */
function keyInPath(displayUrl: string | null | undefined): string | null {
  return /^\/(?:spaces|display)\/([\w~.@:+-]+)/.exec(displayUrl ?? '')?.[1] ?? null;
}

/** Without the marks around words that matched. */
function plainText(text: string): string {
  return text
    .replaceAll(/@@@(?:end)?hl@@@/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The spaces among results. */
export function spacesAmong(hits: readonly SearchHit[]): Pick<Space, 'key' | 'name'>[] {
  return hits.flatMap(({ type, spaceKey, title }) =>
    type === 'space' && spaceKey !== null ? [{ key: spaceKey, name: title }] : [],
  );
}

/** The CQL for spaces by words of their names; undefined for what has no word in it. */
export function spacesCql(words: string): string | undefined {
  return /[\p{L}\p{N}]/u.test(words) ? `type = space AND title ~ ${cqlText(words)}` : undefined;
}
