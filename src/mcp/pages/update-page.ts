import { applyMarkdown, applyStorage, diffMarkdown, diffStorage, toMarkdown } from '../../content/index.js';
import type { Confluence, Page, PageChange } from '../../confluence/index.js';
import { AppError, isAppError } from '../../errors.js';
import type { ToolContext } from '../define-tool.js';
import type { ContentFormat } from './new-body.js';
import { findUserNames } from './user-names.js';

export interface UpdateRequest {
  readonly page_id: string;
  readonly content?: string | undefined;
  readonly content_format: ContentFormat;
  readonly title?: string | undefined;
  readonly parent_id?: string | undefined;
  readonly status?: 'current' | 'draft' | undefined;
  readonly expected_version?: number | undefined;
  readonly version_comment?: string | undefined;
  readonly is_minor_edit: boolean;
  readonly allow_loss: boolean;
  readonly dry_run: boolean;
}

/** What an update comes to, worked out against one version of the page. */
interface Plan {
  readonly page: Page;
  readonly change: PageChange;
  readonly changed: boolean;
  readonly warnings: string[];
}

/**
 * Changes what was asked for and nothing else. An edit of an older version is rebased onto the current one; a write
 * that Confluence refuses because somebody was faster is worked out again, once.
 */
export async function updatePage(request: UpdateRequest, context: ToolContext) {
  const plan = await planUpdate(request, context.confluence);
  if (request.dry_run) return preview(request, plan);
  if (!plan.changed) return acknowledge(plan.page, plan);
  context.progress(1, 2, 'Change worked out');
  try {
    return acknowledge(await context.confluence.pages.update(request.page_id, plan.change), plan);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'VERSION_CONFLICT') throw error;
    return await writeAgain(request, context.confluence);
  }
}

async function writeAgain(request: UpdateRequest, confluence: Confluence) {
  const plan = await planUpdate(request, confluence);
  if (!plan.changed) return acknowledge(plan.page, plan);
  return acknowledge(await confluence.pages.update(request.page_id, plan.change), plan);
}

async function planUpdate(request: UpdateRequest, confluence: Confluence): Promise<Plan> {
  const page = await confluence.pages.get(request.page_id);
  const edit = await applyContent(request, page, confluence);
  const status = request.status ?? publishable(page);
  const change: PageChange = {
    expectedVersion: page.version,
    type: page.type,
    title: request.title ?? page.title,
    body: edit.storage,
    status,
    parentId: request.parent_id,
    message: request.version_comment,
    minorEdit: request.is_minor_edit,
  };
  const isMoved = request.parent_id !== undefined && request.parent_id !== page.parentId;
  const changed = edit.changed || change.title !== page.title || status !== page.status || isMoved;
  return { page, change, changed, warnings: edit.warnings };
}

async function applyContent(
  request: UpdateRequest,
  page: Page,
  confluence: Confluence,
): Promise<{ storage: string; changed: boolean; warnings: string[] }> {
  const { content, content_format: format, expected_version: expected, allow_loss: allowLoss } = request;
  if (expected !== undefined && (expected > page.version || (content === undefined && expected < page.version))) {
    throw versionConflict(page.version);
  }
  if (content === undefined) return { storage: page.body, changed: false, warnings: [] };
  const base = expected === page.version ? undefined : await readBase(confluence, page, expected);
  const edit = { current: page.body, edited: content, base, allowLoss };
  if (format === 'storage') return withLosses(applyStorage(edit));
  const userNames = await findUserNames(confluence, page.body, base ?? '');
  return withLosses(applyMarkdown({ ...edit, userNames }));
}

function withLosses(applied: { storage: string; changed: boolean; losses: unknown[]; warnings: string[] }) {
  return applied;
}

/** The version that the writer read; without it nobody can tell their edit from others'. */
async function readBase(confluence: Confluence, page: Page, version: number | undefined): Promise<string> {
  try {
    return (await confluence.pages.get(page.id, { version })).body;
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_FOUND') throw versionConflict(page.version);
    throw error;
  }
}

function versionConflict(currentVersion: number): AppError {
  return new AppError('VERSION_CONFLICT', `The page is at version ${currentVersion}.`, {
    hint: 'Read it again and repeat the edit with that expected_version.',
    details: { current_version: currentVersion },
  });
}

/** Only these two can be written; a page in the trash or archive is brought back by saying so. */
function publishable({ status }: Page): 'current' | 'draft' {
  if (status === 'current' || status === 'draft') return status;
  throw new AppError('INVALID_INPUT', `status: the page is ${status}.`, {
    hint: 'Send status "current" to restore it with this update.',
  });
}

function acknowledge({ id, title, version, url }: Omit<Page, 'body' | 'representation'>, { changed, warnings }: Plan) {
  const summary = { id, title, version, url, changed, dry_run: false };
  return warnings.length === 0 ? summary : { ...summary, warnings };
}

function preview(request: UpdateRequest, { page, change, changed, warnings }: Plan) {
  const { id, title, version, url } = page;
  const body =
    request.content_format === 'storage'
      ? diffStorage(page.body, change.body)
      : diffMarkdown(toMarkdown(page.body), toMarkdown(change.body));
  const facts = [
    line('title', page.title, change.title),
    line('status', page.status, change.status),
    line('parent_id', page.parentId ?? 'none', change.parentId ?? page.parentId ?? 'none'),
  ];
  const diff = [...facts, body].filter((part) => part !== '').join('\n');
  const summary = { id, title, version, url, changed, dry_run: true, ...(diff === '' ? {} : { diff }) };
  return warnings.length === 0 ? summary : { ...summary, warnings };
}

function line(field: string, before: string, after: string): string {
  return before === after ? '' : `${field}: ${before} -> ${after}`;
}
