import { z } from 'zod';
import { isEmoji, type PageDetails, type PageWithFacts } from '../../../confluence/index.js';
import { AppError, isAppError } from '../../../errors.js';
import { allowDraftOverwrite, beforeOthers, dryRun, pageId, userId } from '../../schemas/input.js';
import { write } from '../../schemas/output.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { resolveUser } from '../people.js';
import { pageOperationOf } from '../port-access.js';
import { draftDiffers, hasDifferingDraft, warnOfDraft } from './page-drafts.js';
import { renderWrite } from '../render.js';
import { refuseUneditable } from '../rights.js';

const input = z
  .strictObject({
    page_id: pageId,
    emoji: z
      .string()
      .max(40, beforeOthers)
      .refine((text) => text === '' || isEmoji(text), 'expected one emoji, or "" for none')
      .describe('"" removes it.')
      .optional(),
    width: z.enum(['default', 'full']).describe('Of the text.').optional(),
    status_label: z
      .string()
      .trim()
      .max(20, beforeOthers)
      .refine(isOneLine, 'expected one line')
      .describe('"" removes it.')
      .optional(),
    owner: userId.describe('Id, name or "me".').optional(),
    allow_draft_overwrite: allowDraftOverwrite,
    dry_run: dryRun,
  })
  .refine(
    ({ emoji, width, status_label: label, owner }) => [emoji, width, label, owner].some((it) => it !== undefined),
    'give at least one of emoji, width, status_label, owner',
  );

/** confluence_update_page_details: what a page wears besides its text. */
export const updatePageDetails = defineTool({
  name: 'confluence_update_page_details',
  title: 'Update page details',
  toolset: 'pages',
  effect: 'update',
  needs: 'pages.updateDetails',
  description: 'Set emoji, width, status label or owner of a page.',
  input,
  output: write,
  writes: ({ page_id: page }) => ({ page }),
  run: updateOrPreview,
  render: (result, fence) => renderWrite('updated', result, fence),
});

type DetailsRequest = z.output<typeof input>;

function isOneLine(text: string): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(text);
}

async function updateOrPreview(request: DetailsRequest, context: ToolContext) {
  const { confluence, progress } = context;
  const update = pageOperationOf(confluence, 'updateDetails');
  progress(0, 2, 'Reading the page');
  const page = await confluence.pages.read(request.page_id);
  refuseOthers(page);
  const owner = request.owner === undefined ? undefined : await findOwner(request.owner, context);
  const details = toDetails(request, owner?.id);
  const diff = describe(request, page, owner);
  const { id, title, version, url } = page;
  const facts = { id, title, version, url, dry_run: request.dry_run };
  if (diff === '') return { ...facts, changed: false };
  const overrides = writesVersion(request) && (await hasDifferingDraft(confluence, id));
  if (request.dry_run) {
    await refuseUneditable(confluence, id);
    const warnings = overrides ? { warnings: [warnOfDraft(request.allow_draft_overwrite)] } : {};
    return { ...facts, changed: true, diff, ...warnings };
  }
  if (overrides && !request.allow_draft_overwrite) throw draftDiffers();
  progress(1, 2, 'Writing the details');
  await update(id, details);
  return { ...facts, ...(await versionAfter(id, context)), changed: true, diff };
}

/** An owner and a status label are parts of a version, which may override a draft; emoji and width are beside it. */
function writesVersion({ owner, status_label: label }: DetailsRequest): boolean {
  return owner !== undefined || label !== undefined;
}

/** The version after the write, or a warning: a look that fails must not look like a write that failed. */
async function versionAfter(id: string, { confluence }: ToolContext) {
  try {
    return { version: (await confluence.pages.summary(id)).version };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { version: undefined, warnings: ['The details were written, but the new version could not be read.'] };
  }
}

/** As Confluence would: only published pages have details. */
function refuseOthers({ id, type, status }: PageWithFacts): void {
  if (type !== 'page') {
    throw new AppError('NOT_SUPPORTED', 'Only pages have these details; blog posts do not.', {
      hint: 'Choose a page.',
    });
  }
  if (status === 'current') return;
  throw new AppError('INVALID_INPUT', `Page ${id} is ${status}; only a published page has these details.`, {
    hint: 'Publish or restore it with confluence_update_page and status "current".',
  });
}

interface Owner {
  readonly id: string;
  readonly name: string;
}

async function findOwner(user: string, { confluence }: ToolContext): Promise<Owner> {
  const id = await resolveUser(confluence, user, 'owner');
  const name = (await confluence.users.names([id])).get(id);
  if (name !== undefined) return { id, name };
  throw new AppError('INVALID_INPUT', 'owner: there is no Confluence user with this account id.', {
    hint: 'Find the person with confluence_search_user.',
    details: { field: 'owner' },
  });
}

function toDetails({ emoji, width, status_label: label }: DetailsRequest, owner: string | undefined): PageDetails {
  const orNone = (text: string | undefined) => (text === '' ? null : text);
  return { emoji: orNone(emoji), width, statusLabel: orNone(label), owner };
}

/** What there was before is known of the owner alone. */
function describe({ emoji, width, status_label: label }: DetailsRequest, page: PageWithFacts, owner?: Owner): string {
  const before = page.facts.owner;
  const lines = [
    emoji === undefined ? '' : `emoji: ${emoji === '' ? 'none' : emoji.trim()}`,
    width === undefined ? '' : `width: ${width}`,
    label === undefined ? '' : `status_label: ${label === '' ? 'none' : label}`,
    owner === undefined || owner.id === before?.id ? '' : `owner: ${before?.name ?? 'unknown'} -> ${owner.name}`,
  ];
  return lines.filter((line) => line !== '').join('\n');
}
