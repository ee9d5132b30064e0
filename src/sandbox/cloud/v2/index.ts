/** The v2 API, one file per resource. */
import { Router } from 'express';
import { notFound } from '../../world/refusal.js';
import type { Site } from '../site.js';
import { attachmentRoutes } from './attachments.js';
import { commentRoutes } from './comments.js';
import { labelRoutes } from './labels.js';
import { operationRoutes } from './operations.js';
import { contentRoutes } from './pages.js';
import { propertyRoutes } from './properties.js';
import { spaceRoutes } from './spaces.js';
import { taskRoutes } from './tasks.js';
import { treeItemRoutes } from './tree-items.js';
import { treeRoutes } from './tree.js';
import { userRoutes } from './users.js';
import { versionRoutes } from './versions.js';

/** What is emulated of https://developer.atlassian.com/cloud/confluence/rest/v2/intro/; the rest is 404. */
export function v2Routes(site: Site): Router {
  const router = Router();
  router.use(contentRoutes(site, { type: 'page', path: '/pages' }));
  router.use(contentRoutes(site, { type: 'blogpost', path: '/blogposts' }));
  router.use(labelRoutes(site));
  router.use(treeRoutes(site), treeItemRoutes(site));
  router.use(spaceRoutes(site));
  router.use(commentRoutes(site));
  router.use(versionRoutes(site));
  router.use(userRoutes(site));
  router.use(attachmentRoutes(site));
  router.use(taskRoutes(site));
  router.use(propertyRoutes(site));
  router.use(operationRoutes(site));
  router.use(() => {
    throw notFound();
  });
  return router;
}
