import { Router, type Request } from 'express';
import { objectBody, pathParam } from '../../wire/request.js';
import { uploadsOf } from '../../wire/multipart.js';
import { Query } from '../../wire/query.js';
import {
  deleteAttachment,
  latestFile,
  moveAttachment,
  removeRevision,
  replaceData,
  upload,
  viewAttachment,
  type Upload,
} from '../../world/attachments.js';
import { notFound, stale } from '../../world/refusal.js';
import type { Attachment } from '../../world/model.js';
import { attachmentJson } from '../attachment-json.js';
import { Expansion } from '../expansion.js';
import { viewOf, type Site, type View } from '../site.js';
import { versionOf } from '../wire-content.js';

const collection = '/content/:id/child/attachment';
const single = `${collection}/:attachmentId`;
const expanded = new Expansion(['version', 'container']);

/** Files of a page. The collection knows no PUT. */
export function attachmentRoutes(site: Site): Router {
  const router = Router();
  router.post(collection, (req, res) => {
    const view = viewOf(site, res);
    const replace = new Query(req).flag('allowDuplicated');
    const results = uploadsOf(req)
      .map((file) => upload(view.world, view.actor, pathParam(req, 'id'), file, replace))
      .map((attachment) => attachmentJson(view, attachment, expanded));
    res.json({ results, size: results.length, _links: { base: site.origin + site.contextPath } });
  });
  router.put(collection, (_req, res) => {
    res.status(405).set('Allow', 'GET,POST,OPTIONS').end();
  });
  router.post(`${single}/data`, (req, res) => {
    const view = viewOf(site, res);
    const { id, contentId } = ofPage(view, req);
    const [file] = uploadsOf(req) as [Upload];
    res.json(attachmentJson(view, replaceData(view.world, view.actor, contentId, id, file), expanded));
  });
  router.post(`${single}/move`, (req, res) => {
    const view = viewOf(site, res);
    const query = new Query(req);
    const destination = { title: query.text('newName'), contentId: query.text('newContentId') };
    const moved = moveAttachment(view.world, view.actor, ofPage(view, req).id, destination);
    res.json(attachmentJson(view, moved, expanded));
  });
  router.put(single, (req, res) => {
    const view = viewOf(site, res);
    res.json(attachmentJson(view, rename(view, req), expanded));
  });
  router.delete(single, (req, res) => {
    const view = viewOf(site, res);
    deleteAttachment(view.world, view.actor, ofPage(view, req).id, false);
    res.status(204).end();
  });
  router.delete(`${single}/version/:version`, (req, res) => {
    const view = viewOf(site, res);
    removeRevision(view.world, view.actor, ofPage(view, req).id, pathParam(req, 'version'));
    res.status(204).end();
  });
  return router;
}

function ofPage({ world, actor }: View, req: Request): Attachment {
  const id = pathParam(req, 'attachmentId');
  const attachment = viewAttachment(world, actor, id.startsWith('att') ? id : `att${id}`);
  if (attachment.contentId !== pathParam(req, 'id') || attachment.status !== 'current') throw notFound();
  return attachment;
}

/** A new name is no new version of the file; clients send the current number or the next one. */
function rename(view: View, req: Request): Attachment {
  const attachment = ofPage(view, req);
  const body = objectBody(req);
  const current = latestFile(attachment).number;
  const { number } = versionOf(body);
  if (number !== current && number !== current + 1) throw stale('page', current, number);
  const title = typeof body['title'] === 'string' ? body['title'] : undefined;
  return moveAttachment(view.world, view.actor, attachment.id, { title, contentId: undefined });
}
