import type { Express } from 'express';
import { allowedMethods } from '../middleware/allowed-methods.js';
import { contextOf } from '../request-context.js';

/** Alive? Answers from memory: a sick Confluence is no reason to restart this process. */
export function health(app: Express, paths: Iterable<string>, version: string): void {
  for (const path of new Set(paths)) {
    app.all(path, allowedMethods('GET', 'HEAD'), (_req, res) => {
      contextOf(res).probe = true;
      res.set('Cache-Control', 'no-store').json({ status: 'ok', version });
    });
  }
}
