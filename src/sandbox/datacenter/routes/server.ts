import { Router } from 'express';
import { authenticate } from '../authenticate.js';
import { baseOf, type Site } from '../site.js';

const version = '10.0.0';
const buildNumber = '10000';

/** Which Confluence this is: to users as JSON, to everybody as the manifest that applications link with. */
export function serverRoutes(site: Site): Router {
  const router = Router();
  router.get('/applinks/1.0/manifest', (_req, res) => {
    res
      .type('application/xml')
      .send(
        `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><manifest><id>0c8f7e1d-5b3a-3f29-9d41-7a6e5c4b3f21</id><name>Confluence</name><typeId>confluence</typeId><version>${version}</version><buildNumber>${buildNumber}</buildNumber><url>${baseOf(site)}</url></manifest>`,
      );
  });
  router.get('/api/server-information', authenticate(site), (_req, res) => {
    res.json({ baseUrl: baseOf(site), version, buildNumber, title: 'Confluence' });
  });
  return router;
}
