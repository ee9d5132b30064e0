import { Router, type Request } from 'express';
import { forbiddenAsMissing, invalid, notFound } from '../../world/refusal.js';
import { tasksFor, updateTask, type Task } from '../../world/tasks.js';
import { int64, Query } from '../../wire/query.js';
import type { Site } from '../site.js';
import { actorOf, pathParam, objectBody } from '../../wire/request.js';
import { bodyJson, listFormats } from './body.js';
import { sendPage } from './paginate.js';

/** Tasks, read out of the storage of the pages that hold them. */
export function taskRoutes(site: Site): Router {
  const router = Router();
  router.get('/tasks', (req, res) => {
    const matches = taskFilter(new Query(req));
    sendPage(site, req, res, tasksFor(site.world, actorOf(res)).filter(matches), (task) => taskJson(task, req));
  });
  router.get('/tasks/:id', (req, res) => {
    const id = int64(pathParam(req, 'id'));
    const task = tasksFor(site.world, actorOf(res)).find((one) => one.id === id);
    if (task === undefined) throw notFound();
    res.json(taskJson(task, req));
  });
  router.put('/tasks/:id', (req, res) => {
    const { status } = objectBody(req);
    if (status !== 'complete' && status !== 'incomplete') throw invalid('status must be complete or incomplete');
    const id = int64(pathParam(req, 'id'));
    const task = forbiddenAsMissing(() => updateTask(site.world, actorOf(res), id, status === 'complete'));
    res.json(taskJson(task, req));
  });
  return router;
}

function taskFilter(query: Query): (task: Task) => boolean {
  const status = query.oneOf('status', ['complete', 'incomplete'] as const);
  const blank = query.flag('include-blank-tasks');
  const among = (name: string, value: (task: Task) => string | null) => {
    const wanted = query.values(name);
    return (task: Task) => wanted.length === 0 || wanted.includes(value(task) ?? '');
  };
  const within = (name: string, instant: (task: Task) => number | null) => {
    const [from, to] = [query.text(`${name}-from`), query.text(`${name}-to`)];
    return (task: Task) => {
      if (from === undefined && to === undefined) return true;
      const at = instant(task);
      return at !== null && at >= Number(from ?? 0) && at <= Number(to ?? Infinity);
    };
  };
  const tests = [
    (task: Task) => status === undefined || task.complete === (status === 'complete'),
    (task: Task) => blank || task.body.trim() !== '',
    among('task-id', ({ id }) => id),
    among('space-id', ({ content }) => content.spaceId),
    among('page-id', ({ content }) => (content.type === 'page' ? content.id : null)),
    among('blogpost-id', ({ content }) => (content.type === 'blogpost' ? content.id : null)),
    among('created-by', ({ facts }) => facts.createdBy),
    among('assigned-to', ({ assignee }) => assignee),
    among('completed-by', ({ facts }) => facts.completedBy),
    within('created-at', ({ facts }) => facts.createdAt.getTime()),
    within('due-at', ({ due }) => (due === null ? null : Date.parse(due))),
    within('completed-at', ({ facts }) => facts.completedAt?.getTime() ?? null),
  ];
  return (task) => tests.every((test) => test(task));
}

function taskJson({ id, localId, content, complete, body, assignee, due, facts }: Task, req: Request) {
  const format = new Query(req).oneOf('body-format', listFormats);
  return {
    id,
    localId,
    spaceId: content.spaceId,
    ...(content.type === 'page' ? { pageId: content.id } : { blogPostId: content.id }),
    status: complete ? 'complete' : 'incomplete',
    body: bodyJson(body, format),
    createdBy: facts.createdBy,
    assignedTo: assignee,
    completedBy: facts.completedBy,
    createdAt: facts.createdAt.toISOString(),
    updatedAt: facts.updatedAt.toISOString(),
    dueAt: due === null ? null : new Date(due).toISOString(),
    completedAt: facts.completedAt?.toISOString() ?? null,
  };
}
