import type { Express } from 'express';
import { allowedMethods } from '../middleware/allowed-methods.js';
import type { Readiness } from '../create-readiness.js';
import { contextOf } from '../request-context.js';

/** Ready for requests? 200, or 503 with the name of each dependency that fails. */
export function ready(app: Express, paths: Iterable<string>, readiness: Readiness): void {
  for (const path of paths) {
    app.all(path, allowedMethods('GET', 'HEAD'), async (_req, res) => {
      contextOf(res).probe = true;
      const report = await readiness.report();
      const status = report.status === 'ok' ? 200 : 503;
      res.status(status).set('Cache-Control', 'no-store').json(report);
    });
  }
}
