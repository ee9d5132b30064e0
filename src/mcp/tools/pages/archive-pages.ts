import { z } from 'zod';
import type { PageSummary } from '../../../confluence/index.js';
import { AppError, isAppError } from '../../../errors.js';
import { dryRun, pageIds, prose } from '../../schemas/input.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { checkEach, pageResult, renderResults } from '../many-pages.js';
import type { PageResult } from '../many-pages.js';
import { pageOperationOf } from '../port-access.js';
import { refuseForbidden, refuseUneditable } from '../rights.js';
import { convertNote } from './archive-note.js';

const input = z.strictObject({
  page_ids: pageIds.describe('Ids or URLs.'),
  note: prose.min(1).describe('Why, in Markdown: left as a comment on each page.').optional(),
  dry_run: dryRun,
});
const output = z.object({ results: z.array(pageResult), dry_run: z.boolean() });

/** confluence_archive_pages: puts pages away, all of them or none. */
export const archivePages = defineTool({
  name: 'confluence_archive_pages',
  title: 'Archive pages',
  toolset: 'pages',
  effect: 'update',
  needs: 'pages.archive',
  description: 'Archive pages; they can be restored. Pages below them stay.',
  input,
  output,
  writes: ({ page_ids: page }) => ({ page }),
  run: archive,
  render: (result, fence, { note }) =>
    renderResults(note === undefined ? 'archived' : 'archived, with the note as a comment on it', result, fence),
});

type ArchiveRequest = z.output<typeof input>;

/** How long one call waits for the task of the site. */
const waitMs = 20_000;

async function archive({ page_ids: given, note: why, dry_run: isPreview }: ArchiveRequest, context: ToolContext) {
  const { confluence, progress } = context;
  const archiveAll = pageOperationOf(confluence, 'archive');
  const ids = [...new Set(given)];
  progress(0, 2, 'Checking the pages');
  const hasMore = isPreview || ids.length > 1 || why !== undefined;
  const pages = await checkEach(ids, async (id) => {
    const page = await findArchivable(id, context);
    if (hasMore && page.status === 'current') await refuseUneditable(confluence, id);
    if (why !== undefined) await refuseForbidden(confluence, { space: page.spaceKey }, ['create comment']);
    return page;
  });
  const note = why === undefined ? undefined : await convertNote(why, pages, context);
  const below = (await Promise.all(pages.map((page) => warnOfPagesBelow(page, context)))).flat();
  const warnings = [...below, ...(note?.warnings ?? [])];
  const waiting = pages.filter(({ status }) => status === 'current');
  const answer = (results: PageResult[], more: string[] = []) => {
    const all = [...warnings, ...more];
    return { results, dry_run: isPreview, ...(all.length > 0 && { warnings: all }) };
  };
  if (isPreview || waiting.length === 0) return answer(pages.map((page) => resultOf(page, page.status === 'current')));
  progress(1, 2, 'Archiving');
  const outcome = await archiveAll(
    waiting.map(({ id }) => id),
    { waitMs, note: note?.storage },
  );
  if (outcome.state === 'done') return answer(pages.map((page) => resultOf(page, page.status === 'current')));
  const isOver = outcome.state === 'failed';
  const results = await Promise.all(pages.map((page) => findOutcome(page, isOver, context)));
  if (isOver && results.every(({ changed }) => changed === false))
    throw archivingFailed(outcome.taskId, note !== undefined);
  return answer(results, isOver ? [] : [stillRunning(outcome, results)]);
}

/** What Confluence would refuse is refused before anything is written. */
async function findArchivable(id: string, { confluence }: ToolContext): Promise<PageSummary> {
  const page = await confluence.pages.summary(id);
  if (page.type !== 'page') throw notArchivable(`Page ${id} is a blog post, and only pages can be archived.`);
  if (page.status === 'archived') return page;
  if (page.status !== 'current')
    throw notArchivable(`Page ${id} is ${page.status}, and only current pages can be archived.`);
  const { homepageId } = await confluence.spaces.get(page.spaceKey);
  if (homepageId === page.id) throw notArchivable(`Page ${id} is the homepage of its space.`);
  return page;
}

function notArchivable(message: string): AppError {
  return new AppError('INVALID_INPUT', message, { hint: 'Leave it out.', details: { field: 'page_ids' } });
}

const mostCounted = 250;

async function warnOfPagesBelow({ id }: PageSummary, { confluence }: ToolContext): Promise<string[]> {
  const { items, nextCursor } = await confluence.pages.children(id, { depth: 10, limit: mostCounted });
  if (items.length === 0) return [];
  const count = nextCursor === null ? String(items.length) : `at least ${items.length}`;
  return [`Page ${id} has ${count} below it, which will not be archived.`];
}

function resultOf({ id, title }: PageSummary, changed: boolean): PageResult {
  return { id, title, changed };
}

/** Asks the page itself what became of it. */
async function findOutcome(page: PageSummary, isOver: boolean, { confluence }: ToolContext): Promise<PageResult> {
  if (page.status === 'archived') return resultOf(page, false);
  const { status } = await confluence.pages.summary(page.id).catch(unknownStatus);
  if (status === 'archived') return resultOf(page, true);
  if (isOver && status !== 'unknown') return { ...resultOf(page, false), error: 'Confluence did not archive it.' };
  return { id: page.id, title: page.title, changed: null };
}

/** A look that fails after the archiving began must not look like an archiving that failed. */
function unknownStatus(error: unknown): { status: 'unknown' } {
  if (isAppError(error)) return { status: 'unknown' };
  throw error;
}

function stillRunning({ taskId, progress }: { taskId: string; progress: number }, results: PageResult[]): string {
  const unknown = results.filter(({ changed }) => changed === null).map(({ id }) => id);
  return `Confluence is still archiving (task ${taskId}, ${progress} %). Not finished yet: ${unknown.join(', ')}. Check their status with confluence_get_page.`;
}

function archivingFailed(taskId: string, hasNote: boolean): AppError {
  const left = hasNote ? ' The note was left as a comment on each page: leave it out then.' : '';
  return new AppError(
    'UPSTREAM_UNAVAILABLE',
    `Confluence could not finish archiving (task ${taskId}); no page was archived.`,
    { hint: `Try fewer pages, or try again later.${left}` },
  );
}
