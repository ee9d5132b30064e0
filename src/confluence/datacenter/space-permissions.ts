import { z } from 'zod';
import type { Paged, PageQuery, SpacePermission } from '../model.js';
import { spaceKey as asSpaceKey } from '../rest/arguments.js';
import { decodeCursor, encodeCursor } from '../rest/cursor.js';
import { path } from '../transport/path.js';
import type { Send } from '../transport/wire-request.js';

const permission = z.object({
  operation: z.object({ operationKey: z.string(), targetType: z.string() }),
  subject: z
    .object({
      type: z.string().nullish(),
      name: z.string().nullish(),
      username: z.string().nullish(),
      userKey: z.string().nullish(),
      displayName: z.string().nullish(),
    })
    .nullish(),
});

const place = z.object({ given: z.number().int().positive() });

/**
 * One answer holds all of them, so that the pages are made here. The interface came with Confluence 9.1.
 * https://developer.atlassian.com/server/confluence/rest/v1000/api-group-space-permissions/
 */
export async function listSpacePermissions(
  send: Send,
  key: string,
  { limit, cursor }: PageQuery,
): Promise<Paged<SpacePermission>> {
  const list = ['space permissions', key];
  const given = decodeCursor(list, place, cursor)?.given ?? 0;
  const all = await send({
    method: 'GET',
    path: path`/rest/api/space/${asSpaceKey(key)}/permissions`,
    answer: z.array(permission),
    subject: `Space ${key}`,
  });
  const end = given + limit;
  return {
    items: all.slice(given, end).map(toPermission),
    nextCursor: end < all.length ? encodeCursor(list, { given: end }) : null,
  };
}

function toPermission({ operation, subject }: z.infer<typeof permission>): SpacePermission {
  const id = subject?.username ?? subject?.name ?? subject?.userKey ?? '';
  const type = subject?.type === 'group' ? 'group' : id === '' ? 'anonymous' : 'user';
  return {
    subject: { type, id, name: subject?.displayName ?? subject?.name ?? null },
    operation: `${operation.operationKey} ${operation.targetType}`,
  };
}
