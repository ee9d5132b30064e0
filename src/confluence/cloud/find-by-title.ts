import type { ContentType, PageSummary } from '../model.js';
import { path } from '../transport/path.js';
import { collectionOf } from './either-type.js';
import type { GroupContext } from './group-context.js';
import { fetchList } from './list-page.js';
import { toPageSummary } from './to-page-summary.js';
import { page } from './wire.js';

/** Asks the content list, not the search, which lags behind; the title is compared again because the server folds some. */
export async function findByTitle(
  { send, site, spaces }: GroupContext,
  spaceKey: string,
  title: string,
): Promise<PageSummary | undefined> {
  const spaceId = await spaces.idOf(send, spaceKey);
  const find = async (type: ContentType): Promise<PageSummary | undefined> => {
    const request = {
      path: path`/api/v2/${collectionOf[type]}`,
      query: { 'space-id': spaceId, title, status: 'current' },
      item: page,
      subject: `Space ${spaceKey}`,
      scope: 'read:page:confluence',
    };
    const { results } = await fetchList(send, request, 25, null);
    const match = results.find((wire) => wire.title === title);
    return match && toPageSummary(match, type, await spaces.keyOf(send, match.spaceId), site);
  };
  return (await find('page')) ?? (await find('blogpost'));
}
