import type { MethodScopes } from '../transport/wire-request.js';
import { z } from 'zod';
import { AppError } from '../../errors.js';
import type { ContentType, Paged, Task } from '../model.js';
import type { Tasks } from '../port.js';
import { contentId, path } from '../transport/path.js';
import type { Query } from '../transport/wire-request.js';
import { accountId } from './permissions.js';
import { decodeCursor, encodeCursor } from '../rest/cursor.js';
import type { GroupContext } from './space-cache.js';
import { isoDateMs } from '../rest/arguments.js';
import { fetchList, upstreamPlace } from './lists.js';
import { locatePage } from './content.js';
import { page, task, type TaskWire } from './wire.js';

/** What each method needs of a token with scopes, the one that its errors name first. */
export const taskScopes = {
  list: ['read:task:confluence'],
  get: ['read:task:confluence'],
  setStatus: ['write:task:confluence'],
} as const satisfies MethodScopes<Tasks>;

type TaskQuery = Parameters<Tasks['list']>[0];

const asStorage = { 'body-format': 'storage' };
const place = z.object({ type: z.enum(['page', 'blogpost']), after: upstreamPlace });

/** https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-task/ */
export function createTasks(context: GroupContext): Tasks {
  const one = (id: string) => ({
    path: path`/api/v2/tasks/${contentId(id, 'task_id')}`,
    query: asStorage,
    answer: task,
    subject: `Task ${id}`,
  });
  return {
    list: (query) => listTasks(context, query),
    get: async (id) => toTask(await context.send({ ...one(id), method: 'GET', scopes: taskScopes.get })),
    setStatus: async (id, status) =>
      toTask(await context.send({ ...one(id), method: 'PUT', body: { status }, scopes: taskScopes.setStatus })),
  };
}

async function listTasks(context: GroupContext, { limit, cursor, ...filter }: TaskQuery): Promise<Paged<Task>> {
  const { send, spaces } = context;
  const { spaceKey, pageId, assignee, status, dueBefore } = filter;
  const list = ['tasks', spaceKey, pageId, assignee, status, dueBefore];
  const at = decodeCursor(list, place, cursor);
  const fixed: Query = {
    ...asStorage,
    status,
    'assigned-to': assignee === undefined ? undefined : accountId(assignee, 'assignee'),
    // Confluence takes the end of the range as included.
    'due-at-to': dueBefore === undefined ? undefined : isoDateMs(dueBefore, 'due_before') - 1,
  };
  // The filters do not say when there is no such space or page: without these it would seem to have no tasks.
  const [spaceId, type] = await Promise.all([
    spaceKey === undefined ? undefined : spaces.idOf(send, spaceKey),
    at?.type ?? typeOf(context, pageId),
  ]);
  const query = { ...fixed, 'space-id': spaceId, [type === 'page' ? 'page-id' : 'blogpost-id']: pageId };
  const request = { path: path`/api/v2/tasks`, query, item: task, subject: 'Tasks', scopes: taskScopes.list };
  const { results, next } = await fetchList(send, request, limit, at?.after ?? null);
  return { items: results.map(toTask), nextCursor: next === null ? null : encodeCursor(list, { type, after: next }) };
}

async function typeOf({ send }: GroupContext, pageId: string | undefined): Promise<ContentType> {
  if (pageId === undefined) return 'page';
  return (await locatePage(send, contentId(pageId, 'page_id'), {}, page)).type;
}

function toTask(wire: TaskWire): Task {
  const pageId = wire.pageId ?? wire.blogPostId;
  if (!pageId) {
    throw new AppError('NOT_SUPPORTED', `Task ${wire.id} is neither on a page nor on a blog post.`, {
      hint: 'Tasks on other content are not supported.',
    });
  }
  return {
    id: wire.id,
    localId: wire.localId ?? null,
    pageId,
    status: wire.status,
    body: wire.body?.storage?.value ?? '',
    assignee: wire.assignedTo ?? null,
    dueAt: wire.dueAt ?? null,
  };
}
