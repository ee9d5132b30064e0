/** Gives the emulator the site that the contract knows: the people, spaces and pages of the sandbox's seed, under the same ids. */
import type { Attachment, Comment, Content, Template, World } from '../../src/sandbox/index.js';
import { hasSpaceAccess } from '../../src/sandbox/world/rights.js';
import { tasksIn } from '../../src/sandbox/world/tasks.js';
import type { EmulatorAttachment, EmulatorComment, EmulatorContent, EmulatorWorld } from './emulator.js';

export function copySite(from: World, to: EmulatorWorld): void {
  for (const map of [to.users, to.groups, to.spaces, to.content, to.comments, to.attachments, to.tasks, to.templates])
    map.clear();
  for (const { id, name } of from.groups.values()) to.groups.set(name, { id, name });
  for (const id of from.users.keys()) copyUser(from, to, id);
  for (const id of from.spaces.keys()) copySpace(from, to, id);
  for (const content of from.contents.values()) copyContent(from, to, content);
  for (const comment of from.comments.values()) to.comments.set(comment.id, toComment(comment));
  for (const attachment of from.attachments.values()) to.attachments.set(attachment.id, toAttachment(attachment));
  for (const template of from.templates.values()) copyTemplate(from, to, template);
}

export function copyUser(from: World, to: EmulatorWorld, id: string): void {
  const { accountId, username, email, displayName, accountType, groups } = from.user(id);
  const pats = [...from.bearerTokens].flatMap(([token, owner]) => (owner === accountId ? [token] : []));
  const tokens = [...(from.apiTokens.get(username) ?? [])];
  const admin = groups.includes('site-admins');
  const names = { accountId, username, email, displayName, publicName: displayName, accountType };
  const user = to.addUser({ ...names, groups: [...groups], admin, tokens, pats, password: tokens[0] });
  user.userKey = accountId;
}

function copySpace(from: World, to: EmulatorWorld, id: string): void {
  const { access: _access, createdAt, labels: _labels, ...space } = from.space(id);
  const having = (level: 'read' | 'write') =>
    [...from.users.values()]
      .filter((user) => hasSpaceAccess(user, from.space(id), level))
      .map((user) => user.accountId);
  to.addSpace({ ...space, createdAt: createdAt.toISOString(), readers: having('read'), writers: having('write') });
}

export function copyContent(from: World, to: EmulatorWorld, content: Content): void {
  const copied = toContent(content);
  to.content.set(content.id, copied);
  to.syncTasks(copied);
  for (const task of tasksIn(from, content)) {
    const found = [...to.tasks.values()].find(
      ({ pageId, localId }) => pageId === content.id && localId === task.localId,
    );
    if (found === undefined) continue;
    to.tasks.delete(found.id);
    const { createdAt, createdBy, updatedAt } = task.facts;
    const facts = { createdBy, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
    to.tasks.set(task.id, { ...found, ...facts, id: task.id });
  }
}

function toContent(content: Content): EmulatorContent {
  const { id, type, status, title, spaceId, parentId, position, storage, authorId, ownerId } = content;
  const limits = ({ users, groups }: Content['restrictions']['read']) => ({ user: [...users], group: [...groups] });
  return {
    ...{ id, type, status, title, spaceId, parentId, position, storage, authorId, ownerId },
    createdAt: content.createdAt.toISOString(),
    labels: content.labels.map((label) => ({ ...label })),
    props: [],
    restrictions: { read: limits(content.restrictions.read), update: limits(content.restrictions.update) },
    versions: content.revisions.map((revision) => ({ ...revision, createdAt: revision.createdAt.toISOString() })),
    draft: null,
    state: null,
    views: 0,
  };
}

export function toComment({ markerRef, originalSelection, ...comment }: Comment): EmulatorComment {
  const versions = comment.revisions.map((revision) => ({ ...revision, createdAt: revision.createdAt.toISOString() }));
  return {
    id: comment.id,
    status: 'current',
    kind: comment.kind,
    pageId: comment.contentId,
    ...(comment.parentCommentId === null ? {} : { parentCommentId: comment.parentCommentId }),
    ...(markerRef === null ? {} : { ref: markerRef }),
    ...(originalSelection === null ? {} : { selection: originalSelection }),
    resolved: comment.resolution.state === 'resolved',
    reopened: comment.resolution.state === 'reopened',
    createdAt: comment.createdAt.toISOString(),
    authorId: versions[0]?.authorId ?? '',
    storage: versions.at(-1)?.storage ?? '',
    versions,
  };
}

export function toAttachment(attachment: Attachment): EmulatorAttachment {
  const { id, contentId, title, status, fileId } = attachment;
  const versions = attachment.revisions.map(({ comment, createdAt, ...revision }) => ({
    ...revision,
    fileId: `${fileId}-${revision.number}`,
    message: comment,
    createdAt: createdAt.toISOString(),
  }));
  const { mediaType = '', message = '' } = versions.at(-1) ?? {};
  const createdAt = attachment.createdAt.toISOString();
  return { id, pageId: contentId, title, mediaType, comment: message, status, createdAt, labels: [], versions };
}

export function copyTemplate(from: World, to: EmulatorWorld, template: Template): void {
  const { id, name, description, spaceId, storage } = template;
  const spaceKey = spaceId === null ? null : from.space(spaceId).key;
  to.templates.set(id, { templateId: id, name, spaceKey, description, storage, templateType: 'page', labels: [] });
}
