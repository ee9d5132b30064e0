import { allOf, anyOfWords, compare, oneOf, readQuery, serializeCql } from '../../cql/index.js';
import { AppError } from '../../../errors.js';

export interface SearchFilters {
  readonly query: string;
  readonly space_keys?: readonly string[] | undefined;
  readonly content_types?: readonly string[] | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly contributor?: string | undefined;
  readonly updated_after?: string | undefined;
  readonly sort?: 'relevance' | 'updated' | undefined;
}

/** One CQL query out of what was typed, or of any of some words, and the filters. They are joined as trees, so no value can become syntax. */
export function buildSearch(filters: SearchFilters, anyOf?: readonly string[]): string {
  const typed = readQuery(filters.query);
  const condition = allOf([
    anyOf === undefined ? typed?.where : anyOfWords(anyOf),
    oneOf('space', filters.space_keys),
    oneOf('type', filters.content_types),
    ...(filters.labels ?? []).map((label) => compare('label', '=', label)),
    filters.contributor === undefined ? undefined : compare('contributor', '=', toPerson(filters.contributor)),
    filters.updated_after === undefined ? undefined : compare('lastmodified', '>=', filters.updated_after),
  ]);
  if (condition === undefined) {
    throw new AppError('INVALID_INPUT', 'query: there is no word in it to search for.', {
      hint: 'Give at least one word or number, or a filter.',
    });
  }
  const byDate = filters.sort === 'updated' ? [{ field: 'lastmodified', direction: 'desc' } as const] : [];
  const own = typed?.orderBy ?? [];
  return serializeCql({ where: condition, orderBy: own.length > 0 ? own : byDate });
}

function toPerson(contributor: string) {
  return contributor === 'me'
    ? ({ kind: 'call', name: 'currentUser', args: [] } as const)
    : ({ kind: 'text', text: contributor } as const);
}
