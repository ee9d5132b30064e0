import type { Revision, Space, User } from './model.js';
import { Content, type ContentStatus, type ContentType } from './content.js';
import { forbidden, invalid, notFound, stale } from './refusal.js';
import { editContent, hasSpaceAccess, viewContent, viewSpace } from './rights.js';
import { reconcileDraft } from './drafts.js';
import { reserialise } from './reserialise.js';
import { assertWellFormed } from './storage-xml.js';
import { ancestorsOf, childrenOf, nextPosition } from './tree.js';
import type { World } from './world.js';

interface NewContent {
  type: ContentType;
  spaceId: string;
  title: string;
  storage: string;
  status?: 'current' | 'draft';
  parentId?: string | undefined;
  rootLevel?: boolean;
  subtype?: 'live' | undefined;
  private?: boolean;
  embedUrl?: string | undefined;
}

/** An update of a page: the whole of it, as a PUT sends it. */
export interface ContentChange {
  status: 'current' | 'draft';
  title: string;
  /** undefined keeps the body. */
  storage?: string | undefined;
  versionNumber: number;
  message?: string | undefined;
  minorEdit?: boolean | undefined;
  /** null moves to the root of the space, undefined leaves it where it is. */
  parentId?: string | null | undefined;
  ownerId?: string | undefined;
  spaceId?: string | undefined;
}

/**
 * Makes content with its first revision. Refuses a title that the space has, a parent elsewhere, and storage that is
 * not well-formed.
 */
export function createContent(world: World, actor: User, request: NewContent): Content {
  const space = viewSpace(world, actor, request.spaceId);
  if (!hasSpaceAccess(actor, space, 'write')) throw forbidden();
  const parentId = request.type === 'blogpost' ? null : resolveParent(world, actor, space, request);
  if (request.status !== 'draft') assertTitle(world, space, request.type, request.title);
  assertWellFormed(request.storage);
  const content = new Content({
    id: world.nextId(),
    type: request.type,
    spaceId: space.id,
    parentId,
    position: nextPosition(world, parentId),
    status: request.status ?? 'current',
    subtype: request.subtype ?? null,
    embedUrl: request.embedUrl ?? null,
    revisions: [revision(world, actor, 1, request.title, saved(world, request.storage))],
  });
  if (request.private === true) content.restrictions.read.users.push(actor.accountId);
  world.contents.set(content.id, content);
  return content;
}

function resolveParent(world: World, actor: User, space: Space, request: NewContent): string | null {
  if (request.rootLevel === true) {
    if (request.parentId !== undefined) throw invalid('A parentId may not be given when root-level is true');
    return null;
  }
  if (request.parentId === undefined) return space.homepageId;
  return assertParent(world, actor, space.id, request.parentId).id;
}

function assertParent(world: World, actor: User, spaceId: string, parentId: string): Content {
  const parent = world.contents.get(parentId);
  if (parent === undefined || parent.type === 'blogpost' || parent.status !== 'current') {
    throw notFound(`Parent content with id ${parentId} does not exist`);
  }
  viewContent(world, actor, parentId);
  if (parent.spaceId !== spaceId) throw invalid('The parent ID specified is in a different space');
  return parent;
}

/** Titles of pages are unique within a space, whatever their case; folders and blog posts do not count. */
export function assertTitle(world: World, space: Space, type: ContentType, title: string, exceptId?: string): void {
  if (title.trim() === '') throw invalid('Title is required');
  if (title.length > 255) throw invalid('Title cannot be longer than 255 characters');
  const wanted = title.toLowerCase();
  const taken = [...world.contents.values()].some(
    (other) =>
      type === 'page' &&
      other.type === 'page' &&
      other.spaceId === space.id &&
      other.id !== exceptId &&
      (other.status === 'current' || other.status === 'archived') &&
      other.title.toLowerCase() === wanted,
  );
  if (taken) {
    throw invalid(
      `A page with this title already exists: A page already exists with the same TITLE in this space: ${title} (${space.key})`,
    );
  }
}

/** Writes the next version, or the draft, or brings content back from the trash; a stale version is a conflict. */
export function updateContent(world: World, actor: User, id: string, change: ContentChange): Content {
  const content = editContent(world, actor, id);
  if (content.status === 'trashed') return restoreContent(world, content, change);
  const space = world.space(content.spaceId);
  if (change.spaceId !== undefined && change.spaceId !== content.spaceId) {
    throw invalid('Moving the content to a different space is not supported');
  }
  assertVersion(content, change);
  if (change.status === 'current') assertTitle(world, space, content.type, change.title, id);
  if (change.storage !== undefined) assertWellFormed(change.storage);
  if (change.parentId !== undefined) reparent(world, actor, content, change.parentId);
  if (change.ownerId !== undefined) changeOwner(world, content, change.ownerId);
  writeRevision(world, actor, content, change);
  return content;
}

function changeOwner(world: World, content: Content, ownerId: string): void {
  if (ownerId === content.ownerId) return;
  if (!world.users.has(ownerId)) throw invalid(`No user found with accountId: ${ownerId}`);
  content.lastOwnerId = content.ownerId;
  content.ownerId = ownerId;
}

function writeRevision(world: World, actor: User, content: Content, change: ContentChange): void {
  const storage = change.storage === undefined ? content.storage : saved(world, change.storage);
  const unpublished = content.status === 'draft';
  if (change.status === 'draft' && !unpublished) {
    content.draft = { title: change.title, storage, authorId: actor.accountId, createdAt: world.now() };
    return;
  }
  const number = unpublished ? 1 : content.version.number + 1;
  const next = revision(world, actor, number, change.title, storage, change.message, change.minorEdit);
  if (content.draft !== null) content.draft = reconcileDraft(content, next, content.draft);
  if (unpublished) content.revisions.length = 0;
  content.revisions.push(next);
  content.status = change.status;
}

/** As it is sent, or as the site would write it down where the world is told to. */
function saved(world: World, storage: string): string {
  const { reserialises } = world;
  return reserialises === 'never' ? storage : reserialise(storage, { withLocalIds: reserialises === 'cloud' });
}

/** Restoring changes the status alone: title and body of the request are ignored. */
function restoreContent(world: World, content: Content, change: ContentChange): Content {
  if (change.status !== 'current') throw invalid('A trashed page can only be restored to current');
  assertVersion(content, change);
  assertTitle(world, world.space(content.spaceId), content.type, content.title, content.id);
  const parent = content.parentId === null ? undefined : world.contents.get(content.parentId);
  if (parent !== undefined && parent.status !== 'current') content.parentId = world.space(content.spaceId).homepageId;
  content.revisions.push({ ...content.version, number: content.version.number + 1, createdAt: world.now() });
  content.status = 'current';
  return content;
}

function assertVersion(content: Content, change: ContentChange): void {
  const current = content.version.number;
  const expected = change.status === 'draft' ? [1] : content.status === 'draft' ? [1, 2] : [current + 1];
  if (expected.includes(change.versionNumber)) return;
  throw stale('page', current, change.versionNumber);
}

function reparent(world: World, actor: User, content: Content, parentId: string | null): void {
  if (parentId === content.parentId) return;
  if (parentId !== null) assertNoCycle(world, content, assertParent(world, actor, content.spaceId, parentId));
  content.position = nextPosition(world, parentId);
  content.parentId = parentId;
}

/** Refuses a parent that is the content itself or lies below it. */
export function assertNoCycle(world: World, content: Content, parent: Content): void {
  if (parent.id === content.id || ancestorsOf(world, parent).includes(content)) {
    throw invalid('A page cannot be moved under itself or one of its own descendants');
  }
}

/** A new version with another title and the same body; content of another status is missing. */
export function renameContent(world: World, actor: User, id: string, title: string, status: ContentStatus): Content {
  const content = editContent(world, actor, id);
  if (content.status !== status) throw notFound();
  return updateContent(world, actor, id, {
    status: status === 'draft' ? 'draft' : 'current',
    title,
    versionNumber: status === 'draft' ? 1 : content.version.number + 1,
  });
}

interface Deletion {
  purge: boolean;
  draft: boolean;
}

/** To the trash; `purge` removes for good what is already there, `draft` removes a draft for good. */
export function deleteContent(world: World, actor: User, id: string, { purge, draft }: Deletion): void {
  const content = editContent(world, actor, id);
  if (draft) return deleteDraft(world, content);
  if (content.status === 'draft') throw notFound();
  if (purge) return purgeContent(world, actor, content);
  if (content.status === 'trashed') throw notFound();
  if (content.id === world.space(content.spaceId).homepageId)
    throw invalid('The homepage of a space cannot be deleted');
  for (const child of childrenOf(world, content.id)) child.parentId = content.parentId;
  content.status = 'trashed';
}

function deleteDraft(world: World, content: Content): void {
  if (content.status === 'draft') world.contents.delete(content.id);
  else if (content.draft !== null) content.draft = null;
  else throw notFound();
}

function purgeContent(world: World, actor: User, content: Content): void {
  if (content.status !== 'trashed') throw invalid('Only content in the trash can be purged');
  if (!hasSpaceAccess(actor, world.space(content.spaceId), 'admin')) throw forbidden();
  world.contents.delete(content.id);
  for (const [id, comment] of world.comments) if (comment.contentId === content.id) world.comments.delete(id);
  for (const [id, file] of world.attachments) if (file.contentId === content.id) world.attachments.delete(id);
}

/** A revision by the actor at the world's present time. */
export function revision(
  world: World,
  actor: User,
  number: number,
  title: string,
  storage: string,
  message = '',
  minorEdit = false,
): Revision {
  return { number, title, storage, authorId: actor.accountId, createdAt: world.now(), message, minorEdit };
}
