/** What remains of the v1 API on Cloud, one file per resource. */
import { Router } from 'express';
import { notFound } from '../../world/refusal.js';
import type { Site } from '../site.js';
import { analyticsRoutes } from './analytics.js';
import { archiveRoutes } from './archive.js';
import { attachmentRoutes } from './attachments.js';
import { contentStateRoutes } from './content-states.js';
import { labelRoutes } from './labels.js';
import { removedRoutes } from './removed.js';
import { restrictionRoutes } from './restrictions.js';
import { searchRoutes } from './search.js';
import { templateRoutes } from './templates.js';
import { treeRoutes } from './tree.js';
import { userRoutes } from './users.js';

/**
 * What is emulated of https://developer.atlassian.com/cloud/confluence/rest/v1/intro/. What Atlassian has removed is
 * 410, the rest 404.
 */
export function v1Routes(site: Site): Router {
  const router = Router();
  router.use(searchRoutes(site), labelRoutes(site), userRoutes(site));
  router.use(
    attachmentRoutes(site),
    treeRoutes(site),
    restrictionRoutes(site),
    templateRoutes(site),
    analyticsRoutes(site),
    archiveRoutes(site),
    contentStateRoutes(site),
  );
  // After the live endpoints: `/content/search` would otherwise read as the removed `/content/{id}`.
  router.use(removedRoutes());
  router.use(() => {
    throw notFound();
  });
  return router;
}
