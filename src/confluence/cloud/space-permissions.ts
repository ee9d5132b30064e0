import { z } from 'zod';
import type { Paged, PageQuery, SpacePermission } from '../model.js';
import { path } from '../transport/path.js';
import { fetchPaged } from './lists.js';
import { permissionScopes } from './restrictions.js';
import type { GroupContext } from './space-cache.js';
import { knownNames } from './users.js';

const assignment = z.object({
  principal: z.object({ type: z.enum(['user', 'group', 'role']), id: z.string() }),
  operation: z.object({ key: z.string(), targetType: z.string() }),
});

/** Groups and roles have ids alone. https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space-permissions/ */
export async function listSpacePermissions(
  context: GroupContext,
  spaceKey: string,
  page: PageQuery,
): Promise<Paged<SpacePermission>> {
  const { send, spaces } = context;
  const spaceId = await spaces.idOf(send, spaceKey);
  const request = {
    path: path`/api/v2/spaces/${spaceId}/permissions`,
    item: assignment,
    subject: `Space ${spaceKey}`,
    scopes: permissionScopes.ofSpace,
  };
  const { items, nextCursor } = await fetchPaged(send, request, page, (one) => one);
  const people = items.flatMap(({ principal }) => (principal.type === 'user' ? [principal.id] : []));
  const names = await knownNames(context, people);
  const described = items.map(({ principal, operation }) => ({
    subject: { ...principal, name: names.get(principal.id) ?? null },
    operation: `${operation.key} ${operation.targetType}`,
  }));
  return { items: described, nextCursor };
}
