import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { AppError, isAppError } from '../../errors.js';
import type { ArchiveOptions, ArchiveOutcome } from '../page-port.js';
import { readBack } from '../rest/outcomes.js';
import { contentId, path } from '../transport/path.js';
import { leaveComment } from './comments.js';
import { pageScopes } from './page-scopes.js';
import type { GroupContext } from './space-cache.js';

const task = z.object({ id: z.string().min(1) });
const taskStatus = z.object({
  percentageComplete: z.number(),
  finished: z.boolean().nullish(),
  successful: z.boolean(),
});

const pollMs = 500;

/**
 * One task of the site puts all of them away; nothing begins when one of them cannot be. It takes no note: one is left as a comment
 * before, since a page that is archived takes none.
 * https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content/#api-wiki-rest-api-content-archive-post
 */
export async function archivePages(
  context: GroupContext,
  pageIds: string[],
  { waitMs, note }: ArchiveOptions,
): Promise<ArchiveOutcome> {
  const ids = [...new Set(pageIds)].map((id) => contentId(id, 'page_ids'));
  if (ids.length === 0) throw noPages();
  const told: string[] = [];
  try {
    for (const pageId of note === undefined ? [] : ids) {
      await leaveComment(context, pageId, note ?? '');
      told.push(pageId);
    }
    return await archive(context, ids, waitMs);
  } catch (error) {
    throw withNoteOn(told, error);
  }
}

async function archive(context: GroupContext, ids: readonly string[], waitMs: number): Promise<ArchiveOutcome> {
  const subject = ids.length === 1 ? `Page ${String(ids[0])}` : `The ${String(ids.length)} pages`;
  const { id } = await context.send({
    method: 'POST',
    path: path`/rest/api/content/archive`,
    body: { pages: ids.map((pageId) => ({ id: numberOrText(pageId) })) },
    answer: task,
    subject,
    scopes: pageScopes.archive,
    badRequestHint:
      'Archive only current pages that are not the homepage of a space, and wait until an archive job that is running has finished.',
  });
  const until = performance.now() + waitMs;
  let outcome = await readBack(() => stateOf(context, id));
  while (outcome.state === 'running' && performance.now() + pollMs < until) {
    await sleep(pollMs);
    outcome = await readBack(() => stateOf(context, id));
  }
  return outcome;
}

/** The error, which also tells on which pages the note is by now. */
function withNoteOn(ids: readonly string[], error: unknown): unknown {
  if (ids.length === 0 || !isAppError(error)) return error;
  const { code, message, hint, details, cause } = error;
  return new AppError(code, `${message} The note was left before that, as a comment on ${ids.join(', ')}.`, {
    hint: `${hint ?? ''} To try again without a second comment, leave out the note.`.trim(),
    details,
    cause,
  });
}

async function stateOf({ send }: GroupContext, taskId: string): Promise<ArchiveOutcome> {
  const { percentageComplete, finished, successful } = await send({
    method: 'GET',
    path: path`/rest/api/longtask/${taskId}`,
    answer: taskStatus,
    subject: 'The archiving',
    scopes: pageScopes.archive,
  });
  const isOver = finished ?? percentageComplete >= 100;
  return { taskId, progress: percentageComplete, state: isOver ? (successful ? 'done' : 'failed') : 'running' };
}

/** The description wants numbers here; an id that JavaScript cannot hold as one goes as text. */
function numberOrText(id: string): number | string {
  return Number.isSafeInteger(Number(id)) ? Number(id) : id;
}

function noPages(): AppError {
  return new AppError('INVALID_INPUT', 'There is no page to archive.', {
    hint: 'Name at least one.',
    details: { field: 'page_ids' },
  });
}
