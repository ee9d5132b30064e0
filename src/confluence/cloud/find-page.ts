import { cqlText } from '../rest/cql-text.js';
import { nearestTitles, sharedWordsCql } from '../rest/nearest-titles.js';
import { createSearch } from './search.js';
import { pageScopes } from './page-scopes.js';
import { notFound } from '../../errors.js';
import type { Ancestor, ContentType, PageSummary } from '../model.js';
import { parsePageReference } from '../rest/page-reference.js';
import { contentId, path } from '../transport/path.js';
import { toPageSummary } from './content.js';
import { collectionOf } from './content-type.js';
import { fetchList } from './lists.js';
import type { GroupContext } from './space-cache.js';
import { page } from './wire.js';

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
  throw notFound(`${what} in space ${spaceKey}`, { hint: 'Search for the page, or list the pages of the space.' });
}

/** Asks the content list, not the search, which lags behind; the title is compared again because the server folds some. */
export async function findByTitle(
  { send, site, spaces }: GroupContext,
  spaceKey: string,
  title: string,
  { archived = false }: { archived?: boolean | undefined } = {},
): Promise<PageSummary | undefined> {
  const spaceId = await spaces.idOf(send, spaceKey);
  const find = async (type: ContentType): Promise<PageSummary | undefined> => {
    const request = {
      path: path`/api/v2/${collectionOf[type]}`,
      query: { 'space-id': spaceId, title, status: archived ? ['current', 'archived'] : 'current' },
      item: page,
      subject: `Space ${spaceKey}`,
      scopes: pageScopes.findByTitle,
    };
    const { results } = await fetchList(send, request, 25, null);
    const match = results.find((wire) => wire.title === title);
    return match && toPageSummary(match, type, await spaces.keyOf(send, match.spaceId), site);
  };
  return (await find('page')) ?? (await find('blogpost'));
}

/** Among the first titles of the space in their order, and those that share a word with the one that is not there. */
export async function findNearestTitles(
  context: GroupContext,
  spaceKey: string,
  title: string,
  limit: number,
): Promise<Ancestor[]> {
  const { send, spaces } = context;
  const spaceId = await spaces.idOf(send, spaceKey);
  const listed = fetchList(
    send,
    {
      path: path`/api/v2/spaces/${spaceId}/pages`,
      query: { status: 'current', sort: 'title' },
      item: page,
      subject: `Space ${spaceKey}`,
      scopes: pageScopes.findByTitle,
    },
    250,
    null,
  );
  const cql = sharedWordsCql(await spaces.keyOf(send, spaceId), title, cqlText);
  const [{ results }, hits] = await Promise.all([listed, cql === undefined ? [] : searchTitles(context, cql)]);
  const candidates = [...hits, ...results.map(({ id, title: known }) => ({ id, title: known ?? '' }))];
  return nearestTitles(title, candidates, limit);
}

async function searchTitles(context: GroupContext, cql: string): Promise<Ancestor[]> {
  const { items } = await createSearch(context).cql(cql, { limit: 50 });
  return items.map(({ id, title }) => ({ id, title }));
}
