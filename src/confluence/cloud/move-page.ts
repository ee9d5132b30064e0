import { z } from 'zod';
import { AppError } from '../../errors.js';
import type { MoveDestination } from '../port.js';
import { contentId, path } from '../transport/path.js';
import type { GroupContext } from './group-context.js';
import { homepageOf } from './homepage-of.js';
import { locatePage } from './locate-page.js';
import { id } from '../v1-wire.js';
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
    scope: 'write:page:confluence',
    badRequestHint:
      'A page cannot go below itself or a page of its own tree, nor into a space where its title is taken; blog posts stay.',
  });
}

async function resolve(
  context: GroupContext,
  destination: MoveDestination,
): Promise<{ position: 'append' | 'before' | 'after'; targetId: string }> {
  if (destination.kind === 'child') {
    return { position: 'append', targetId: contentId(destination.parentId, 'target_parent_id') };
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
  return new AppError('INVALID_INPUT', `Page ${targetId} has no parent, so that no page can be put beside it.`, {
    hint: 'Move the page below it instead, or beside a page that has a parent.',
    details: { field: 'target_id' },
  });
}
