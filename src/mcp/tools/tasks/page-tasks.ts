import { z } from 'zod';
import type { PageTask } from '../../../content/index.js';
import type { Page, Task, TaskFilter, TaskStatus } from '../../../confluence/index.js';
import { AppError, isAppError, notFound } from '../../../errors.js';
import { compare, oneOf, serializeCql } from '../../cql/index.js';
import type { ToolContext } from '../define-tool.js';
import { changePage } from '../pages/change-page.js';

/**
 * Tasks where Confluence has no list of them, which is Data Center: they are read from the pages that they stand on, and
 * ticked there.
 */

/** A task by its page and by what the page calls it (`131073-4`). */
interface TaskReference {
  readonly pageId: string;
  readonly localId: string;
}

/** undefined for the id of a task in a site's own list of tasks. */
export function readTaskId(id: string): TaskReference | undefined {
  const [pageId, localId] = id.split('-', 2);
  return pageId === undefined || localId === undefined ? undefined : { pageId, localId };
}

/** How many pages one call looks at, so many at a time. */
const batch = 25;
const mostPages = 100;

interface TaskQuery extends TaskFilter {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface FoundTasks {
  readonly items: Task[];
  readonly nextCursor: string | null;
  readonly warnings: string[];
}

/** Of the pages that the search found from `after` on, so many tasks were told already. */
const place = z.strictObject({ after: z.string().nullable(), told: z.int().min(0) });
type Place = z.output<typeof place>;

/** The tasks of one page; else of the pages of a space, or of those that mention the person, those that changed last first. */
export async function listPageTasks(query: TaskQuery, context: ToolContext): Promise<FoundTasks> {
  const fits = await filterOf(query, context);
  const from = query.cursor === undefined ? { after: null, told: 0 } : decodePlace(query.cursor);
  const { pageId } = query;
  if (pageId !== undefined) {
    const all = (await tasksOf(await context.confluence.pages.get(pageId), context)).filter(fits);
    const items = all.slice(from.told, from.told + query.limit);
    const isEnd = from.told + items.length >= all.length;
    return {
      items,
      nextCursor: isEnd ? null : encodePlace({ after: null, told: from.told + items.length }),
      warnings: [],
    };
  }
  return walkPages(query, from, fits, context);
}

async function walkPages(query: TaskQuery, from: Place, fits: (task: Task) => boolean, context: ToolContext) {
  const cql = cqlFor(query);
  const found: FoundTasks = { items: [], nextCursor: null, warnings: [] };
  let at = from;
  for (let looked = 0; ;) {
    const cursor = at.after ?? undefined;
    const { items: hits, nextCursor } = await context.confluence.search.cql(cql, { limit: batch, cursor });
    const onPages = await Promise.all(hits.map(({ id, title }) => readTasks(id, title, found.warnings, context)));
    looked += hits.length;
    context.progress(looked, mostPages, 'Reading tasks from pages');
    const missing = query.limit - found.items.length;
    const left = onPages.flat().filter(fits).slice(at.told);
    found.items.push(...left.slice(0, missing));
    if (left.length > missing)
      return { ...found, nextCursor: encodePlace({ after: at.after, told: at.told + missing }) };
    if (nextCursor === null) return found;
    at = { after: nextCursor, told: 0 };
    if (found.items.length === query.limit) return { ...found, nextCursor: encodePlace(at) };
    if (looked >= mostPages) {
      const said = `Only the ${looked} most recently changed pages were read; use next_cursor for older pages.`;
      return { ...found, nextCursor: encodePlace(at), warnings: [...found.warnings, said] };
    }
  }
}

/** This Confluence can say which pages mention somebody, but not which have tasks. */
function cqlFor({ spaceKey, assignee }: TaskQuery): string {
  const conditions = [
    oneOf('type', ['page', 'blogpost']),
    spaceKey === undefined ? undefined : compare('space', '=', spaceKey),
    // A search knows people by their names alone; by their keys tasks are told apart after reading.
    assignee === undefined || isUserKey(assignee) ? undefined : compare('mention', '=', assignee),
  ].filter((condition) => condition !== undefined);
  return serializeCql({
    where: { kind: 'and', operands: conditions },
    orderBy: [{ field: 'lastmodified', direction: 'desc' }],
  });
}

const isUserKey = (id: string): boolean => /^[\da-f]{32}$/.test(id);

/** One page that cannot be read is named, and the others are read. */
async function readTasks(id: string, title: string, warnings: string[], context: ToolContext): Promise<Task[]> {
  try {
    return await tasksOf(await context.confluence.pages.get(id), context);
  } catch (error) {
    if (!isAppError(error) || (error.code !== 'NOT_FOUND' && error.code !== 'UNCONVERTIBLE')) throw error;
    warnings.push(`The tasks of "${title}" (page ${id}) could not be read: ${error.message}`);
    return [];
  }
}

async function tasksOf({ id, body }: Page, { content }: ToolContext): Promise<Task[]> {
  const tasks = await content.toTasks(body);
  return tasks.map((task) => toTask(task, id));
}

function toTask({ id, isDone, body, assignee, dueDate }: PageTask, pageId: string): Task {
  return {
    ...{ id: `${pageId}-${id}`, localId: id, pageId, body, assignee },
    status: statusOf(isDone),
    dueAt: dueDate === null ? null : `${dueDate}T00:00:00.000Z`,
  };
}

const statusOf = (isDone: boolean): TaskStatus => (isDone ? 'complete' : 'incomplete');

async function filterOf(
  { assignee, status, dueBefore, spaceKey }: TaskQuery,
  { confluence }: ToolContext,
): Promise<(task: Task) => boolean> {
  const [people] = await Promise.all([
    assignee === undefined ? undefined : namesOf(assignee, confluence),
    // An unknown space would seem to have no tasks.
    spaceKey === undefined ? undefined : confluence.spaces.get(spaceKey),
  ]);
  return (task) =>
    (status === undefined || task.status === status) &&
    (people === undefined || people.has(task.assignee ?? '')) &&
    (dueBefore === undefined || (task.dueAt !== null && task.dueAt.slice(0, 10) < dueBefore));
}

/** By what pages may call somebody. */
async function namesOf(person: string, { users }: ToolContext['confluence']): Promise<ReadonlySet<string>> {
  const key = (await users.mentionable([person])).get(person)?.id;
  if (key === undefined) {
    throw new AppError('INVALID_INPUT', `assignee: there is no user ${JSON.stringify(person)}.`, {
      hint: 'Find the id with confluence_search_user.',
      details: { field: 'assignee' },
    });
  }
  return new Set([person, key]);
}

/** Ticks a task where it stands: an edit of its page that changes nothing else. */
export async function setPageTask(
  { pageId, localId }: TaskReference,
  { status, isPreview, isMinor }: { status: TaskStatus; isPreview: boolean; isMinor: boolean },
  context: ToolContext,
) {
  const { content } = context;
  let before: TaskStatus = status;
  const text = {
    apply: async ({ body }: Page) => {
      const task = (await content.toTasks(body)).find(({ id }) => id === localId);
      if (task === undefined) throw notFound(`Task ${pageId}-${localId}`);
      before = statusOf(task.isDone);
      // What has no id on its page is named by its words.
      const named = /^w/.test(localId) ? ((await content.toPlainText(task.body)).split('\n')[0] ?? '') : localId;
      const edit = { op: 'set_task' as const, task: named, done: status === 'complete' };
      return content.applyEdits({ current: body, edits: [edit] });
    },
    diff: () => Promise.resolve(`status: ${before} -> ${status}`),
  };
  const request = { page_id: pageId, is_minor_edit: isMinor, dry_run: isPreview };
  const summary: { changed: boolean; warnings?: string[] } = await changePage(request, text, context).catch(
    (error: unknown) => {
      if (!isAppError(error) || error.code !== 'DRAFT_DIFFERS') throw error;
      throw new AppError(error.code, error.message, {
        hint: 'Have the draft published or discarded, or use set_task of confluence_edit_page with allow_draft_overwrite.',
      });
    },
  );
  return { changed: summary.changed, before, warnings: summary.warnings ?? [] };
}

function encodePlace(at: Place): string {
  return Buffer.from(JSON.stringify(at)).toString('base64url');
}

function decodePlace(cursor: string): Place {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new AppError('INVALID_INPUT', 'cursor does not belong to this list.', {
      hint: 'Send the next_cursor of the previous answer with otherwise unchanged arguments, or no cursor to start again.',
      details: { field: 'cursor' },
    });
  }
}
