import { Router, type Request } from 'express';
import { pathParam } from '../../wire/request.js';
import type { Revision } from '../../world/model.js';
import { invalid, notFound } from '../../world/refusal.js';
import { editContent } from '../../world/rights.js';
import { contentJson } from '../content-json.js';
import { isComment, isContent, viewEntity } from '../entities.js';
import { Expansion } from '../expansion.js';
import { historyJson, versionJson } from '../history-json.js';
import { sendListing } from '../listing.js';
import { viewOf, type Site, type View } from '../site.js';

/** Who worked on content and when; the past itself can only be shortened here. */
export function historyRoutes(site: Site): Router {
  const router = Router();
  router.get('/content/:id/history', (req, res) => {
    const view = viewOf(site, res);
    const expand = Expansion.of(req, 'previousVersion,nextVersion,lastUpdated');
    res.json(historyJson(view, versioned(view, req), expand));
  });
  router.delete('/content/:id/version/:number', (req, res) => {
    const { world, actor } = viewOf(site, res);
    const { revisions } = editContent(world, actor, pathParam(req, 'id'));
    const revision = revisionOf(revisions, req);
    if (revision === revisions.at(-1)) throw invalid('The current version cannot be deleted');
    revisions.splice(revisions.indexOf(revision), 1);
    res.status(204).end();
  });
  return router;
}

/** What content was, version by version, newest first: experimental for ever. */
export function versionRoutes(site: Site): Router {
  const router = Router();
  router.get('/content/:id/version', (req, res) => {
    const view = viewOf(site, res);
    const { revisions } = versioned(view, req);
    sendListing(site, req, res, revisions.toReversed(), (one) => detailed(view, req, one), Expansion.of(req));
  });
  router.get('/content/:id/version/:number', (req, res) => {
    const view = viewOf(site, res);
    res.json(detailed(view, req, revisionOf(versioned(view, req).revisions, req)));
  });
  return router;
}

function versioned(view: View, req: Request): { id: string; revisions: Revision[] } {
  const entity = viewEntity(view, pathParam(req, 'id'));
  if (!isContent(entity) && !isComment(entity)) throw notFound();
  return entity;
}

function revisionOf(revisions: readonly Revision[], req: Request): Revision {
  const revision = revisions.find(({ number }) => String(number) === pathParam(req, 'number'));
  if (revision === undefined) throw notFound();
  return revision;
}

function detailed(view: View, req: Request, revision: Revision) {
  const entity = viewEntity(view, pathParam(req, 'id'));
  const json = versionJson(view, entity.id, revision);
  const expand = Expansion.of(req);
  if (!expand.has('content') || !isContent(entity)) return json;
  return { ...json, content: contentJson(view, entity, expand.within('content'), revision) };
}
