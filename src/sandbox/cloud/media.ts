import express, { type Express } from 'express';
import type { Faults } from '../faults.js';
import { recordInto, type RecordedRequest } from '../recorder.js';
import { isSigned } from './media-address.js';
import { Query } from '../wire/query.js';
import type { Site } from './site.js';

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
