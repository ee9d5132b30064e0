import { Router, type Request, type Response } from 'express';
import { compileCql, type CompiledQuery } from '../../cql/compile.js';
import { CqlError, CqlExecutionError } from '../../cql/cql-error.js';
import type { IndexedDocument } from '../../cql/document.js';
import { excerptOf, markedLine, type ExcerptMode } from '../../cql/excerpt.js';
import type { Space } from '../../world/model.js';
import { invalid } from '../../world/refusal.js';
import { searchableFor, userDocument, viewedBy, type Found } from '../../world/search-index.js';
import { Query } from '../../wire/query.js';
import type { Site } from '../site.js';
import { actorOf } from '../../wire/request.js';
import { webPath } from '../../wire/web-path.js';
import { contentJson, isContent, commentOrAttachmentJson, spaceJson } from './content-json.js';
import { slice } from './paginate.js';
import { userJson } from './users.js';

const excerptModes = ['highlight', 'highlight_unescaped', 'indexed', 'indexed_unescaped', 'none'] as const;

/** CQL search over content and spaces, over content alone, and over users. */
export function searchRoutes(site: Site): Router {
  const router = Router();
  router.get('/search', (req, res) => sendSearch(site, req, res));
  router.get('/content/search', (req, res) => sendContentSearch(site, req, res));
  router.get('/search/user', (req, res) => sendUserSearch(site, req, res));
  return router;
}

function sendSearch(site: Site, req: Request, res: Response): void {
  const startedAt = performance.now();
  const compiled = compile(site, req, res, 'content');
  const mode = new Query(req).oneOf('excerpt', excerptModes) ?? 'highlight';
  const expand = expandOf(req, 'content.');
  const all = run(site, req, res, compiled);
  const { items, ...envelope } = slice(site, req, all, capOf(expandOf(req)));
  res.json({
    results: items.map((found) => resultJson(site, found, compiled, mode, expand)),
    ...envelope,
    totalSize: all.length,
    cqlQuery: cqlOf(req),
    searchDuration: Math.round(performance.now() - startedAt),
    archivedResultCount: 0,
  });
}

function sendContentSearch(site: Site, req: Request, res: Response): void {
  const all = run(site, req, res, compile(site, req, res, 'content')).filter(
    ({ document }) => document.type !== 'space',
  );
  const expand = expandOf(req);
  const { items, ...envelope } = slice(site, req, all, capOf(expand));
  res.json({ results: items.map(({ entity }) => entityJson(site, entity, expand)), ...envelope });
}

function sendUserSearch(site: Site, req: Request, res: Response): void {
  const { matches, compare } = compile(site, req, res, 'user');
  const all = [...site.world.users.values()]
    .map((user) => ({ user, document: userDocument(user) }))
    .filter(({ user, document }) => user.active && matches(document))
    .sort((a, b) => compare(a.document, b.document));
  const { items, ...envelope } = slice(site, req, all, 200);
  const results = items.map(({ user }) => ({
    user: userJson(user),
    title: user.displayName,
    excerpt: '',
    url: `/people/${user.accountId}`,
    breadcrumbs: [],
    entityType: 'user',
    iconCssClass: 'aui-icon content-type-profile',
    lastModified: new Date(0).toISOString(),
    score: 0,
  }));
  res.json({ results, ...envelope, totalSize: all.length, cqlQuery: cqlOf(req), searchDuration: 1 });
}

function cqlOf(req: Request): string {
  const cql = new Query(req).text('cql');
  if (cql === undefined || cql.trim() === '') throw invalid('cql parameter is required');
  return cql;
}

function compile({ world }: Site, req: Request, res: Response, kind: 'content' | 'user'): CompiledQuery {
  const cql = cqlOf(req);
  const { accountId, timeZone } = actorOf(res);
  const viewed = viewedBy(world, actorOf(res));
  try {
    return compileCql(cql, { accountId, timeZone, viewed, now: world.now(), ...contextOf(req) }, kind);
  } catch (error) {
    if (error instanceof CqlExecutionError) throw invalid(error.message + cql);
    if (error instanceof CqlError) throw invalid(`Could not parse cql : ${cql} (${error.message})`);
    throw error;
  }
}

function contextOf(req: Request): { contentId?: string; spaceKey?: string } {
  const text = new Query(req).text('cqlcontext');
  if (text === undefined) return {};
  try {
    return JSON.parse(text) as { contentId?: string; spaceKey?: string };
  } catch {
    throw invalid('Could not parse cqlcontext');
  }
}

function run({ world }: Site, req: Request, res: Response, { matches, compare }: CompiledQuery): Found[] {
  return searchableFor(world, actorOf(res), new Query(req).flag('includeArchivedSpaces'))
    .filter(({ document }) => matches(document))
    .sort((a, b) => compare(a.document, b.document) || b.document.modified.getTime() - a.document.modified.getTime());
}

function expandOf(req: Request, prefix = ''): ReadonlySet<string> {
  const names = new Query(req).values('expand').filter((name) => name.startsWith(prefix));
  return new Set(names.map((name) => name.slice(prefix.length)));
}

/** The more a result carries, the fewer the server gives. */
function capOf(expand: ReadonlySet<string>): number {
  const names = [...expand];
  if (names.some((name) => /body\.(export|styled)_view/.test(name))) return 25;
  if (names.some((name) => name.includes('body'))) return 50;
  return names.length > 0 ? 200 : 1000;
}

function entityJson(site: Site, entity: Found['entity'], expand: ReadonlySet<string>) {
  if (isContent(entity)) return contentJson(site, entity, expand);
  return commentOrAttachmentJson(site, entity as Parameters<typeof commentOrAttachmentJson>[1], expand);
}

function resultJson(
  site: Site,
  { document, entity }: Found,
  { highlights }: CompiledQuery,
  mode: ExcerptMode,
  expand: ReadonlySet<string>,
) {
  const isSpace = document.type === 'space';
  const subject = isSpace ? { space: spaceJson(site, entity.id) } : { content: entityJson(site, entity, expand) };
  return {
    ...subject,
    title: markedLine(document.title, highlights, mode),
    excerpt: excerptOf(document.text, highlights, mode),
    url: isSpace ? `/spaces/${(entity as Space).key}` : urlOf(site, entity, document),
    resultGlobalContainer: { title: document.spaceTitle, displayUrl: `/spaces/${document.spaceKey}` },
    breadcrumbs: [],
    entityType: isSpace ? 'space' : 'content',
    iconCssClass: `aui-icon content-type-${document.type}`,
    lastModified: document.modified.toISOString(),
    friendlyLastModified: document.modified.toDateString(),
    score: 0,
  };
}

function urlOf(site: Site, entity: Found['entity'], document: IndexedDocument): string {
  if (isContent(entity)) return webPath(site.world, entity);
  const { _links } = commentOrAttachmentJson(site, entity as Parameters<typeof commentOrAttachmentJson>[1]);
  return document.type === 'space' ? '' : _links.webui;
}
