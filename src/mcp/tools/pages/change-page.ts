import type { ApplyResult } from '../../../content/index.js';
import type { Confluence, Page, PageChange, PageSummary } from '../../../confluence/index.js';
import { AppError, isAppError } from '../../../errors.js';
import type { Question, ToolContext } from '../define-tool.js';
import { findParentIn, idsAbove, refuseCycle, refused } from './page-place.js';
import { refuseTakenTitle } from './page-titles.js';
import { draftDiffers, hasDifferingDraft, warnOfDraft } from './page-drafts.js';
import { findUserNames } from '../people.js';
import { refuseUneditable } from '../rights.js';

/** What a change of a page may name beside its text. */
interface ChangeRequest {
  readonly page_id: string;
  readonly title?: string | undefined;
  readonly parent_id?: string | undefined;
  readonly status?: 'current' | 'draft' | undefined;
  readonly version_comment?: string | undefined;
  readonly is_minor_edit?: boolean | undefined;
  readonly allow_loss?: boolean | undefined;
  readonly allow_draft_overwrite?: boolean | undefined;
  readonly dry_run: boolean;
}

/** How the text of a page changes: worked out against its present version, and again when that moved on. */
interface TextChange {
  apply(page: Page): Promise<ApplyResult>;
  diff(before: string, after: string, options: { userNames: ReadonlyMap<string, string> }): Promise<string>;
}

/** What a change comes to, against one version of the page. */
interface Plan {
  readonly page: Page;
  readonly change: PageChange;
  readonly changed: boolean;
  readonly isTextChanged: boolean;
  /** Somebody has other changes that are not published. */
  readonly hasDraft: boolean;
  readonly losses: ApplyResult['losses'];
  readonly warnings: string[];
}

/**
 * Changes what was asked for and nothing else, and sends no write when there is nothing to change. A write that
 * Confluence refuses because somebody was faster is worked out again, once.
 */
export async function changePage(request: ChangeRequest, text: TextChange, context: ToolContext) {
  const { pages } = context.confluence;
  const write = async (plan: Plan) => {
    if (!plan.changed) return acknowledge(plan.page, plan);
    if (plan.hasDraft && request.allow_draft_overwrite !== true) throw draftDiffers();
    await checkParent(plan, context.confluence);
    if (request.allow_loss === true && plan.isTextChanged) await context.confirm(() => questionOf(plan));
    const written = await pages.update(request.page_id, plan.change);
    if (!isDraftBeside(plan)) return acknowledge(written, plan);
    return acknowledge(plan.page, { ...plan, warnings: [savedBeside(plan), ...plan.warnings] });
  };
  const plan = async () => {
    const { page_id: id } = request;
    // Both at once: the draft is asked for beside the very same read.
    const [page, hasDraft] = await Promise.all([pages.get(id), hasDifferingDraft(context.confluence, id)]);
    return { ...(await planChange(request, text, page)), hasDraft };
  };

  const first = await plan();
  if (request.dry_run) {
    const warnings = first.changed && first.hasDraft ? [warnOfDraft(request.allow_draft_overwrite === true)] : [];
    if (isDraftBeside(first)) warnings.unshift(savedBeside(first));
    if (first.changed) await refuseWhatConfluenceWould(first, context.confluence);
    return preview({ ...first, warnings: [...first.warnings, ...warnings] }, text, context.confluence);
  }
  context.progress(1, 2, 'Change prepared');
  try {
    return await write(first);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'VERSION_CONFLICT') throw error;
  }
  return write(await plan());
}

/** What a write would meet upstream: rights, a title that is taken, a parent that will not do. */
async function refuseWhatConfluenceWould({ page, change }: Plan, confluence: Confluence): Promise<void> {
  const { id, type, spaceKey, title, status } = page;
  const { parentId, minorEdit } = change;
  await confluence.pages.assertSupported({ minorEdit });
  await refuseUneditable(confluence, id);
  if (type === 'blogpost' && parentId !== undefined)
    throw refused('parent_id', 'blog posts have no place in the page tree.');
  const isPublished = change.status === 'current' && (change.title !== title || status !== 'current');
  await Promise.all([
    type === 'page' && isPublished ? refuseTakenTitle(confluence, spaceKey, change.title, id) : undefined,
    checkParent({ page, change }, confluence),
  ]);
}

/** Where Confluence takes a parent in another space for a move, a page would be gone from where it is looked for. */
async function checkParent(
  { page: { id, spaceKey, parentId: present }, change: { parentId } }: Pick<Plan, 'page' | 'change'>,
  confluence: Confluence,
): Promise<void> {
  if (parentId === undefined || parentId === present) return;
  const parent = await findParentIn(confluence, parentId, spaceKey);
  refuseCycle(id, parentId, await idsAbove(confluence, parent), 'parent_id');
}

/** Whoever allows losses may not have seen yet what they are. */
function questionOf({ page: { id, title, version }, losses }: Plan): Question {
  const list = losses.slice(0, 20).map(({ kind, label }) => `- ${kind} ${label}`);
  const what =
    losses.length === 0
      ? 'Parts of its text may be missing from the new text.'
      : `This will be lost:\n${list.join('\n')}`;
  return {
    message: `Change the page "${title}" (id ${id}, version ${version}) and lose content? ${what}`,
    version,
  };
}

/** VERSION_CONFLICT, with the version that is there now in `details.current_version`. */
export function versionConflict(currentVersion: number): AppError {
  return new AppError('VERSION_CONFLICT', `The page is at version ${currentVersion}.`, {
    hint: 'Read it again and repeat the edit with that version as expected_version.',
    details: { current_version: currentVersion },
  });
}

async function planChange(request: ChangeRequest, text: TextChange, page: Page): Promise<Omit<Plan, 'hasDraft'>> {
  const { storage, changed: isTextChanged, warnings, losses } = await text.apply(page);
  const { title = page.title, status = publishable(page), parent_id: parentId } = request;
  const change: PageChange = {
    expectedVersion: page.version,
    type: page.type,
    title,
    body: storage,
    status,
    parentId,
    message: request.version_comment,
    minorEdit: request.is_minor_edit === true ? true : undefined,
  };
  const isMoved = parentId !== undefined && parentId !== page.parentId;
  const changed = isTextChanged || title !== page.title || status !== page.status || isMoved;
  return {
    page,
    change,
    changed,
    isTextChanged,
    losses,
    warnings: [...warnings, ...losses.map(({ kind, label }) => `Lost: ${kind} ${label}`)],
  };
}

/** Only these two can be written; a page in the trash or archive is brought back by saying so. */
function publishable({ status }: Page): 'current' | 'draft' {
  if (status === 'current' || status === 'draft') return status;
  throw new AppError('INVALID_INPUT', `status: the page is ${status}.`, {
    hint: 'Restore it with confluence_update_page and status "current".',
  });
}

/** A published page is not taken back by status draft: what is sent becomes the draft beside it. */
function isDraftBeside({ page, change }: Pick<Plan, 'page' | 'change'>): boolean {
  return page.status === 'current' && change.status === 'draft';
}

function savedBeside({ page: { version } }: Plan): string {
  return (
    `Only a draft was saved: the published page is still at version ${version}. ` +
    'Status "current" publishes what it is sent with.'
  );
}

function acknowledge({ id, title, version, url }: PageSummary, { changed, warnings }: Plan) {
  const summary = { id, title, version, url, changed, dry_run: false };
  return warnings.length === 0 ? summary : { ...summary, warnings };
}

async function preview({ page, change, changed, warnings }: Plan, text: TextChange, confluence: Confluence) {
  const { id, title, version, url } = page;
  const bodies = page.body === change.body ? [] : [page.body, change.body];
  const options = { userNames: await findUserNames(confluence, bodies) };
  const parts = [
    fact('title', page.title, change.title),
    isDraftBeside({ page, change }) ? '' : fact('status', page.status, change.status),
    fact('parent_id', page.parentId ?? 'none', change.parentId ?? page.parentId ?? 'none'),
    await text.diff(page.body, change.body, options),
  ];
  const diff = parts.filter((part) => part !== '').join('\n');
  const summary = { id, title, version, url, changed, dry_run: true, ...(diff === '' ? {} : { diff }) };
  return warnings.length === 0 ? summary : { ...summary, warnings };
}

function fact(field: string, before: string, after: string): string {
  return before === after ? '' : `${field}: ${before} -> ${after}`;
}
