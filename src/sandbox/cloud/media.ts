import { createHmac } from 'node:crypto';
import type { Attachment, AttachmentRevision } from '../world/model.js';
import type { Site } from './site.js';
import express, { type Express } from 'express';
import type { Faults } from '../faults.js';
import { recordInto, type RecordedRequest } from '../recorder.js';
import { Query } from '../wire/query.js';

/** Attachment bytes on their own origin. A signed address is the whole credential: a second one is refused. */
export function createMediaApp(site: Site, faults: Faults, requests: RecordedRequest[]): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(recordInto(requests));
  app.use(faults.middleware);
  app.get('/media/:fileId/:version', (req, res) => {
    if (req.headers.authorization !== undefined) return void res.status(400).send('Only one auth mechanism allowed');
    if (!isSigned(site, req.path, new Query(req).text('token'))) return void res.status(403).send('Forbidden');
    const attachment = [...site.world.attachments.values()].find(({ fileId }) => fileId === req.params.fileId);
    const revision = attachment?.revisions.find(({ number }) => String(number) === req.params.version);
    if (attachment === undefined || revision === undefined) return void res.status(404).send('Not Found');
    // Express's own setter would add a charset to text.
    res.setHeader('Content-Type', revision.mediaType);
    res.set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(attachment.title)}`);
    res.end(revision.data);
  });
  return app;
}

/** The signed address of one revision's bytes. */
export function mediaAddress(site: Site, attachment: Attachment, revision: AttachmentRevision): string {
  const path = `/media/${attachment.fileId}/${revision.number}`;
  return `${site.mediaOrigin}${path}?token=${sign(site, path)}`;
}

function isSigned(site: Site, path: string, token: string | undefined): boolean {
  return token === sign(site, path);
}

function sign(site: Site, path: string): string {
  return createHmac('sha256', site.signature).update(path).digest('hex');
}
