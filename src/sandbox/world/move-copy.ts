import type { Content } from './content.js';
import type { Space, User } from './model.js';
import { assertNoCycle, assertTitle, createContent, updateContent } from './pages.js';
import { forbidden, invalid, notFound } from './refusal.js';
import { editContent, hasSpaceAccess, viewContent, viewSpace } from './rights.js';
import { byPosition, descendantsOf, nextPosition } from './tree.js';
import type { World } from './world.js';
import { attachmentsOf, latestFile, upload } from './attachments.js';

/** Where a moved page goes, beside the target or at the end below it. */
export const positions = ['before', 'after', 'append'] as const;

/** Moves content with its descendants: under the target, or beside it. Works across spaces. */
export function moveContent(
  world: World,
  actor: User,
  id: string,
  position: (typeof positions)[number],
  targetId: string,
): Content {
  const content = editContent(world, actor, id);
  if (content.status === 'trashed') throw notFound();
  const target = viewContent(world, actor, targetId);
  if (content.type === 'blogpost' || target.type === 'blogpost')
    throw invalid('Blog posts have no place in the page tree');
  const space = world.space(target.spaceId);
  if (!hasSpaceAccess(actor, space, 'write')) throw forbidden();
  assertNoCycle(world, content, target);
  changeSpace(world, content, space);
  if (position === 'append') {
    content.position = nextPosition(world, target.id);
    content.parentId = target.id;
  } else {
    placeBeside(world, content, target, position);
  }
  return content;
}

/** To the root of another space, descendants along. */
export function moveToSpace(world: World, actor: User, id: string, spaceId: string): Content {
  const content = editContent(world, actor, id);
  const space = viewSpace(world, actor, spaceId);
  if (!hasSpaceAccess(actor, space, 'write')) throw forbidden();
  changeSpace(world, content, space);
  content.parentId = null;
  content.position = nextPosition(world, null);
  return content;
}

function changeSpace(world: World, content: Content, space: Space): void {
  const moving = [content, ...descendantsOf(world, content, Infinity).map((one) => one.content)];
  if (space.id !== content.spaceId) for (const one of moving) assertTitle(world, space, one.type, one.title, one.id);
  for (const one of moving) one.spaceId = space.id;
}

function placeBeside(world: World, content: Content, target: Content, position: 'before' | 'after'): void {
  content.parentId = target.parentId;
  const siblings = [...world.contents.values()]
    .filter((one) => one !== content && one.parentId === target.parentId && one.spaceId === target.spaceId)
    .sort(byPosition);
  siblings.splice(siblings.indexOf(target) + (position === 'after' ? 1 : 0), 0, content);
  siblings.forEach((one, index) => {
    one.position = index + 1;
  });
}

/**
 * What is copied, and to where:
 * https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content---children-and-descendants/.
 */
export interface Copying {
  destination: { type: 'space' | 'parent_page' | 'parent_content' | 'existing_page'; value: string };
  title?: string | undefined;
  storage?: string | undefined;
  attachments: boolean;
  labels: boolean;
  properties: boolean;
  permissions: boolean;
}

/** One page, without its children. `existing_page` overwrites that page. */
export function copyContent(world: World, actor: User, id: string, copying: Copying): Content {
  const source = viewContent(world, actor, id);
  const title = copying.title ?? source.title;
  const storage = copying.storage ?? source.storage;
  const copy = place(world, actor, copying.destination, title, storage);
  if (copying.labels) copy.labels.push(...source.labels.filter((label) => !copy.labels.includes(label)));
  if (copying.properties) copy.properties.push(...source.properties.map((one) => ({ ...one, id: world.nextId() })));
  if (copying.permissions) Object.assign(copy.restrictions, structuredClone(source.restrictions));
  if (copying.attachments) {
    for (const attachment of attachmentsOf(world, source.id)) {
      upload(world, actor, copy.id, { ...latestFile(attachment), filename: attachment.title }, true);
    }
  }
  return copy;
}

function place(
  world: World,
  actor: User,
  { type, value }: Copying['destination'],
  title: string,
  storage: string,
): Content {
  if (type === 'existing_page') {
    const versionNumber = viewContent(world, actor, value).version.number + 1;
    return updateContent(world, actor, value, { status: 'current', title, storage, versionNumber });
  }
  if (type === 'space') {
    const space = world.findSpaceByKey(value);
    if (space === undefined) throw notFound(`No space found with key: ${value}`);
    return createContent(world, actor, { type: 'page', spaceId: space.id, title, storage, rootLevel: true });
  }
  const parent = viewContent(world, actor, value);
  return createContent(world, actor, { type: 'page', spaceId: parent.spaceId, title, storage, parentId: parent.id });
}
