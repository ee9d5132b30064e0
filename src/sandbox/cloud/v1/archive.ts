import { Router, type Response } from 'express';
import { archivePages, trashTree } from '../../world/archive.js';
import { isFinished, viewLongTask } from '../../world/long-tasks.js';
import type { LongTask } from '../../world/model.js';
import { invalid } from '../../world/refusal.js';
import { objectBody, actorOf, pathParam } from '../../wire/request.js';
import { baseOf, type Site } from '../site.js';
import { slice } from './paginate.js';

/** What takes the site longer than an answer: archiving, a whole tree to the trash, and how far they are. */
export function archiveRoutes(site: Site): Router {
  const router = Router();
  router.post('/content/archive', (req, res) => {
    const { pages } = objectBody(req);
    if (!Array.isArray(pages)) throw invalid('pages is required');
    const ids = pages.map((page) => {
      const { id } = page as { id?: unknown };
      // The description has numbers here alone; ids above 2^53 do not survive as such, so texts are taken as well.
      if (!/^\d+$/.test(String(id))) throw invalid('Every page needs an id');
      return String(id);
    });
    accept(res, archivePages(site.world, actorOf(res), ids));
  });
  router.delete('/content/:id/pageTree', (req, res) => {
    accept(res, trashTree(site.world, actorOf(res), pathParam(req, 'id')));
  });
  router.get('/longtask', (req, res) => {
    const own = [...site.world.longTasks.values()].filter(({ startedBy }) => startedBy === actorOf(res).accountId);
    const { items, ...envelope } = slice(site, req, own, 100);
    res.json({ results: items.map(statusJson), ...envelope });
  });
  router.get('/longtask/:id', (req, res) => {
    const task = viewLongTask(site.world, actorOf(res), pathParam(req, 'id'));
    const self = `${baseOf(site)}/rest/api/longtask/${task.id}`;
    res.json({ ...statusJson(task), _links: { self, base: baseOf(site), context: '/wiki' } });
  });
  return router;
}

function accept(res: Response, { id }: LongTask): void {
  res.status(202).json({ id, links: { status: `/rest/api/longtask/${id}` } });
}

function statusJson(task: LongTask) {
  const finished = isFinished(task);
  return {
    id: task.id,
    name: { key: task.key, args: [] },
    elapsedTime: Date.now() - task.startedAt,
    percentageComplete: Math.floor((100 * task.done) / task.total),
    successful: finished && task.errors.length === 0,
    finished,
    messages: [],
    errors: task.errors.map((translation) => ({ translation, args: [] })),
  };
}
