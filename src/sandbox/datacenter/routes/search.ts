import { Router, type Request, type Response } from 'express';
import { compileCql, type CompiledQuery } from '../../cql/compile.js';
import { CqlError, CqlExecutionError } from '../../cql/cql-error.js';
import { Query } from '../../wire/query.js';
import type { Space } from '../../world/model.js';
import { invalid } from '../../world/refusal.js';
import { searchableFor, userDocument, viewedBy, type Found } from '../../world/search-index.js';
import { entityJson } from '../entities.js';
import { Expansion } from '../expansion.js';
import { hitJson, type Hit } from '../hit-json.js';
import { sendListing, slice } from '../listing.js';
import { viewOf, type Entity, type Site, type View } from '../site.js';

const excerptModes = ['highlight', 'highlight_unescaped', 'indexed', 'indexed_unescaped', 'none'] as const;

/** CQL search by `start` and `limit`; users go by their names. */
export function searchRoutes(site: Site): Router {
  const router = Router();
  router.get('/search', (req, res) => sendSearch(site, req, res));
  router.get('/content/search', (req, res) => {
    const view = viewOf(site, res);
    const expand = Expansion.of(req);
    const found = run(view, req, compile(view, req)).flatMap(({ content }) => content ?? []);
    sendListing(site, req, res, found, (entity) => entityJson(view, entity, expand), expand);
  });
  return router;
}

function sendSearch(site: Site, req: Request, res: Response): void {
  const startedAt = performance.now();
  const view = viewOf(site, res);
  const compiled = compile(view, req);
  const hits = run(view, req, compiled);
  const expand = Expansion.of(req);
  const { items, ...envelope } = slice(site, req, hits, expand);
  const mode = new Query(req).oneOf('excerpt', excerptModes) ?? 'highlight';
  res.json({
    results: items.map((hit) => hitJson(view, hit, expand, compiled.highlights, mode)),
    ...envelope,
    totalSize: hits.length,
    cqlQuery: cqlOf(req),
    searchDuration: Math.round(performance.now() - startedAt),
  });
}

function cqlOf(req: Request): string {
  const cql = new Query(req).text('cql');
  if (cql === undefined || cql.trim() === '') throw invalid('cql parameter is required');
  return cql;
}

function compile({ world, actor }: View, req: Request): CompiledQuery {
  const cql = cqlOf(req);
  const { username: accountId, timeZone } = actor;
  const viewed = viewedBy(world, actor);
  try {
    return compileCql(cql, { accountId, timeZone, viewed, now: world.now(), ...contextOf(req) }, 'everything');
  } catch (error) {
    if (error instanceof CqlExecutionError) throw invalid(error.message + cql);
    if (error instanceof CqlError) throw invalid(`Could not parse cql : ${cql} (${error.message})`);
    throw error;
  }
}

function contextOf(req: Request): { contentId?: string; spaceKey?: string } {
  try {
    return JSON.parse(new Query(req).text('cqlcontext') ?? '{}') as { contentId?: string; spaceKey?: string };
  } catch {
    throw invalid('Could not parse cqlcontext');
  }
}

function run(view: View, req: Request, { matches, compare }: CompiledQuery): Hit[] {
  const isArchivedToo = new Query(req).flag('includeArchivedSpaces');
  // CQL of Data Center speaks of user names, not keys, and of attachments by their digits.
  const naming = {
    id: (id: string) => id.replace(/^att/, ''),
    person: (key: string) => view.world.users.get(key)?.username ?? key,
  };
  const content = searchableFor(view.world, view.actor, isArchivedToo, naming);
  return [...content.map(toHit), ...people(view, cqlOf(req))]
    .filter(({ document }) => matches(document))
    .sort((a, b) => compare(a.document, b.document) || b.document.modified.getTime() - a.document.modified.getTime());
}

/** People are in the same index; only a query that speaks of users finds them. */
function people({ world }: View, cql: string): Hit[] {
  if (!/\buser\b/i.test(cql)) return [];
  const active = [...world.users.values()].filter((user) => user.active);
  return active.map((user) => ({
    document: { ...userDocument(user), id: user.username, userKey: user.accountId },
    user,
  }));
}

function toHit({ document, entity }: Found): Hit {
  if (document.type === 'space') return { document, space: entity as Space };
  return { document, content: entity as Entity };
}
