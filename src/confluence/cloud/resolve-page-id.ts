import { AppError } from '../../errors.js';
import { contentId } from '../transport/path.js';
import { findByTitle } from './find-by-title.js';
import type { GroupContext } from './group-context.js';
import { parsePageReference } from './page-reference.js';

/** The id of the page that a reference points at; only titles and space overviews need a look-up. */
export async function resolvePageId(context: GroupContext, reference: string): Promise<string> {
  const target = parsePageReference(reference, context.site);
  if (target.kind === 'id') return contentId(target.id, 'page_id');
  if (target.kind === 'title') {
    const page = await findByTitle(context, target.spaceKey, target.title);
    return page?.id ?? missing(`A page titled ${JSON.stringify(target.title)}`, target.spaceKey);
  }
  const { homepageId } = await context.spaces.find(context.send, target.spaceKey);
  return homepageId ?? missing('A homepage', target.spaceKey);
}

function missing(what: string, spaceKey: string): never {
  throw new AppError('NOT_FOUND', `${what} was not found in space ${spaceKey}, or is not visible to this account.`, {
    hint: 'Search for the page, or list the pages of the space.',
  });
}
