import type { Confluence } from '../../../confluence/index.js';
import { AppError, isAppError } from '../../../errors.js';

const differing = 'The page has a draft that differs from the published page, and this write could overwrite it';

/**
 * Whether somebody has changes of this page that are not published. An account that may not see drafts may not write
 * either; that is for the write to say.
 */
export async function hasDifferingDraft({ pages }: Confluence, id: string): Promise<boolean> {
  try {
    return (await pages.findDraft(id))?.differs === true;
  } catch (error) {
    if (isAppError(error) && !error.retryable) return false;
    throw error;
  }
}

/** DRAFT_DIFFERS: Confluence merges or overrides the draft when the page is written, and nobody can tell beforehand. */
export function draftDiffers(): AppError {
  return new AppError('DRAFT_DIFFERS', `${differing}. Nothing was written.`, {
    hint: 'Have the draft published or discarded in the editor, or set allow_draft_overwrite to true.',
  });
}

/** What a preview says of it; \`isAllowed\`: the write would go through. */
export function warnOfDraft(isAllowed: boolean): string {
  return isAllowed
    ? `${differing}.`
    : `${differing}: without allow_draft_overwrite, the write will be refused (DRAFT_DIFFERS).`;
}
