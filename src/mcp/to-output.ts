import type { ChildPage, PageSummary, Space, User } from '../confluence/index.js';

/** The model's nouns in the snake_case of tool results. */

export function toPageFields(page: PageSummary) {
  return {
    id: page.id,
    title: page.title,
    space_key: page.spaceKey,
    version: page.version,
    status: page.status,
    url: page.url,
    parent_id: page.parentId,
  };
}

export function toTreeNode(child: ChildPage) {
  return {
    id: child.id,
    title: child.title,
    parent_id: child.parentId,
    depth: child.depth,
    url: child.url,
    has_children: child.hasChildren,
  };
}

export function toSpace(space: Space) {
  return { key: space.key, name: space.name, type: space.type, url: space.url, homepage_id: space.homepageId };
}

export function toUser(user: User) {
  return { id: user.id, name: user.name, ...(user.email === null ? {} : { email: user.email }) };
}

/** `{ next_cursor }` when there is more, nothing at the end. */
export function toNextCursor(nextCursor: string | null): { next_cursor?: string } {
  return nextCursor === null ? {} : { next_cursor: nextCursor };
}
