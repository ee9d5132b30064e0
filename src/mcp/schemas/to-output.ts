import type { Attachment, ChildPage, PageSummary, PageVersion, PageWithFacts, Space, Template, User } from '../../confluence/index.js';

/** The model's nouns in the snake_case of tool results. */

/** What a page is known by; its text is told apart from it, and what came of it over time by `toPageFacts`. */
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

/** What readers ask of a page besides its text; null for what Confluence does not tell. */
export function toPageFacts({ facts, updatedAt }: PageWithFacts) {
  const { createdAt, author, lastEditor, owner, labels, ancestors } = facts;
  return { created_at: createdAt, author, updated_at: updatedAt, last_editor: lastEditor, owner, labels, ancestors };
}

/** Makes `treeNode`; the space is left out, as all nodes of a tree have the same. */
export function toTreeNode(child: ChildPage) {
  return {
    id: child.id,
    type: child.type,
    title: child.title,
    parent_id: child.parentId,
    depth: child.depth,
    url: child.url,
    has_children: child.hasChildren,
  };
}

/** Makes `space`; its numeric id is left out: no tool takes it. */
export function toSpace(space: Space) {
  return { key: space.key, name: space.name, type: space.type, url: space.url, homepage_id: space.homepageId };
}

/** Makes `user`; an email that Confluence hides is left out, and not null. */
export function toUser(user: User) {
  return { id: user.id, name: user.name, ...(user.email === null ? {} : { email: user.email }) };
}

/** Makes `attachment`; the page is left out, which whoever lists its files knows. */
export function toAttachment(attachment: Attachment) {
  return {
    id: attachment.id,
    filename: attachment.filename,
    media_type: attachment.mediaType,
    size_bytes: attachment.sizeBytes,
    version: attachment.version,
    url: attachment.url,
  };
}

/** Makes `pageVersion`; its author with the email, where Confluence tells it. */
export function toPageVersion({ number, author, createdAt, message, minor }: PageVersion) {
  return { number, author: toUser(author), created_at: createdAt, message, minor };
}

/** Makes `template`, without the body: lists do not have it. */
export function toTemplate({ id, name, spaceKey, description }: Template) {
  return { id, name, space_key: spaceKey, description };
}

/** The acknowledgement of a write. A diff that is empty and warnings that are none are left out. */
export function toWrite<Facts extends object>(
  facts: Facts,
  { diff = '', warnings = [] }: { diff?: string; warnings?: string[] },
): Facts & { diff?: string; warnings?: string[] } {
  return { ...facts, ...(diff !== '' && { diff }), ...(warnings.length > 0 && { warnings }) };
}

/** `{ next_cursor }` when there is more, nothing at the end. */
export function toNextCursor(nextCursor: string | null): { next_cursor?: string } {
  return nextCursor === null ? {} : { next_cursor: nextCursor };
}
