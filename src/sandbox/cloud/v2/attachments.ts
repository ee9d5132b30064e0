import { Router, type Request, type Response } from 'express';
import { attachmentsOf, deleteAttachment, latestFile, viewAttachment } from '../../world/attachments.js';
import type { Attachment, AttachmentRevision } from '../../world/model.js';
import { forbiddenAsMissing, notFound } from '../../world/refusal.js';
import { canView, viewContent } from '../../world/rights.js';
import { compareIds } from '../../world/tree.js';
import { int64, Query } from '../../wire/query.js';
import { mediaAddress } from '../media.js';
import { baseOf, type Site } from '../site.js';
import { actorOf, pathParam } from '../../wire/request.js';
import { webPath } from '../../wire/web-path.js';
import { sendPage } from './paginate.js';
import { sorted, sortNames } from './sort.js';

const orders = {
  'created-date': (a: Attachment, b: Attachment) => a.createdAt.getTime() - b.createdAt.getTime() || byNumber(a, b),
  'modified-date': (a: Attachment, b: Attachment) =>
    latestFile(a).createdAt.getTime() - latestFile(b).createdAt.getTime() || byNumber(a, b),
};

const byNumber = (a: Attachment, b: Attachment): number => compareIds(a.id, b.id);

/** Metadata of attachments: lists, one, its versions and labels, deletion, and the thumbnail's redirect. */
export function attachmentRoutes(site: Site): Router {
  const router = Router();
  const one = (req: Request, res: Response) => viewAttachment(site.world, actorOf(res), pathParam(req, 'id'));

  router.get('/attachments', (req, res) => {
    const visible = [...site.world.attachments.values()].filter(({ contentId }) =>
      canView(site.world, actorOf(res), site.world.page(contentId)),
    );
    sendAttachments(site, req, res, visible);
  });
  for (const type of ['page', 'blogpost'] as const) {
    router.get(`/${type}s/:id/attachments`, (req, res) => {
      const content = viewContent(site.world, actorOf(res), int64(pathParam(req, 'id')));
      if (content.type !== type) throw notFound();
      sendAttachments(site, req, res, attachmentsOf(site.world, content.id));
    });
  }
  router.get('/attachments/:id', (req, res) => {
    const attachment = one(req, res);
    const wanted = new Query(req).text('version');
    const revision = attachment.revisions.find(({ number }) => String(number) === wanted) ?? latestFile(attachment);
    if (wanted !== undefined && String(revision.number) !== wanted) throw notFound();
    const json = attachmentJson(site, attachment, revision);
    res.json({ ...json, _links: { ...json._links, base: baseOf(site) } });
  });
  router.delete('/attachments/:id', (req, res) => {
    const purge = new Query(req).flag('purge');
    forbiddenAsMissing(() => deleteAttachment(site.world, actorOf(res), pathParam(req, 'id'), purge));
    res.status(204).end();
  });
  router.get('/attachments/:id/versions', (req, res) => {
    const { id, title, revisions } = one(req, res);
    sendPage(site, req, res, revisions.toReversed(), (revision) => ({
      ...versionJson(revision),
      attachment: { id, title },
    }));
  });
  router.get('/attachments/:id/labels', (req, res) => sendPage(site, req, res, one(req, res).labels, (label) => label));
  router.get('/attachments/:id/thumbnail/download', (req, res) => {
    const attachment = one(req, res);
    res.redirect(302, mediaAddress(site, attachment, latestFile(attachment)));
  });
  return router;
}

function sendAttachments(site: Site, req: Request, res: Response, attachments: readonly Attachment[]): void {
  const query = new Query(req);
  const filename = query.text('filename')?.normalize('NFC');
  const mediaType = query.text('mediaType');
  const statuses = query.someOf('status', ['current', 'archived', 'trashed'] as const, ['current', 'archived']);
  const matching = attachments.filter(
    (attachment) =>
      statuses.some((status) => status === attachment.status) &&
      (filename === undefined || attachment.title === filename) &&
      (mediaType === undefined || latestFile(attachment).mediaType === mediaType),
  );
  const inOrder = sorted(
    matching,
    orders,
    query.oneOf('sort', sortNames(['created-date', 'modified-date'])) ?? 'created-date',
  );
  sendPage(site, req, res, inOrder, (attachment) => attachmentJson(site, attachment, latestFile(attachment)), {
    fallback: 50,
  });
}

function attachmentJson({ world }: Site, attachment: Attachment, revision: AttachmentRevision) {
  const { id, status, title, contentId, fileId, createdAt } = attachment;
  const content = world.page(contentId);
  const webui = `${webPath(world, content)}?preview=/${contentId}/${id.slice(3)}`;
  const download = `/rest/api/content/${contentId}/child/attachment/${id}/download`;
  return {
    ...{ id, status, title, fileId },
    createdAt: createdAt.toISOString(),
    ...(content.type === 'page' ? { pageId: contentId } : { blogPostId: contentId }),
    mediaType: revision.mediaType,
    mediaTypeDescription: revision.mediaType,
    comment: revision.comment,
    fileSize: revision.data.length,
    webuiLink: webui,
    downloadLink: download,
    version: versionJson(revision),
    _links: { webui, download },
  };
}

function versionJson({ number, comment, minorEdit, authorId, createdAt }: AttachmentRevision) {
  return { number, message: comment, minorEdit, authorId, createdAt: createdAt.toISOString() };
}
