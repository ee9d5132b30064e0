import type { Confluence } from '../../../confluence/index.js';
import { AppError } from '../../../errors.js';

/**
 * INVALID_INPUT when a page of this space has the title; Confluence would refuse the write. It takes no account of case,
 * and `exceptId` may have it already.
 */
export async function refuseTakenTitle(
  { pages }: Confluence,
  spaceKey: string,
  title: string,
  exceptId?: string,
): Promise<void> {
  const [exact, near] = await Promise.all([
    pages.findByTitle(spaceKey, title, { archived: true }),
    pages.nearestTitles(spaceKey, title, 5),
  ]);
  const likeIt = near.filter((one) => one.title.toLowerCase() === title.toLowerCase()).map(({ id }) => id);
  const taken = [...(exact?.type === 'page' ? [exact.id] : []), ...likeIt].find((id) => id !== exceptId);
  if (taken === undefined) return;
  throw titleTakenBy(taken, { isArchived: taken === exact?.id && exact.status === 'archived' });
}

/** `hasSameText`: the page is just what was to be created, so that an earlier call has probably done it. */
export function titleTakenBy(
  id: string,
  { hasSameText = false, isArchived = false }: { hasSameText?: boolean; isArchived?: boolean },
): AppError {
  const what = hasSameText ? ' with the same text: an earlier call seems to have created it' : '';
  const which = isArchived ? `the archived page ${id}` : `page ${id}`;
  return new AppError('INVALID_INPUT', `title: ${which} in this space already has this title${what}.`, {
    hint: hasSameText
      ? 'Continue with that page; do not create it again.'
      : `Choose another title, or ${isArchived ? 'restore' : 'change'} that page with confluence_update_page.`,
    details: { field: 'title' },
  });
}
