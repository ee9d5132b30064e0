import type { Content } from '../../world/content.js';
import type { Property, Revision } from '../../world/model.js';
import type { World } from '../../world/world.js';
import { tinyCode, webPath } from '../../wire/web-path.js';
import { bodyJson, type BodyFormat } from './body.js';

/** `Version` of v2, its time in UTC with milliseconds. */
export function versionJson({ number, message, minorEdit, authorId, createdAt }: Revision) {
  return { number, message, minorEdit, authorId, createdAt: createdAt.toISOString() };
}

/** How one reads content: which revision, and in which format. */
export interface Reading {
  format?: BodyFormat | undefined;
  revision?: Revision;
  status?: string;
}

/** A page or blog post as list and single answers share it. */
export function contentJson(world: World, content: Content, reading: Reading = {}) {
  const revision = reading.revision ?? content.version;
  return {
    id: content.id,
    status: reading.status ?? content.status,
    title: revision.title,
    spaceId: content.spaceId,
    ...(content.type === 'page' ? pageFields(world, content) : {}),
    authorId: content.authorId,
    createdAt: content.createdAt.toISOString(),
    version: versionJson(revision),
    body: bodyJson(revision.storage, reading.format),
    _links: contentLinks(world, content),
  };
}

function pageFields(world: World, content: Content) {
  const parent = content.parentId === null ? undefined : world.contents.get(content.parentId);
  return {
    parentId: parent?.id ?? null,
    parentType: parent?.type ?? null,
    position: content.position,
    ownerId: content.ownerId,
    lastOwnerId: content.lastOwnerId,
    ...(content.subtype === null ? {} : { subtype: content.subtype }),
  };
}

function contentLinks(world: World, content: Content) {
  return { webui: webPath(world, content), editui: editPath(world, content), tinyui: `/x/${tinyCode(content.id)}` };
}

function editPath(world: World, content: Content): string {
  return `/spaces/${world.space(content.spaceId).key}/pages/edit-v2/${content.id}`;
}

/** A content property of v2; `value` is any JSON. */
export function propertyJson({ id, key, value, revision }: Property) {
  return { id, key, value, version: { ...revision, createdAt: revision.createdAt.toISOString() } };
}

/** An entry of direct-children; `type` tells pages from folders. */
export function childJson(content: Content) {
  return { ...childPageJson(content), type: content.type };
}

/** An entry of the deprecated children listing, which knows pages alone. */
export function childPageJson({ id, status, title, spaceId, position }: Content) {
  return { id, status, title, spaceId, childPosition: position };
}

/** An entry of descendants; `depth` counts from the page that was asked for, 1 right below it. */
export function descendantJson({ content, depth }: { content: Content; depth: number }) {
  const { id, status, title, type, parentId, position } = content;
  return { id, status, title, type, parentId, depth, childPosition: position };
}
