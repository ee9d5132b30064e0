import { cqlText } from '../rest/cql-text.js';
import { nearestTitles, sharedWordsCql } from '../rest/nearest-titles.js';
import { createSearch } from './search.js';
import { notFound } from '../../errors.js';
import { spaceKey as asSpaceKey } from '../rest/arguments.js';
import type { Ancestor, ContentType, PageSummary } from '../model.js';
import { parsePageReference } from '../rest/page-reference.js';
import type { Site } from '../site.js';
import { contentId, path } from '../transport/path.js';
import { type GroupContext, summaryParts, toPageSummary } from './content.js';
import { fetchList } from './lists.js';
import { fetchSpace } from './spaces.js';
import { page, treePage } from './wire.js';

/** The id of the page that a reference points at; only titles and space overviews need a look-up. */
export async function resolvePageId(context: GroupContext, reference: string): Promise<string> {
  const post = parseBlogPostUrl(reference, context.site);
  const target = post ?? parsePageReference(reference, context.site);
  if (target.kind === 'id') return contentId(target.id, 'page_id');
  if (target.kind !== 'homepage') {
    const day = target.kind === 'post' ? target.day : undefined;
    const page = await findByTitle(context, target.spaceKey, target.title, day);
    return page?.id ?? missing(`A page titled ${JSON.stringify(target.title)}`, target.spaceKey);
  }
  const { homepage } = await fetchSpace(context.send, target.spaceKey);
  return homepage?.id ?? missing('A homepage', target.spaceKey);
}

interface BlogPostReference {
  kind: 'post';
  spaceKey: string;
  /** `2026-11-18`, in the time zone of the server. */
  day: string;
  title: string;
}

/** `/display/KEY/2026/11/18/Title`, which no page has: its title would have to begin with a year and a slash. */
function parseBlogPostUrl(reference: string, site: Site): BlogPostReference | undefined {
  const text = reference.trim();
  if (!/^(https?:\/)?\//i.test(text) || !URL.canParse(text, site.root)) return undefined;
  const path = site.pathOf(new URL(text, site.root)) ?? '';
  const [, key, year, month, day, title] = /^\/display\/([^/]+)\/(\d{4})\/(\d\d)\/(\d\d)\/([^/]+)$/.exec(path) ?? [];
  if (key === undefined || title === undefined) return undefined;
  try {
    const [spaceKey = '', words = ''] = [key, title].map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    return { kind: 'post', spaceKey, day: `${year ?? ''}-${month ?? ''}-${day ?? ''}`, title: words };
  } catch {
    return undefined;
  }
}

function missing(what: string, spaceKey: string): never {
  throw notFound(`${what} in space ${spaceKey}`, { hint: 'Search for the page, or list the pages of the space.' });
}

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

/** Among the first titles of the space, and those that share a word with the one that is not there. */
export async function findNearestTitles(
  context: GroupContext,
  key: string,
  title: string,
  limit: number,
): Promise<Ancestor[]> {
  const spaceKey = asSpaceKey(key);
  const request = { path: path`/rest/api/space/${spaceKey}/content/page`, item: treePage, subject: `Space ${key}` };
  const cql = sharedWordsCql(spaceKey, title, cqlText);
  const [{ results }, hits] = await Promise.all([
    fetchList(context.send, request, 500, 0),
    cql === undefined ? [] : searchTitles(context, cql),
  ]);
  const candidates = [...hits, ...results.map(({ id, title: known }) => ({ id, title: known ?? '' }))];
  return nearestTitles(title, candidates, limit);
}

async function searchTitles(context: GroupContext, cql: string): Promise<Ancestor[]> {
  const { items } = await createSearch(context).cql(cql, { limit: 50 });
  return items.map(({ id, title }) => ({ id, title }));
}
