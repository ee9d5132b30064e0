import { Router } from 'express';
import { objectBody, required, pathParam } from '../../wire/request.js';
import { invalid } from '../../world/refusal.js';
import { assertWellFormed } from '../../world/storage-xml.js';
import { formatJson, formats } from '../body-json.js';
import type { Site } from '../site.js';

/** Renders storage without saving it; of the other ways round only storage to itself is known. */
export function convertRoutes(_site: Site): Router {
  const router = Router();
  router.post('/contentbody/convert/:to', (req, res) => {
    const body = objectBody(req);
    const from = required(body, 'representation');
    const to = formats.find((format) => format === pathParam(req, 'to'));
    if (from !== 'storage' || to === undefined) throw invalid(`Cannot convert from ${from} to ${pathParam(req, 'to')}`);
    const value = required(body, 'value');
    assertWellFormed(value);
    res.json(formatJson(value, to));
  });
  return router;
}
