import type { Content } from './content.js';
import type { Comment, Space, User } from './model.js';
import { canEdit, hasSpaceAccess } from './rights.js';
import type { World } from './world.js';

interface Permitted {
  operation: string;
  targetType: string;
}

/** What the user may do with content: as the writes themselves decide it. */
export function operationsOn(world: World, actor: User, content: Content): Permitted[] {
  const { type: targetType } = content;
  const changes = canEdit(world, actor, content) ? ['update', 'delete', 'copy', 'move'] : [];
  const purges = changes.length > 0 && isAdmin(world, actor, content) ? ['purge'] : [];
  return ['read', ...changes, ...purges].map((operation) => ({ operation, targetType }));
}

/** What the user may do in a space, as `create page` on the wire of v2. */
export function operationsInSpace(actor: User, space: Space): Permitted[] {
  const creates = hasSpaceAccess(actor, space, 'write') ? ['page', 'blogpost', 'comment', 'attachment'] : [];
  const administers = hasSpaceAccess(actor, space, 'admin') ? ['administer'] : [];
  return [
    ...['read', ...administers].map((operation) => ({ operation, targetType: 'space' })),
    ...creates.map((targetType) => ({ operation: 'create', targetType })),
  ];
}

/** Authors change their own comments, administrators of the space every comment; whoever may write there resolves. */
export function operationsOnComment(world: World, actor: User, comment: Comment): Permitted[] {
  const content = world.page(comment.contentId);
  const isOwn = comment.revisions[0]?.authorId === actor.accountId || isAdmin(world, actor, content);
  return ['read', ...(isOwn ? ['update', 'delete'] : [])].map((operation) => ({ operation, targetType: 'comment' }));
}

/** What the user may do with a file: whoever may edit its page may change and delete it. */
export function operationsOnAttachment(world: World, actor: User, contentId: string): Permitted[] {
  const changes = canEdit(world, actor, world.page(contentId)) ? ['update', 'delete'] : [];
  return ['read', ...changes].map((operation) => ({ operation, targetType: 'attachment' }));
}

function isAdmin(world: World, actor: User, { spaceId }: Content): boolean {
  return hasSpaceAccess(actor, world.space(spaceId), 'admin');
}
