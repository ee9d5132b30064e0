import { listSpacePermissions } from './space-permissions.js';
import { permissionScopes } from './restrictions.js';
import { z } from 'zod';
import { AppError } from '../../errors.js';
import type { Grantees, PageOperation, PermittedOperation, Place, RestrictionChange, Restrictions } from '../model.js';
import type { Permissions } from '../port.js';
import { nothing } from '../rest/wire.js';
import { contentId, path } from '../transport/path.js';
import { fetchRestrictions } from './restrictions.js';
import type { GroupContext } from './space-cache.js';
import { collectionOf, eitherType } from './content-type.js';
import { permittedOperations } from './wire.js';

/**
 * https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-restrictions/ and the permission check of
 * the same API; v2 has neither.
 */
export function createPermissions(context: GroupContext): Permissions {
  return {
    restrictions: async (pageId) => fetchRestrictions(context.send, contentId(pageId, 'page_id')),
    setRestrictions: (pageId, change) => setRestrictions(context, pageId, change),
    ofSpace: (spaceKey, query) => listSpacePermissions(context, spaceKey, query),
    check: (pageId, userId, operation) => check(context, pageId, userId, operation),
    mine: (place) => listOwn(context, place),
  };
}

const operations = ['read', 'update'] as const;

/** A PUT drops what it does not name, and cannot name nobody: what is open is left out, and DELETE opens all. */
async function setRestrictions(
  { send }: GroupContext,
  pageId: string,
  change: RestrictionChange,
): Promise<Restrictions> {
  const id = contentId(pageId, 'page_id');
  for (const { users } of Object.values(change)) for (const user of users) accountId(user, 'users');
  const { read, update } = change;
  const wanted =
    read !== undefined && update !== undefined ? { read, update } : merged(await fetchRestrictions(send, id), change);
  const closed = operations.filter((operation) => !isOpen(wanted[operation]));
  const body = closed.map((operation) => ({ operation, restrictions: toWire(wanted[operation]) }));
  await send({
    path: path`/rest/api/content/${id}/restriction`,
    ...(body.length === 0 ? { method: 'DELETE' } : { method: 'PUT', body }),
    answer: nothing,
    subject: `Page ${id}`,
    scopes: permissionScopes.setRestrictions,
    badRequestHint:
      'Check account ids and group names; the account of this service must keep the right to read and update.',
  });
  return wanted;
}

function merged(present: Restrictions, { read, update }: RestrictionChange): Restrictions {
  return { read: read ?? present.read, update: update ?? present.update };
}

function isOpen({ users, groups }: Grantees): boolean {
  return users.length + groups.length === 0;
}

function toWire({ users, groups }: Grantees): Record<string, unknown> {
  return {
    ...(users.length > 0 && { user: users.map((user) => ({ type: 'known', accountId: user })) }),
    ...(groups.length > 0 && { group: groups.map((name) => ({ type: 'group', name })) }),
  };
}

/** A denial is an answer here, not an error. */
async function check(
  { send }: GroupContext,
  pageId: string,
  userId: string,
  operation: PageOperation,
): Promise<boolean> {
  const id = contentId(pageId, 'page_id');
  const { hasPermission } = await send({
    method: 'POST',
    readOnly: true,
    path: path`/rest/api/content/${id}/permission/check`,
    body: { subject: { type: 'user', identifier: accountId(userId, 'user') }, operation },
    answer: z.object({ hasPermission: z.boolean() }),
    subject: `Page ${id}`,
    scopes: permissionScopes.check,
    badRequestHint: 'Check that the user is an account id that Confluence knows.',
  });
  return hasPermission;
}

/** https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-operation/ */
async function listOwn({ send, spaces }: GroupContext, place: Place): Promise<PermittedOperation[]> {
  const ask = (collection: string, id: string, subject: string, scope: string) =>
    send({
      method: 'GET',
      path: path`/api/v2/${collection}/${id}/operations`,
      answer: permittedOperations,
      subject,
      scopes: [scope],
    });
  const { operations } = await find();
  return operations.map(({ operation, targetType }) => ({ operation, target: targetType ?? '' }));

  async function find() {
    if ('page' in place) {
      const id = contentId(place.page, 'page_id');
      return eitherType((type) => ask(collectionOf[type], id, `Page ${id}`, 'read:page:confluence'));
    }
    if ('space' in place) {
      const id = await spaces.idOf(send, place.space);
      return ask('spaces', id, `Space ${place.space}`, 'read:space:confluence');
    }
    if ('comment' in place) {
      const id = contentId(place.comment, 'comment_id');
      return ask(`${place.location}-comments`, id, `Comment ${id}`, 'read:comment:confluence');
    }
    return ask('attachments', place.attachment, `Attachment ${place.attachment}`, 'read:attachment:confluence');
  }
}

/** An account id as Atlassian makes them: letters and digits in parts, e.g. `712020:3f0f6a0e-…`. */
export function accountId(id: string, field: string): string {
  if (/^[\w:.-]{1,128}$/.test(id)) return id;
  throw new AppError('INVALID_INPUT', `${field} contains something that is not an account id.`, {
    hint: 'Send account ids, as the search for users shows them, rather than names or e-mail addresses.',
    details: { field },
  });
}
