import { Router, type ErrorRequestHandler } from 'express';
import { Query } from '../../wire/query.js';
import { pathParam } from '../../wire/request.js';
import { attachmentsOf } from '../../world/attachments.js';
import { notFound, Refusal } from '../../world/refusal.js';
import { viewContent } from '../../world/rights.js';
import { authenticate } from '../authenticate.js';
import { baseOf, viewOf, type Site } from '../site.js';

/** The bytes of attachments, from the site itself. Who may not see them is sent to the login page. */
export function downloadRoutes(site: Site): Router {
  const router = Router();
  router.use(authenticate(site));
  router.get('/attachments/:id/:name', (req, res) => {
    const { world, actor } = viewOf(site, res);
    const content = viewContent(world, actor, pathParam(req, 'id'));
    const title = pathParam(req, 'name').normalize('NFC');
    const attachment = attachmentsOf(world, content.id).find((one) => one.title === title && one.status === 'current');
    const wanted = new Query(req).text('version') ?? String(attachment?.revisions.at(-1)?.number);
    const revision = attachment?.revisions.find(({ number }) => String(number) === wanted);
    if (revision === undefined) throw notFound();
    // Express's own setter would add a charset to text.
    res.setHeader('Content-Type', revision.mediaType);
    res.set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(title)}`);
    res.end(revision.data);
  });
  router.use(toLoginPage(site));
  return router;
}

/** Pages and files answer in HTML, not in the envelope of the API. */
function toLoginPage(site: Site): ErrorRequestHandler {
  return (error, req, res, _next) => {
    if (!(error instanceof Refusal)) throw error;
    const destination = encodeURIComponent(req.originalUrl.slice(site.contextPath.length));
    if (error.kind === 'unauthorized') res.redirect(302, `${baseOf(site)}/login.action?os_destination=${destination}`);
    else res.status(404).type('html').send('<!doctype html><html><head><title>Page Not Found</title></head></html>');
  };
}
