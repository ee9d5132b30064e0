import { Content } from '../../world/content.js';
import type { Attachment, AttachmentRevision, Comment, Revision } from '../../world/model.js';
import { ancestorsOf } from '../../world/tree.js';
import type { World } from '../../world/world.js';
import { renderView } from '../../wire/render-view.js';
import { baseOf, type Site } from '../site.js';
import { tinyCode, webPath } from '../../wire/web-path.js';
import { userJson } from './users.js';

/** A page, blog post or folder in the older API, with the parts that `expand` names. */
export function contentJson(site: Site, content: Content, expand: ReadonlySet<string> = new Set()) {
  const { world } = site;
  const { id, type, status, title, version } = content;
  const json: Record<string, unknown> = { id, type, status, title, macroRenderedOutput: {}, extensions: {} };
  if (has(expand, 'space')) json['space'] = spaceJson(site, content.spaceId);
  if (has(expand, 'version')) json['version'] = versionJson(world, version);
  if (has(expand, 'history')) json['history'] = historyJson(world, content, expand);
  if (has(expand, 'ancestors')) {
    json['ancestors'] = ancestorsOf(world, content)
      .toReversed()
      .map((one) => contentJson(site, one));
  }
  if (has(expand, 'body')) json['body'] = bodyJson(version.storage, expand);
  if (has(expand, 'metadata.labels')) {
    json['metadata'] = {
      labels: { results: content.labels.map(labelJson), start: 0, limit: 200, size: content.labels.length },
    };
  }
  return { ...json, _expandable: expandable(id, json), _links: contentLinks(site, content) };
}

const has = (expand: ReadonlySet<string>, name: string): boolean =>
  [...expand].some((one) => one === name || one.startsWith(`${name}.`));

function bodyJson(storage: string, expand: ReadonlySet<string>) {
  const body: Record<string, unknown> = {};
  for (const format of ['storage', 'view', 'export_view', 'styled_view']) {
    if (!expand.has(`body.${format}`)) continue;
    const value = format === 'storage' ? storage : renderView(storage);
    body[format] = { value, representation: format, embeddedContent: [], _expandable: { content: '' } };
  }
  return body;
}

function expandable(id: string, json: Record<string, unknown>) {
  const parts = ['space', 'version', 'history', 'ancestors', 'body', 'metadata'].filter((part) => !(part in json));
  const links: Record<string, string> = { history: `/rest/api/content/${id}/history` };
  return Object.fromEntries(parts.map((part) => [part, links[part] ?? '']));
}

function contentLinks(site: Site, content: Content) {
  return {
    webui: webPath(site.world, content),
    tinyui: `/x/${tinyCode(content.id)}`,
    self: `${baseOf(site)}/rest/api/content/${content.id}`,
  };
}

function versionJson(world: World, { authorId, createdAt, number, message, minorEdit }: Revision) {
  const author = world.users.get(authorId);
  return {
    ...(author === undefined ? {} : { by: userJson(author) }),
    when: createdAt.toISOString(),
    friendlyWhen: createdAt.toDateString(),
    message,
    number,
    minorEdit,
    contentTypeModified: false,
  };
}

function historyJson(world: World, content: Content, expand: ReadonlySet<string>) {
  const { ownerId, lastOwnerId } = content;
  return {
    latest: true,
    createdBy: userJson(world.user(content.authorId)),
    ...(has(expand, 'history.ownedBy') ? { ownedBy: userJson(world.user(ownerId)) } : {}),
    ...(has(expand, 'history.lastOwnedBy') && lastOwnerId !== null
      ? { lastOwnedBy: userJson(world.user(lastOwnerId)) }
      : {}),
    createdDate: content.createdAt.toISOString(),
    lastUpdated: versionJson(world, content.version),
    _expandable: {},
    _links: {},
  };
}

/** A label of v1: `label` repeats the name, as on the site. */
export function labelJson({ id, name, prefix }: { id: string; name: string; prefix: string }) {
  return { prefix, name, id, label: name };
}

/** A space as v1 embeds it: its id is a number here, and a string in v2. */
export function spaceJson(site: Site, spaceId: string) {
  const { id, key, name, type, status } = site.world.space(spaceId);
  return {
    id: Number(id),
    ...{ key, name, type, status, alias: key },
    _expandable: {},
    _links: { webui: `/spaces/${key}`, self: `${baseOf(site)}/rest/api/space/${key}` },
  };
}

/** A comment or attachment as a search result's `content`. */
export function commentOrAttachmentJson(
  site: Site,
  entity: Comment | Attachment,
  expand: ReadonlySet<string> = new Set(),
) {
  const isComment = 'kind' in entity;
  const host = site.world.page(entity.contentId);
  const webui = isComment
    ? `${webPath(site.world, host)}?focusedCommentId=${entity.id}`
    : `${webPath(site.world, host)}?preview=/${host.id}/${entity.id}`;
  return {
    id: entity.id,
    type: isComment ? 'comment' : 'attachment',
    status: 'current',
    title: isComment ? `Re: ${host.title}` : entity.title,
    macroRenderedOutput: {},
    extensions: isComment ? { location: entity.kind } : {},
    container: { id: host.id, type: host.type, title: host.title },
    ...(has(expand, 'version') ? { version: latestVersionJson(site.world, entity) } : {}),
    ...(has(expand, 'space') ? { space: spaceJson(site, host.spaceId) } : {}),
    _expandable: {},
    _links: { webui, self: `${baseOf(site)}/rest/api/content/${entity.id}` },
  };
}

function latestVersionJson(world: World, entity: Comment | Attachment) {
  if ('kind' in entity) return versionJson(world, entity.revisions.at(-1) as Revision);
  const { comment, ...latest } = entity.revisions.at(-1) as AttachmentRevision;
  return versionJson(world, { ...latest, message: comment, title: entity.title, storage: '' });
}

/** Tells what stands in the page tree from comments and attachments. */
export const isContent = (entity: object): entity is Content => entity instanceof Content;
