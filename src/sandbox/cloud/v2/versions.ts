import { Router, type Request, type Response } from 'express';
import type { Revision } from '../../world/model.js';
import { notFound } from '../../world/refusal.js';
import { viewComment, viewContent } from '../../world/rights.js';
import { int64, Query } from '../../wire/query.js';
import type { Site } from '../site.js';
import { actorOf, pathParam } from '../../wire/request.js';
import { bodyJson, listFormats } from './body.js';
import { versionJson } from './content-json.js';
import { sendPage } from './paginate.js';
import { sortNames } from './sort.js';

type Entity = 'page' | 'blogpost' | 'comment';

/** The history of pages, blog posts and comments. Listing with bodies gives at most 50. */
export function versionRoutes(site: Site): Router {
  const router = Router();
  const content = (type: 'page' | 'blogpost') => (req: Request, res: Response) => {
    const found = viewContent(site.world, actorOf(res), int64(pathParam(req, 'id')));
    if (found.type !== type) throw notFound();
    return found;
  };
  const comment = (kind: 'footer' | 'inline') => (req: Request, res: Response) =>
    viewComment(site.world, actorOf(res), int64(pathParam(req, 'id')), kind);
  const sources: [string, Entity, (req: Request, res: Response) => { id: string; revisions: Revision[] }][] = [
    ['/pages', 'page', content('page')],
    ['/blogposts', 'blogpost', content('blogpost')],
    ['/footer-comments', 'comment', comment('footer')],
    ['/inline-comments', 'comment', comment('inline')],
  ];
  for (const [path, entity, find] of sources) {
    router.get(`${path}/:id/versions`, (req, res) => sendVersions(site, req, res, entity, find(req, res)));
    router.get(`${path}/:id/versions/:number`, (req, res) => {
      res.json(detailedJson(find(req, res).revisions, pathParam(req, 'number')));
    });
  }
  return router;
}

function sendVersions(
  site: Site,
  req: Request,
  res: Response,
  entity: Entity,
  { id, revisions }: { id: string; revisions: Revision[] },
): void {
  const query = new Query(req);
  const format = query.oneOf('body-format', listFormats);
  const oldestFirst = query.oneOf('sort', sortNames(['modified-date'])) === 'modified-date';
  const max = format === undefined ? 250 : 50;
  sendPage(
    site,
    req,
    res,
    oldestFirst ? revisions : revisions.toReversed(),
    (one) => ({ ...versionJson(one), [entity]: { id, title: one.title, body: bodyJson(one.storage, format) } }),
    { max },
  );
}

function detailedJson(revisions: readonly Revision[], wanted: string) {
  const index = revisions.findIndex(({ number }) => String(number) === wanted);
  const found = revisions[index];
  if (found === undefined) throw notFound();
  const previous = revisions[index - 1];
  const next = revisions[index + 1];
  return {
    ...versionJson(found),
    contentTypeModified: false,
    collaborators: [found.authorId],
    ...(previous === undefined ? {} : { prevVersion: previous.number }),
    ...(next === undefined ? {} : { nextVersion: next.number }),
  };
}

/** The revision that `?version=` names, or the newest. */
export function readVersion(revisions: readonly Revision[], query: Query): Revision {
  if (query.text('version') === undefined) return revisions.at(-1) as Revision;
  const number = query.integer('version', 1, 2 ** 31 - 1);
  const found = revisions.find((one) => one.number === number);
  if (found === undefined) throw notFound();
  return found;
}
