import type { Express } from 'express';
import { allowedMethods } from '../middleware/allowed-methods.js';
import { contextOf } from '../request-context.js';

/** Hears of the nonce in `?probe=`: whoever asked our public address for it came through. */
export type OnProbe = (nonce: string) => void;

/** Alive? Answers from memory: a sick Confluence is no reason to restart this process. */
export function health(app: Express, paths: Iterable<string>, version: string, onProbe?: OnProbe): void {
  for (const path of new Set(paths)) {
    app.all(path, allowedMethods('GET', 'HEAD'), (req, res) => {
      contextOf(res).probe = true;
      const { probe } = req.query;
      if (typeof probe === 'string') onProbe?.(probe);
      res.set('Cache-Control', 'no-store').json({ status: 'ok', version });
    });
  }
}
