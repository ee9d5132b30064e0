import { randomUUID } from 'node:crypto';
import type { Attachment, AttachmentRevision, User } from './model.js';
import { forbidden, invalid, notFound } from './refusal.js';
import { editContent, hasSpaceAccess, viewContent } from './rights.js';
import type { World } from './world.js';

/** A file as it was sent, or read from a form. */
export interface Upload {
  filename: string;
  mediaType: string;
  data: Buffer;
  comment: string;
  minorEdit: boolean;
}

/** The newest revision; an attachment always has one. */
export const latestFile = (attachment: Attachment): AttachmentRevision =>
  attachment.revisions.at(-1) as AttachmentRevision;

/** The files of a page, those in the trash included, in the order in which they came. */
export function attachmentsOf(world: World, contentId: string): Attachment[] {
  return [...world.attachments.values()].filter((attachment) => attachment.contentId === contentId);
}

/** A file whose page the user may see; hidden ones are as missing as those that never were. */
export function viewAttachment(world: World, actor: User, id: string): Attachment {
  const attachment = world.attachments.get(id);
  if (attachment === undefined) throw notFound();
  viewContent(world, actor, attachment.contentId);
  return attachment;
}

/** Adds a file; a name that is taken is a new version with `replace` and a refusal without. Names compare after NFC. */
export function upload(world: World, actor: User, contentId: string, file: Upload, replace: boolean): Attachment {
  editContent(world, actor, contentId);
  const title = file.filename.normalize('NFC');
  const existing = attachmentsOf(world, contentId).find((one) => one.title === title && one.status === 'current');
  if (existing !== undefined) {
    if (replace) return addRevision(world, actor, existing, file);
    throw invalid(`Cannot add a new attachment with same file name as an existing attachment: ${title}`);
  }
  const attachment: Attachment = {
    id: `att${world.nextId()}`,
    fileId: randomUUID(),
    contentId,
    title,
    status: 'current',
    createdAt: world.now(),
    labels: [],
    revisions: [],
  };
  world.attachments.set(attachment.id, attachment);
  return addRevision(world, actor, attachment, file);
}

/** New bytes for an attachment of `contentId`. */
export function replaceData(world: World, actor: User, contentId: string, id: string, file: Upload): Attachment {
  editContent(world, actor, contentId);
  const attachment = viewAttachment(world, actor, id);
  if (attachment.contentId !== contentId) throw notFound();
  return addRevision(world, actor, attachment, file);
}

function addRevision(world: World, actor: User, attachment: Attachment, file: Upload): Attachment {
  const { data, mediaType, comment, minorEdit } = file;
  const number = (attachment.revisions.at(-1)?.number ?? 0) + 1;
  attachment.revisions.push({
    ...{ number, data, mediaType, comment, minorEdit },
    authorId: actor.accountId,
    createdAt: world.now(),
  });
  return attachment;
}

/** To another name, another page, or both. */
export function moveAttachment(
  world: World,
  actor: User,
  id: string,
  destination: { title: string | undefined; contentId: string | undefined },
): Attachment {
  const attachment = viewAttachment(world, actor, id);
  const title = (destination.title ?? attachment.title).normalize('NFC');
  const contentId = destination.contentId ?? attachment.contentId;
  editContent(world, actor, attachment.contentId);
  editContent(world, actor, contentId);
  const taken = attachmentsOf(world, contentId).some((one) => one !== attachment && one.title === title);
  if (taken) throw invalid(`An attachment with the name ${title} exists already`);
  return Object.assign(attachment, { title, contentId });
}

/** One version for good; the last one that is left stays. */
export function removeRevision(world: World, actor: User, id: string, number: string): void {
  const { contentId, revisions } = viewAttachment(world, actor, id);
  editContent(world, actor, contentId);
  const index = revisions.findIndex((revision) => String(revision.number) === number);
  if (index < 0) throw notFound();
  if (revisions.length === 1) throw invalid('The only version of an attachment cannot be deleted');
  revisions.splice(index, 1);
}

/** To the trash; with `purge` for good what is there already. */
export function deleteAttachment(world: World, actor: User, id: string, purge: boolean): void {
  const attachment = viewAttachment(world, actor, id);
  const content = editContent(world, actor, attachment.contentId);
  if (!purge) {
    if (attachment.status === 'trashed') throw notFound();
    attachment.status = 'trashed';
    return;
  }
  if (attachment.status !== 'trashed') throw invalid('Only an attachment in the trash can be purged');
  if (!hasSpaceAccess(actor, world.space(content.spaceId), 'admin')) throw forbidden();
  world.attachments.delete(id);
}
