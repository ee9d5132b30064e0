import type { AccessLevel, Comment, Operation, Restriction, Space, User } from './model.js';
import type { Content } from './content.js';
import { forbidden, notFound } from './refusal.js';
import { ancestorsOf } from './tree.js';
import type { World } from './world.js';

const rank: Record<AccessLevel, number> = { read: 1, write: 2, admin: 3 };

/** Whether the user's own or group rights in the space reach `level`. */
export function hasSpaceAccess(user: User, space: Space, level: AccessLevel): boolean {
  return space.access.some(
    ({ who, level: granted }) => (who === user.accountId || user.groups.includes(who)) && rank[granted] >= rank[level],
  );
}

function admits(restriction: Restriction, user: User): boolean {
  const open = restriction.users.length === 0 && restriction.groups.length === 0;
  return (
    open ||
    restriction.users.includes(user.accountId) ||
    restriction.groups.some((group) => user.groups.includes(group))
  );
}

/** View restrictions are inherited from every ancestor; edit restrictions are the content's own. */
export function canView(world: World, user: User, content: Content): boolean {
  if (!hasSpaceAccess(user, world.space(content.spaceId), 'read')) return false;
  if (content.status === 'draft') return content.authorId === user.accountId;
  return [content, ...ancestorsOf(world, content)].every((one) => admits(one.restrictions.read, user));
}

/** Whether the user may change content: sees it, may write in its space, and is not kept out by its own restriction. */
export function canEdit(world: World, user: User, content: Content): boolean {
  return (
    canView(world, user, content) &&
    hasSpaceAccess(user, world.space(content.spaceId), 'write') &&
    admits(content.restrictions.update, user)
  );
}

/** Whether the user may do an operation of the permission check; deleting is editing. */
export function isAllowed(world: World, user: User, content: Content, operation: Operation | 'delete'): boolean {
  return operation === 'read' ? canView(world, user, content) : canEdit(world, user, content);
}

/** Content that the user may see; hidden content is as missing as content that never was. */
export function viewContent(world: World, user: User, id: string): Content {
  const content = world.contents.get(id);
  if (content === undefined || !canView(world, user, content)) throw notFound();
  return content;
}

/** Content that the user may change; refuses what is hidden as missing, the rest as forbidden. */
export function editContent(world: World, user: User, id: string): Content {
  const content = viewContent(world, user, id);
  if (!canEdit(world, user, content)) throw forbidden();
  return content;
}

/** A space that the user may read, by its id; others are missing. */
export function viewSpace(world: World, user: User, id: string): Space {
  const space = world.spaces.get(id);
  if (space === undefined || !hasSpaceAccess(user, space, 'read')) throw notFound();
  return space;
}

/** A comment whose page the user may see, of the kind that is asked for; others are missing. */
export function viewComment(world: World, user: User, id: string, kind?: Comment['kind']): Comment {
  const comment = world.comments.get(id);
  const content = comment && world.contents.get(comment.contentId);
  const hidden = comment === undefined || content === undefined || !canView(world, user, content);
  if (hidden || (kind !== undefined && comment.kind !== kind)) throw notFound();
  return comment;
}
