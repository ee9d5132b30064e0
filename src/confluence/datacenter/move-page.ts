import { expectSpace } from '../rest/arguments.js';
import { AppError } from '../../errors.js';
import type { PageSummary } from '../model.js';
import type { MoveDestination } from '../page-port.js';
import { contentId } from '../transport/path.js';
import type { Send } from '../transport/wire-request.js';
import { locatePage } from './content.js';
import type { GroupContext } from './content.js';
import { fetchSpace } from './spaces.js';
import { summaryParts, toPageSummary } from './content.js';
import { page, pageWithBody } from './wire.js';
import { putPage } from './write-page.js';

/**
 * There is no endpoint for moving: the page is written anew with other ancestors (and another space), which makes a
 * version. Its place among its siblings cannot be chosen that way.
 */
export async function movePage(
  { send, site }: GroupContext,
  pageId: string,
  destination: MoveDestination,
): Promise<PageSummary> {
  const id = contentId(pageId, 'page_id');
  if (destination.kind === 'sibling') throw noPositions(contentId(destination.targetId, 'target_id'));
  const target = await targetOf(send, destination);
  const present = await locatePage(send, id, `body.storage,${summaryParts}`, pageWithBody.storage);
  if (present.type === 'blogpost') throw placeOfBlogPost();
  if (target.line.includes(id)) throw intoItself();
  const { type, title = '', status, version } = present;
  const wire = await putPage(send, present, {
    ...{ type, title: title ?? '', status },
    version: { number: version.number + 1 },
    ancestors: target.line.slice(-1).map((parent) => ({ id: parent })),
    ...(target.spaceKey !== present.space.key && { space: { key: target.spaceKey } }),
    body: { storage: { value: present.body, representation: 'storage' } },
  });
  return toPageSummary(wire, site);
}

interface Target {
  spaceKey: string;
  /** The ids from the top of the space down to the new parent. */
  line: string[];
}

async function targetOf(send: Send, destination: Exclude<MoveDestination, { kind: 'sibling' }>): Promise<Target> {
  if (destination.kind === 'space') {
    const { key, homepage } = await fetchSpace(send, destination.spaceKey);
    if (!homepage) throw noHomepage(key);
    return { spaceKey: key, line: [homepage.id] };
  }
  const parentId = contentId(destination.parentId, 'target_parent_id');
  const parent = await locatePage(send, parentId, summaryParts, page);
  if (parent.type === 'blogpost') throw placeOfBlogPost();
  const { spaceKey } = destination;
  if (spaceKey !== undefined) expectSpace(parentId, { spaceKey: parent.space.key }, spaceKey);
  return { spaceKey: parent.space.key, line: [...(parent.ancestors ?? []).map(({ id }) => id), parentId] };
}

function noHomepage(spaceKey: string): AppError {
  return new AppError('INVALID_INPUT', `Space ${spaceKey} has no homepage to put a page below.`, {
    hint: 'Name a page of the space in target_parent_id.',
    details: { field: 'target_parent_id' },
  });
}

/** Throws NOT_SUPPORTED for a place before or after a sibling, ahead of everything that a call would write. */
export function refusePosition(position: 'before' | 'after' | undefined): void {
  if (position !== undefined) throw noPositions('that page');
}

function noPositions(target: string): AppError {
  return new AppError('NOT_SUPPORTED', 'Confluence Data Center has no API for the order of pages.', {
    hint: `Move the page below the parent of ${target} with target_parent_id; the order is set in the browser.`,
  });
}

function placeOfBlogPost(): AppError {
  return new AppError('INVALID_INPUT', 'Blog posts have no place in the page tree.', {
    hint: 'Choose a page.',
  });
}

function intoItself(): AppError {
  return new AppError('INVALID_INPUT', 'A page cannot be moved below itself or one of its own descendants.', {
    hint: 'Choose a parent outside of the page that moves.',
    details: { field: 'target_parent_id' },
  });
}
