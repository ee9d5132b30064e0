import { z } from 'zod';
import { AppError } from '../../errors.js';
import type { Paged, PageQuery, SpacePermission } from '../model.js';
import { spaceKey as asSpaceKey } from '../rest/arguments.js';
import { decodeCursor, encodeCursor } from '../rest/cursor.js';
import { isNotFound } from '../rest/outcomes.js';
import { path } from '../transport/path.js';
import type { GroupContext } from './content.js';
import { fetchSpace } from './spaces.js';
import { createUsers } from './users.js';

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

type PermissionWire = z.infer<typeof permission>;

const place = z.object({ given: z.number().int().positive() });

/**
 * One answer holds all of them, so that the portions are made here; it may name people by their keys alone. The interface came with Confluence 9.1.
 * https://developer.atlassian.com/server/confluence/rest/v1000/api-group-space-permissions/
 */
export async function listSpacePermissions(
  context: GroupContext,
  key: string,
  { limit, cursor }: PageQuery,
): Promise<Paged<SpacePermission>> {
  const list = ['space permissions', key];
  const given = decodeCursor(list, place, cursor)?.given ?? 0;
  const all = await fetchAll(context, asSpaceKey(key));
  const end = given + limit;
  return {
    items: await withNames(context, all.slice(given, end).map(toPermission)),
    nextCursor: end < all.length ? encodeCursor(list, { given: end }) : null,
  };
}

async function fetchAll({ send }: GroupContext, key: string): Promise<PermissionWire[]> {
  try {
    return await send({
      method: 'GET',
      path: path`/rest/api/space/${key}/permissions`,
      answer: z.array(permission),
      subject: `Space ${key}`,
    });
  } catch (error) {
    if (!isNotFound(error)) throw error;
    await fetchSpace(send, key);
    throw noInterface();
  }
}

async function withNames(context: GroupContext, permissions: SpacePermission[]): Promise<SpacePermission[]> {
  const nameless = permissions.filter(({ subject }) => subject.type === 'user' && subject.name === null);
  const names = await createUsers(context).names(nameless.map(({ subject }) => subject.id));
  return permissions.map(({ subject, operation }) => ({
    subject: { ...subject, name: subject.name ?? names.get(subject.id) ?? null },
    operation,
  }));
}

function toPermission({ operation, subject }: PermissionWire): SpacePermission {
  const id = subject?.username ?? subject?.name ?? subject?.userKey ?? '';
  const type = subject?.type === 'group' ? 'group' : id === '' ? 'anonymous' : 'user';
  return {
    subject: { type, id, name: subject?.displayName ?? subject?.name ?? null },
    operation: `${operation.operationKey} ${operation.targetType}`,
  };
}

function noInterface(): AppError {
  return new AppError('NOT_SUPPORTED', 'This release of Confluence Data Center has no API for permissions of spaces.', {
    hint: 'Ask an administrator of the space, or read the restrictions of single pages.',
  });
}
