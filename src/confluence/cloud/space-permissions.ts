import { z } from 'zod';
import type { Paged, PageQuery, SpacePermission } from '../model.js';
import { path } from '../transport/path.js';
import { fetchPaged } from './lists.js';
import { permissionScopes } from './restrictions.js';
import type { GroupContext } from './space-cache.js';
import { groupNames, knownNames } from './users.js';

const assignment = z.object({
  principal: z.object({ type: z.enum(['user', 'group', 'role']), id: z.string() }),
  operation: z.object({ key: z.string(), targetType: z.string() }),
});

/** People and groups are named by requests of their own; roles have ids alone. https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space-permissions/ */
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
  const idsOf = (type: 'user' | 'group') =>
    items.flatMap(({ principal }) => (principal.type === type ? [principal.id] : []));
  const [people, groups] = await Promise.all([knownNames(context, idsOf('user')), groupNames(context, idsOf('group'))]);
  const names = { user: people, group: groups, role: new Map<string, string>() };
  const described = items.map(({ principal, operation }) => ({
    subject: { ...principal, name: names[principal.type].get(principal.id) ?? null },
    operation: `${operation.key} ${operation.targetType}`,
  }));
  return { items: described, nextCursor };
}
