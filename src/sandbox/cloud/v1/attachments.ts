import { Router, type RequestHandler } from 'express';
import { latestFile, replaceData, upload, viewAttachment, type Upload } from '../../world/attachments.js';
import type { Attachment } from '../../world/model.js';
import { notFound } from '../../world/refusal.js';
import { Query } from '../../wire/query.js';
import { baseOf, type Site } from '../site.js';
import { actorOf, pathParam } from '../../wire/request.js';
import { mediaAddress } from '../media.js';
import { uploadsOf } from '../../wire/multipart.js';

/** The header without which Confluence takes an upload for a forged one. */
const checkXsrf: RequestHandler = (req, res, next) => {
  if (['no-check', 'nocheck'].includes(String(req.headers['x-atlassian-token']))) return next();
  res.status(403).type('text').send('XSRF check failed');
};

/** Upload, update and download; metadata is read and deleted through v2. */
export function attachmentRoutes(site: Site): Router {
  const router = Router();
  const collection = '/content/:id/child/attachment';

  for (const [method, replace] of [
    ['post', false],
    ['put', true],
  ] as const) {
    router[method](collection, checkXsrf, (req, res) => {
      const uploads = uploadsOf(req);
      const results = uploads.map((file) =>
        attachmentJson(site, upload(site.world, actorOf(res), pathParam(req, 'id'), file, replace)),
      );
      res.json({
        results,
        start: 0,
        limit: 50,
        size: results.length,
        _links: { base: baseOf(site), context: '/wiki' },
      });
    });
  }

  router.post(`${collection}/:attachmentId/data`, checkXsrf, (req, res) => {
    const [file] = uploadsOf(req) as [Upload];
    const attachment = replaceData(
      site.world,
      actorOf(res),
      pathParam(req, 'id'),
      pathParam(req, 'attachmentId'),
      file,
    );
    res.json(attachmentJson(site, attachment));
  });

  router.get(`${collection}/:attachmentId/download`, (req, res) => {
    const attachment = viewAttachment(site.world, actorOf(res), pathParam(req, 'attachmentId'));
    if (attachment.contentId !== pathParam(req, 'id') || attachment.status !== 'current') throw notFound();
    const wanted = new Query(req).text('version');
    const revision = attachment.revisions.find(({ number }) => wanted === undefined || String(number) === wanted);
    if (revision === undefined) throw notFound();
    res.redirect(302, mediaAddress(site, attachment, wanted === undefined ? latestFile(attachment) : revision));
  });
  return router;
}

function attachmentJson(site: Site, attachment: Attachment) {
  const { id, contentId, title, status } = attachment;
  const { number, createdAt, minorEdit, mediaType, data, comment } = latestFile(attachment);
  return {
    ...{ id, type: 'attachment', status, title },
    version: { number, when: createdAt.toISOString(), minorEdit, message: comment },
    metadata: { mediaType },
    extensions: { mediaType, fileSize: data.length, comment, fileId: attachment.fileId },
    _expandable: {},
    _links: {
      webui: `/pages/viewpageattachments.action?pageId=${contentId}&preview=/${contentId}/${id.slice(3)}`,
      download: `/rest/api/content/${contentId}/child/attachment/${id}/download`,
      self: `${baseOf(site)}/rest/api/content/${id}`,
    },
  };
}
