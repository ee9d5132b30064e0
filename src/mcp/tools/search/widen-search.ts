import type { Confluence, SearchHit } from '../../../confluence/index.js';
import { AppError, isAppError } from '../../../errors.js';
import { readsAsWords } from '../../cql/index.js';
import type { ToolContext } from '../define-tool.js';
import { buildSearch } from './build-search.js';
import type { SearchFilters } from './build-search.js';

export interface WidenedSearch {
  readonly items: SearchHit[];
  readonly warnings: string[];
}

type Request = SearchFilters & { readonly limit: number };

/** More words than these are a text, not a question. */
const mostWords = 12;

/**
 * What to make of a search that found nothing: a space or person of a filter that does not exist is resolved when its
 * name says which one is meant, else named; then content with some of the words is looked for. undefined when nothing
 * was changed.
 */
export async function widenSearch(request: Request, context: ToolContext): Promise<WidenedSearch | undefined> {
  const { confluence } = context;
  context.progress(1, 2, 'Nothing found; looking further');
  const spaces = await Promise.all((request.space_keys ?? []).map((key) => resolveSpace(key, confluence)));
  const person = request.contributor === undefined ? undefined : await resolvePerson(request.contributor, confluence);
  const warnings = [...spaces.map(({ warning }) => warning), person?.warning].filter((one) => one !== undefined);
  const keys = request.space_keys === undefined ? undefined : spaces.map(({ id }) => id);
  const meant = { ...request, space_keys: keys, contributor: person?.id };
  if (warnings.length > 0) {
    const { items } = await confluence.search.cql(buildSearch(meant), { limit: request.limit });
    if (items.length > 0) return { items, warnings };
  }
  const some = await searchSomeWords(meant, confluence);
  const all = [...warnings, ...(some.length > 0 ? ['Nothing holds all of these words; these hold some of them.'] : [])];
  return all.length === 0 ? undefined : { items: some, warnings: all };
}

interface Resolved {
  readonly id: string;
  readonly warning?: string;
}

async function resolveSpace(key: string, { spaces }: Confluence): Promise<Resolved> {
  try {
    await spaces.get(key);
    return { id: key };
  } catch (error) {
    if (!isAppError(error) || error.code !== 'NOT_FOUND') throw error;
  }
  const near = await spaces.search(key, 5);
  const named = near.filter(({ name }) => name.toLowerCase() === key.toLowerCase());
  const [only] = named;
  if (only !== undefined && named.length === 1) return { id: only.key, warning: `${key} is the space ${only.key}.` };
  const candidates = near.map(({ key: one, name }) => `${one} (${name})`);
  throw new AppError('INVALID_INPUT', `space_keys: there is no space ${key}, or this account cannot see it.`, {
    hint: candidates.length === 0 ? 'See confluence_list_spaces.' : `Near it are ${candidates.join(', ')}.`,
    details: { field: 'space_keys', candidates: near.map(({ key: one }) => one) },
  });
}

async function resolvePerson(person: string, { users }: Confluence): Promise<Resolved> {
  if (person === 'me' || (await users.names([person])).has(person)) return { id: person };
  const near = await users.search(person, 5);
  const [only] = near;
  if (only !== undefined && near.length === 1) {
    return { id: only.id, warning: `${person} is ${only.name} (id ${only.id}).` };
  }
  const candidates = near.map(({ id, name }) => `${name} (id ${id})`);
  throw new AppError('INVALID_INPUT', `contributor: Confluence knows nobody with the id ${person}.`, {
    hint:
      candidates.length === 0
        ? 'Find the person with confluence_search_user.'
        : `It could be ${candidates.join(', ')}.`,
    details: { field: 'contributor', candidates: near.map(({ id }) => id) },
  });
}

/** Content with any of the words, the site's best first; nothing for CQL and for a single word. */
async function searchSomeWords(request: Request, { search }: Confluence): Promise<SearchHit[]> {
  const words = readsAsWords(request.query) ? request.query.split(/\s+/u).filter((word) => word.length > 2) : [];
  if (words.length < 2 || words.length > mostWords) return [];
  const { items } = await search.cql(buildSearch(request, words), { limit: request.limit });
  return items;
}
