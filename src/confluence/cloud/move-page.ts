import { getTreeItem } from './tree-items.js';
import { expectSpace } from '../rest/arguments.js';
import { pageScopes } from './page-scopes.js';
import { z } from 'zod';
import { AppError } from '../../errors.js';
import type { MoveDestination } from '../page-port.js';
import { id } from '../rest/wire.js';
import { contentId, path } from '../transport/path.js';
import { locatePage } from './content.js';
import type { GroupContext } from './space-cache.js';
import { page } from './wire.js';

/**
 * v1 `move`, the only one that crosses spaces and orders siblings. The top of a space is below its homepage: beside the
 * homepage a page would be gone from the page tree that people see.
 */
export async function movePage(context: GroupContext, pageId: string, destination: MoveDestination): Promise<void> {
  const moved = contentId(pageId, 'page_id');
  const { position, targetId } = await resolve(context, destination);
  await context.send({
    method: 'PUT',
    path: path`/rest/api/content/${moved}/move/${position}/${targetId}`,
    answer: z.object({ pageId: id }),
    subject: `Page ${moved} or page ${targetId}`,
    scopes: pageScopes.move,
    badRequestHint:
      'A page cannot be moved below itself or its descendants, or to a space that has a page with its title; blog posts cannot be moved.',
  });
}

async function resolve(
  context: GroupContext,
  destination: MoveDestination,
): Promise<{ position: 'append' | 'before' | 'after'; targetId: string }> {
  if (destination.kind === 'child') {
    const targetId = contentId(destination.parentId, 'target_parent_id');
    const { spaceKey } = destination;
    if (spaceKey !== undefined) expectSpace(targetId, await getTreeItem(context, targetId), spaceKey);
    return { position: 'append', targetId };
  }
  if (destination.kind === 'space') {
    return { position: 'append', targetId: await homepageOf(context, destination.spaceKey, 'target_parent_id') };
  }
  const { position } = destination;
  const targetId = contentId(destination.targetId, 'target_id');
  const { wire } = await locatePage(context.send, targetId, {}, page);
  if (!wire.parentId) throw besideTheTop(targetId);
  return { position, targetId };
}

function besideTheTop(targetId: string): AppError {
  return new AppError('INVALID_INPUT', `Page ${targetId} has no parent, so no page can be put next to it.`, {
    hint: 'Move the page below it instead, or next to a page that has a parent.',
    details: { field: 'target_id' },
  });
}

/** The page that the pages at the top of a space are below. */
export async function homepageOf(
  { send, spaces }: GroupContext,
  spaceKey: string,
  parentField: string,
): Promise<string> {
  const { key, homepageId } = await spaces.find(send, spaceKey);
  if (homepageId) return homepageId;
  throw new AppError('INVALID_INPUT', `Space ${key} has no homepage to put a page below.`, {
    hint: `Name a page of the space in ${parentField}.`,
    details: { field: parentField },
  });
}
