import {
  allOf,
  anyOfTerms,
  compare,
  oneOf,
  readQuery,
  replaceNames,
  searchTerms,
  serializeCql,
  tellingTerms,
} from '../../cql/index.js';
import type { CqlNode, TypedQuery } from '../../cql/index.js';
import { AppError } from '../../../errors.js';

/** The arguments of confluence_search that narrow it; each that is given has to hold. */
export interface SearchFilters {
  readonly query: string;
  readonly space_keys?: readonly string[] | undefined;
  readonly content_types?: readonly string[] | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly contributor?: string | undefined;
  readonly updated_after?: string | undefined;
  readonly sort?: 'relevance' | 'updated' | undefined;
}

/**
 * How words are looked for: `site` leaves it to the site's own ranking, `all` wants every word, `telling` every word but
 * those that stand everywhere, `any` one of those. CQL is `cql`.
 */
export const searchWays = ['cql', 'site', 'all', 'telling', 'any'] as const;

/** One of `searchWays`. */
export type SearchWay = (typeof searchWays)[number];

/** More words than these are a text, of which the first tell enough. */
const mostTerms = 12;

/** A search as it was asked for, ready to be written as CQL in each of the ways that there are for it. */
export class SearchPlan {
  readonly #typed: TypedQuery | undefined;
  readonly #filters: readonly CqlNode[];

  /** INVALID_INPUT for CQL that is none, and when there is neither word nor filter. */
  constructor(private readonly request: SearchFilters) {
    this.#typed = readQuery(request.query);
    this.#filters = filtersOf(request);
    if (this.#typed !== undefined || this.#filters.length > 0) return;
    throw new AppError('INVALID_INPUT', 'query: it contains no word to search for.', {
      hint: 'Send at least one word or number, or a filter.',
    });
  }

  /** What the caller should know of how the query was taken. */
  get notes(): string[] {
    const takenFor = this.#typed?.kind === 'cql' ? this.#typed.takenFor : undefined;
    return takenFor === undefined ? [] : [`The query was run as the CQL ${takenFor}.`];
  }

  /** The ways to try, one after the other. */
  get ways(): readonly SearchWay[] {
    return this.#typed?.kind === 'words' ? ['site', 'all', 'telling', 'any'] : ['cql'];
  }

  /** Conditions on content; undefined where this way would ask what another one asked. */
  where(way: SearchWay): CqlNode | undefined {
    if (this.#typed === undefined) return allOf(this.#filters);
    const condition = this.#typed.kind === 'cql' ? this.#typed.cql.where : wordsIn(this.#typed.terms, way);
    return condition && allOf([condition, ...this.#filters]);
  }

  /** The words of a way, as they were typed or as they are left. */
  words(way: SearchWay): string {
    const terms = this.#typed?.kind === 'words' ? this.#typed.terms : [];
    const shown = way === 'telling' || way === 'any' ? tellingTerms(terms) : terms;
    return shown.map((term) => term.replaceAll(/\\(.)/gu, '$1')).join(' ');
  }

  /** The CQL of a way, with names replaced by the ids that they stand for; values cannot become syntax. */
  cql(way: SearchWay, ids: ReadonlyMap<string, string>): string | undefined {
    const where = this.where(way);
    if (where === undefined) return undefined;
    const own = this.#typed?.kind === 'cql' ? this.#typed.cql.orderBy : [];
    const byDate = this.request.sort === 'updated' ? [{ field: 'lastmodified', direction: 'desc' } as const] : [];
    return serializeCql({ where: replaceNames(where, ids), orderBy: own.length > 0 ? own : byDate });
  }
}

function wordsIn(terms: readonly string[], way: SearchWay): CqlNode | undefined {
  if (way === 'site') return searchTerms('sitesearch', terms);
  if (way === 'all') return searchTerms('text', terms);
  const telling = tellingTerms(terms).slice(0, mostTerms);
  if (way === 'telling') return telling.length < terms.length ? searchTerms('text', telling) : undefined;
  return telling.length > 1 ? anyOfTerms(telling) : undefined;
}

function filtersOf(filters: SearchFilters): CqlNode[] {
  const conditions = [
    oneOf('space', filters.space_keys),
    oneOf('type', filters.content_types),
    ...(filters.labels ?? []).map((label) => compare('label', '=', label)),
    filters.contributor === undefined ? undefined : compare('contributor', '=', toPerson(filters.contributor)),
    filters.updated_after === undefined ? undefined : compare('lastmodified', '>=', filters.updated_after),
  ];
  return conditions.filter((condition) => condition !== undefined);
}

function toPerson(contributor: string) {
  return contributor === 'me'
    ? ({ kind: 'call', name: 'currentUser', args: [] } as const)
    : ({ kind: 'text', text: contributor } as const);
}
