import { isAppError } from '../../errors.js';
import type { PageFacts, Person } from '../model.js';
import { path } from '../transport/path.js';
import { fetchAll } from './lists.js';
import { type Located } from './content.js';
import { collectionOf } from './content-type.js';
import { labelScopes } from './labels.js';
import { isStillTrue, namedIn } from './fact-cache.js';
import type { GroupContext } from './space-cache.js';
import { indexedPage, listOf, type IndexedPageWire, type PageWire } from './wire.js';
import { label } from '../rest/wire.js';

/**
 * Names of people and titles of ancestors in one request: v2 has ids alone, and would need one request for the names
 * and two for the ancestors. The index lags behind writes by seconds, so that a page that was just made is not in it.
 * https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content/#api-wiki-rest-api-content-search-get
 */
async function fetchIndexed({ send, log }: GroupContext, id: string): Promise<IndexedPageWire | undefined> {
  try {
    const { results } = await send({
      method: 'GET',
      path: path`/rest/api/content/search`,
      query: { cql: `id = ${id}`, limit: 1, expand: 'ancestors,version,history.ownedBy' },
      answer: listOf(indexedPage),
      subject: `Page ${id}`,
      scopes: ['read:content-details:confluence'],
    });
    return results.find((found) => found.id === id);
  } catch (error) {
    if (!isAppError(error) || !['FORBIDDEN', 'NOT_FOUND', 'INVALID_INPUT'].includes(error.code)) throw error;
    log.warn({ event: 'confluence_facts_hidden', code: error.code }, 'the account may not search for facts of a page');
    return undefined;
  }
}

/**
 * Reads a page and what the index knows of it, both at once, or the page alone where that is known. The index knows the
 * page as it is now, whichever version is read.
 */
export async function readIndexed<T extends { readonly located: Located<PageWire> }>(
  context: GroupContext,
  id: string,
  isOlder: boolean,
  readPage: () => Promise<T>,
): Promise<{ read: T; indexed: IndexedPageWire | undefined }> {
  const { facts } = context;
  const known = facts.find(id);
  const { generation } = facts;
  const [read, asked] = await Promise.all([readPage(), known === undefined ? fetchIndexed(context, id) : undefined]);
  const { wire } = read.located;
  if (known !== undefined && isStillTrue(known, wire, isOlder)) return { read, indexed: known.indexed };
  const indexed = known === undefined ? asked : await fetchIndexed(context, id);
  if (indexed !== undefined && !isOlder) facts.remember(wire, indexed, generation);
  return { read, indexed };
}

/**
 * What the page and the index tell together. People are named by their account id, and ancestors null, where the index
 * has none.
 */
export async function toFacts(
  context: GroupContext,
  { wire, type }: Located<PageWire>,
  indexed: IndexedPageWire | undefined,
): Promise<PageFacts> {
  const known = indexed === undefined ? [] : namedIn(indexed);
  const names = new Map(known.map(({ accountId, displayName }) => [accountId, displayName]));
  const person = (id: string | null | undefined): Person | null => (id ? { id, name: names.get(id) || id } : null);
  const isTop = !wire.parentId;
  return {
    createdAt: wire.createdAt ?? null,
    author: person(wire.authorId),
    lastEditor: person(wire.version.authorId),
    owner: person(wire.ownerId),
    labels: await labelsOf(context, { wire, type }),
    ancestors: indexed?.ancestors?.map(({ id, title }) => ({ id, title: title ?? '' })) ?? (isTop ? [] : null),
  };
}

/** The page brings fifty along; more are asked for. */
async function labelsOf({ send }: GroupContext, { wire, type }: Located<PageWire>): Promise<string[]> {
  const { results, meta } = wire.labels ?? {};
  if (results && meta?.hasMore !== true) {
    return results.filter(({ prefix }) => (prefix ?? 'global') === 'global').map(({ name }) => name);
  }
  const all = await fetchAll(send, {
    path: path`/api/v2/${collectionOf[type]}/${wire.id}/labels`,
    query: { prefix: 'global' },
    item: label,
    subject: `Page ${wire.id}`,
    scopes: labelScopes.list,
  });
  return all.map(({ name }) => name);
}
