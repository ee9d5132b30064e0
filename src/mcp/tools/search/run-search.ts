import { z } from 'zod';
import type { Paged, SearchHit } from '../../../confluence/index.js';
import { AppError, isAppError } from '../../../errors.js';
import { cqlFields, namesIn, nearestName } from '../../cql/index.js';
import type { CqlName } from '../../cql/index.js';
import type { ToolContext } from '../define-tool.js';
import { SearchPlan, searchWays } from './build-search.js';
import type { SearchFilters, SearchWay } from './build-search.js';
import { checkNames, describe, refusal, refuseNoIds, refuseUnknownTypes } from './check-names.js';

interface FoundContent extends Paged<SearchHit> {
  /** How the search was taken, where that is not as it was typed. */
  readonly warnings: string[];
}

type Request = SearchFilters & { readonly limit: number; readonly cursor?: string | undefined };
type Ids = ReadonlyMap<string, string>;

/** One part of what a search found, and the way that led to it. */
interface Finding extends Paged<SearchHit> {
  readonly way: SearchWay;
}

/**
 * Searches, and looks further when that finds nothing: words go to the site's own ranking first, then to all words where
 * the site has none, then to fewer. Names of spaces and people are taken for their ids; what does not exist is named.
 */
export async function runSearch(request: Request, context: ToolContext): Promise<FoundContent> {
  const plan = new SearchPlan(request);
  const where = plan.where(plan.ways[0] ?? 'cql') ?? ({ kind: 'and', operands: [] } as const);
  const names = namesIn(where);
  refuseUnknownTypes(names);
  refuseNoIds(where);
  const search = new Search(plan, request, context);
  if (request.cursor !== undefined) return search.goOn(request.cursor);

  const first = await search.first(new Map(), names.length > 0);
  const { ids, warnings, unknown } = await checkNames(names, first.items, context.confluence);
  const found = ids.size === 0 ? first : await search.first(ids, false);
  if (isEmpty(found) && unknown.length > 0) throw refusal(unknown, (name) => fieldOf(name, request));
  if (first.refused !== undefined && ids.size === 0) throw first.refused;
  const said = [...plan.notes, ...warnings, ...unknown.map(describe)];
  return search.answer(isEmpty(found) ? await search.fewer(found, ids) : found, ids, said);
}

/** What Confluence refused for a name that it does not know comes back empty, with the refusal. */
interface FirstFinding extends Finding {
  readonly refused?: AppError;
}

class Search {
  constructor(
    private readonly plan: SearchPlan,
    private readonly request: Request,
    private readonly context: ToolContext,
  ) {}

  /** The first way that the site knows. */
  async first(ids: Ids, mayNameNobody: boolean): Promise<FirstFinding> {
    const [way = 'cql', next] = this.plan.ways;
    try {
      return await this.#find(way, ids);
    } catch (error) {
      if (!isAppError(error) || error.code !== 'INVALID_INPUT') throw error;
      const field = unknownField(error);
      if (next !== undefined && field?.toLowerCase() === 'sitesearch') return this.#find(next, ids);
      if (field !== undefined) throw namingTheNearest(error, field);
      if (!mayNameNobody) throw error;
      return { items: [], nextCursor: null, way, refused: error };
    }
  }

  /** Fewer words, then any of them; what was found before when that finds nothing either. */
  async fewer(before: Finding, ids: Ids): Promise<Finding> {
    for (const [step, way] of (['telling', 'any'] as const).entries()) {
      if (!this.plan.ways.includes(way) || this.plan.where(way) === undefined) continue;
      this.context.progress(step + 1, 3, 'Nothing found; searching for fewer words');
      const found = await this.#find(way, ids);
      if (!isEmpty(found)) return found;
    }
    return before;
  }

  async goOn(cursor: string): Promise<FoundContent> {
    const { way, place, ids } = decodeCursor(cursor);
    const found = await this.#find(way, new Map(ids), place);
    return this.answer(found, new Map(ids), []);
  }

  answer(found: Finding, ids: Ids, warnings: readonly string[]): FoundContent {
    const { items, nextCursor: place, way } = found;
    const nextCursor = place === null ? null : encodeCursor({ way, place, ids: [...ids] });
    const said = isEmpty(found) ? undefined : describeWay(way, this.plan);
    return { items, nextCursor, warnings: [...warnings, ...(said === undefined ? [] : [said])] };
  }

  async #find(way: SearchWay, ids: Ids, cursor?: string): Promise<Finding> {
    const cql = this.plan.cql(way, ids);
    if (cql === undefined) throw foreignCursor();
    const { limit } = this.request;
    return { ...(await this.context.confluence.search.cql(cql, { limit, cursor })), way };
  }
}

/** The argument that a name came in. */
function fieldOf({ kind, value }: CqlName, { space_keys: keys = [], contributor }: Request): string {
  if (kind === 'space' && keys.includes(value)) return 'space_keys';
  return kind === 'person' && contributor === value ? 'contributor' : 'query';
}

function isEmpty({ items, nextCursor }: Paged<SearchHit>): boolean {
  return items.length === 0 && nextCursor === null;
}

/** Which words were looked for, where those are not what the site's own search makes of all of them. */
function describeWay(way: SearchWay, plan: SearchPlan): string | undefined {
  switch (way) {
    case 'all':
      return 'This site has no ranked search: these results contain all of the words.';
    case 'telling':
      return `No content has all of these words; these results have: ${plan.words(way)}.`;
    case 'any':
      return `No content has all of these words; these results have some of: ${plan.words(way)}.`;
    default:
      return undefined;
  }
}

function unknownField({ details }: AppError): string | undefined {
  const { unknown_field: field } = details;
  return typeof field === 'string' ? field : undefined;
}

/** A field that this service knows and the site does not. */
function namingTheNearest(error: AppError, field: string): AppError {
  const others = new Set([...cqlFields].filter((known) => known !== field.toLowerCase()));
  const nearest = nearestName(field, others);
  if (nearest === undefined) return error;
  return new AppError('INVALID_INPUT', `query: the search of this site has no field ${JSON.stringify(field)}.`, {
    hint: `The nearest is ${nearest}.`,
    details: error.details,
  });
}

const searchCursor = z.strictObject({
  way: z.enum(searchWays),
  place: z.string(),
  ids: z.array(z.tuple([z.string(), z.string()])),
});

function encodeCursor(cursor: z.output<typeof searchCursor>): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function decodeCursor(text: string): z.output<typeof searchCursor> {
  try {
    return searchCursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw foreignCursor();
  }
}

function foreignCursor(): AppError {
  return new AppError('INVALID_INPUT', 'cursor: not a next_cursor of this search.', {
    hint: 'Send next_cursor as it was returned, with the same query and filters, or leave it out.',
    details: { field: 'cursor' },
  });
}
