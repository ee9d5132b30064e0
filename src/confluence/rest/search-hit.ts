import { z } from 'zod';
import type { SearchHit } from '../model.js';
import type { Site } from '../site.js';
import { id } from './wire.js';

/** A result of `/rest/api/search` on either deployment: content, a space or a person. */
export const searchHit = z.object({
  content: z
    .object({ id, type: z.string(), title: z.string().nullish(), space: z.object({ key: z.string() }).nullish() })
    .nullish(),
  space: z.object({ id: id.nullish(), key: z.string(), name: z.string().nullish() }).nullish(),
  user: z
    .object({ accountId: z.string().nullish(), username: z.string().nullish(), userKey: z.string().nullish() })
    .nullish(),
  title: z.string().nullish(),
  excerpt: z.string().nullish(),
  url: z.string().nullish(),
  resultGlobalContainer: z.object({ displayUrl: z.string().nullish() }).nullish(),
  entityType: z.string().nullish(),
  lastModified: z.string().nullish(),
});
type SearchHitWire = z.infer<typeof searchHit>;

/** The wire's result in our words. `updatedAt` is as the wire has it. */
export function toSearchHit(wire: SearchHitWire, site: Site): SearchHit {
  return {
    ...identityOf(wire),
    spaceKey: wire.content?.space?.key ?? wire.space?.key ?? keyInPath(wire.resultGlobalContainer?.displayUrl),
    url: site.link(wire.url ?? undefined, ''),
    excerpt: plainText(wire.excerpt ?? ''),
    updatedAt: wire.lastModified ?? null,
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
  if (content) return { id: content.id, type: content.type, title: content.title ?? title };
  if (space) return { id: space.id ?? space.key, type: 'space', title: space.name ?? title };
  const userId = user?.accountId ?? user?.username ?? user?.userKey ?? '';
  return { id: userId, type: user ? 'user' : (entityType ?? 'unknown'), title };
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
