import type { ContentType, PageSummary } from '../model.js';
import { path } from '../transport/path.js';
import { spaceKey as asSpaceKey } from '../cloud/space-directory.js';
import type { GroupContext } from './group-context.js';
import { fetchList } from './list-page.js';
import { summaryParts, toPageSummary } from './to-page-summary.js';
import { page } from './wire.js';

/**
 * Asks the content list, not the search, which lags behind; the title is compared again because the server folds some.
 * `postingDay` (`2026-11-18`) tells blog posts of one title apart.
 */
export async function findByTitle(
  { send, site }: GroupContext,
  spaceKey: string,
  title: string,
  postingDay?: string,
): Promise<PageSummary | undefined> {
  const key = asSpaceKey(spaceKey);
  const find = async (type: ContentType): Promise<PageSummary | undefined> => {
    const request = {
      path: path`/rest/api/content`,
      query: { spaceKey: key, title, type, postingDay, expand: summaryParts },
      item: page,
      subject: `Space ${spaceKey}`,
    };
    const { results } = await fetchList(send, request, 25, 0);
    const match = results.find((wire) => wire.title === title);
    return match && toPageSummary(match, site);
  };
  if (postingDay !== undefined) return find('blogpost');
  return (await find('page')) ?? (await find('blogpost'));
}
