import type { Confluence } from '../../../confluence/index.js';
import { AppError } from '../../../errors.js';

/** INVALID_INPUT when a page of this space has the title; Confluence would refuse the write. */
export async function refuseTakenTitle({ pages }: Confluence, spaceKey: string, title: string): Promise<void> {
  const taken = await pages.findByTitle(spaceKey, title);
  if (taken?.type !== 'page') return;
  throw new AppError('INVALID_INPUT', `title: page ${taken.id} in this space has it already.`, {
    hint: 'Choose another title, or change that page with confluence_update_page.',
  });
}
