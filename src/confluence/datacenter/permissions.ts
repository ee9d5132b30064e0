import { z } from 'zod';
import { AppError } from '../../errors.js';
import type { Grantees, PageOperation, PermittedOperation, Place, RestrictionChange, Restrictions } from '../model.js';
import type { Permissions } from '../port.js';
import { contentId, path } from '../transport/path.js';
import type { Send } from '../transport/wire-request.js';
import type { GroupContext } from './content.js';
import { nothing } from '../rest/wire.js';
import { listSpacePermissions } from './space-permissions.js';
import { restriction, type RestrictionWire } from './wire.js';

const pageSize = 200;

/** https://developer.atlassian.com/server/confluence/rest/v1000/api-group-content-restrictions/; people by user name. */
export function createPermissions(context: GroupContext): Permissions {
  const { send } = context;
  return {
    restrictions: async (pageId) => fetchRestrictions(send, contentId(pageId, 'page_id')),
    setRestrictions: (pageId, change) => setRestrictions(send, pageId, change),
    ofSpace: (spaceKey, query) => listSpacePermissions(context, spaceKey, query),
    check: async (pageId) => Promise.reject(noChecks(contentId(pageId, 'page_id'))),
    mine: (place) => listOwn(send, place),
  };
}

/** Everything but a space is content, which tells its operations; an answer that does not even say `read` tells nothing. */
async function listOwn(send: Send, place: Place): Promise<PermittedOperation[] | undefined> {
  if ('space' in place) return undefined;
  const { operations } = await send({
    method: 'GET',
    path: path`/rest/api/content/${idOf(place)}`,
    query: { expand: 'operations', status: 'any' },
    answer: withOperations,
    subject: subjectOf(place),
  });
  if (!operations?.some(({ operation }) => operation === 'read')) return undefined;
  return operations.map(({ operation, targetType }) => ({ operation, target: targetType ?? '' }));
}

type ContentPlace = Exclude<Place, { space: string }>;

function idOf(place: ContentPlace): string {
  if ('page' in place) return contentId(place.page, 'page_id');
  if ('comment' in place) return contentId(place.comment, 'comment_id');
  return place.attachment.replace(/^att/, '');
}

function subjectOf(place: ContentPlace): string {
  if ('page' in place) return `Page ${place.page}`;
  return 'comment' in place ? `Comment ${place.comment}` : `Attachment ${place.attachment}`;
}

const withOperations = z.object({
  operations: z.array(z.object({ operation: z.string(), targetType: z.string().nullish() })).nullish(),
});

function noChecks(pageId: string): AppError {
  return new AppError('NOT_SUPPORTED', 'Confluence Data Center has no API that tells what a person may do.', {
    hint: `Read the restrictions of page ${pageId}: they say who may see and edit it within its space.`,
  });
}

async function fetchRestrictions(send: Send, id: string): Promise<Restrictions> {
  const [read, update] = await Promise.all([fetchGrantees(send, id, 'read'), fetchGrantees(send, id, 'update')]);
  return { read, update };
}

/** Users and groups come in common portions, which the server may cap; neither list has a link to its next one. */
async function fetchGrantees(send: Send, id: string, operation: PageOperation): Promise<Grantees> {
  const found: RestrictionWire['restrictions'][] = [];
  for (let start = 0; ;) {
    const { restrictions } = await send({
      method: 'GET',
      path: path`/rest/api/content/${id}/restriction/byOperation/${operation}`,
      query: { expand: 'restrictions.user,restrictions.group', start, limit: pageSize },
      answer: restriction,
      subject: `Page ${id}`,
    });
    found.push(restrictions);
    const portions = [restrictions.user, restrictions.group];
    if (!portions.some(({ results, limit = pageSize }) => results.length >= limit)) break;
    start += Math.min(...portions.map(({ limit = pageSize }) => limit));
  }
  return {
    users: unique(found.flatMap(({ user }) => user.results.map(({ username, userKey }) => username || userKey || ''))),
    groups: unique(found.flatMap(({ group }) => group.results.map(({ name }) => name))),
  };
}

function unique(names: string[]): string[] {
  return [...new Set(names)];
}

/** A PUT replaces what is there for both operations, so that the one to keep is read and sent again. */
async function setRestrictions(send: Send, pageId: string, change: RestrictionChange): Promise<Restrictions> {
  const id = contentId(pageId, 'page_id');
  for (const { users } of Object.values(change)) users.forEach(checkUserName);
  const { read, update } = change;
  const wanted =
    read !== undefined && update !== undefined
      ? { read, update }
      : { ...(await fetchRestrictions(send, id)), ...change };
  await send({
    method: 'PUT',
    path: path`/rest/api/content/${id}/restriction`,
    body: [toWire('read', wanted.read), toWire('update', wanted.update)],
    answer: nothing,
    subject: `Page ${id}`,
    badRequestHint: 'Check user and group names; the account of this service must keep the right to read and update.',
  });
  return wanted;
}

function toWire(operation: PageOperation, { users, groups }: Grantees): Record<string, unknown> {
  return {
    operation,
    restrictions: {
      user: users.map((username) => ({ type: 'known', username })),
      group: groups.map((name) => ({ type: 'group', name })),
    },
  };
}

function checkUserName(name: string): void {
  if (/^[^\s\p{C}]{1,255}$/u.test(name)) return;
  throw new AppError('INVALID_INPUT', 'users contains something that is not a user name.', {
    hint: 'Send user names as Confluence shows them, e.g. "jdoe"; search for the person to find it.',
    details: { field: 'users' },
  });
}
