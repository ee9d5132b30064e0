import type { Express } from 'express';
import type { Metrics } from '../../observability/index.js';
import { allowedMethods } from '../refusal.js';
import { contextOf } from '../request-context.js';
import type { Readiness } from '../readiness.js';

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

/** For Prometheus, in its text format. */
export function metricsRoute(app: Express, metrics: Pick<Metrics, 'contentType' | 'render'>): void {
  app.all('/metrics', allowedMethods('GET', 'HEAD'), async (_req, res) => {
    contextOf(res).probe = true;
    res.set({ 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' }).send(await metrics.render());
  });
}
