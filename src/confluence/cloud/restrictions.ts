import type { Permissions } from '../port.js';
import type { MethodScopes } from '../transport/wire-request.js';
import { z } from 'zod';
import type { Grantees, Restrictions } from '../model.js';
import { path } from '../transport/path.js';
import type { ScopedSend } from '../transport/wire-request.js';

/** What each method needs of a token with scopes, the one that its errors name first. */
export const permissionScopes = {
  restrictions: ['read:content-details:confluence'],
  setRestrictions: ['write:content.restriction:confluence', 'read:content-details:confluence'],
  check: ['read:content.permission:confluence'],
  mine: ['read:page:confluence', 'read:space:confluence', 'read:comment:confluence', 'read:attachment:confluence'],
  ofSpace: ['read:space:confluence', 'read:user:confluence', 'read:group:confluence'],
} as const satisfies MethodScopes<Permissions>;

const pageSize = 100;

const portion = <T extends z.ZodType>(item: T) =>
  z.object({ results: z.array(item), limit: z.number().int().positive().default(pageSize) });

const restriction = z.object({
  operation: z.string(),
  restrictions: z.object({
    user: portion(z.object({ accountId: z.string() })),
    group: portion(z.object({ name: z.string() })),
  }),
});
type RestrictionWire = z.infer<typeof restriction>;

/** What the page itself restricts. Users and groups of both operations come in common portions, which a site may cap. */
export async function fetchRestrictions(send: ScopedSend, id: string): Promise<Restrictions> {
  const found: RestrictionWire[] = [];
  for (let start = 0; ;) {
    const { results } = await send({
      method: 'GET',
      path: path`/rest/api/content/${id}/restriction`,
      query: { expand: 'restrictions.user,restrictions.group', start, limit: pageSize },
      answer: z.object({ results: z.array(restriction) }),
      subject: `Page ${id}`,
      scopes: ['read:content-details:confluence'],
    });
    found.push(...results);
    const portions = results.flatMap(({ restrictions: { user, group } }) => [user, group]);
    const isFull = portions.some((one) => one.results.length >= one.limit);
    if (!isFull || sameAgain(found, results)) break;
    start += Math.min(...portions.map(({ limit }) => limit));
  }
  return { read: granteesOf(found, 'read'), update: granteesOf(found, 'update') };
}

/** A site that does not count would give its first portion for ever. */
function sameAgain(found: RestrictionWire[], results: RestrictionWire[]): boolean {
  return found.length > results.length && JSON.stringify(results) === JSON.stringify(found.slice(0, results.length));
}

function granteesOf(found: RestrictionWire[], operation: keyof Restrictions): Grantees {
  const own = found.filter((one) => one.operation === operation).map(({ restrictions }) => restrictions);
  return {
    users: unique(own.flatMap(({ user }) => user.results.map(({ accountId }) => accountId))),
    groups: unique(own.flatMap(({ group }) => group.results.map(({ name }) => name))),
  };
}

function unique(names: string[]): string[] {
  return [...new Set(names)];
}
