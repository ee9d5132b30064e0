import type { ApplyResult } from '../../content/index.js';
import type { Page } from '../../confluence/index.js';
import { isAppError } from '../../errors.js';
import type { ToolContext } from '../define-tool.js';
import { changePage, versionConflict } from './change-page.js';
import type { ChangeRequest } from './change-page.js';
import type { ContentFormat } from './new-body.js';

export interface UpdateRequest extends ChangeRequest {
  readonly content?: string | undefined;
  readonly content_format: ContentFormat;
  readonly expected_version?: number | undefined;
  readonly allow_loss: boolean;
}

/** Replaces a page's text, or changes facts about it. An edit of an older version is rebased onto the current one. */
export function updatePage(request: UpdateRequest, context: ToolContext) {
  const { diffMarkdown, diffStorage } = context.content;
  const diff = request.content_format === 'storage' ? diffStorage : diffMarkdown;
  return changePage(request, { apply: (page) => applyContent(request, page, context), diff }, context);
}

async function applyContent(request: UpdateRequest, page: Page, context: ToolContext): Promise<ApplyResult> {
  const { content, content_format: format, expected_version: expected = page.version, allow_loss: allowLoss } = request;
  if (expected > page.version || (content === undefined && expected < page.version))
    throw versionConflict(page.version);
  if (content === undefined) return { storage: page.body, changed: false, losses: [], warnings: [] };
  const base = expected < page.version ? { base: await readBase(context, page, expected) } : {};
  const edit = { current: page.body, edited: content, allowLoss, ...base };
  return format === 'storage' ? context.content.applyStorage(edit) : context.content.applyMarkdown(edit);
}

/** The version that the writer read; without it nobody can tell their edit from others'. */
async function readBase({ confluence }: ToolContext, page: Page, version: number): Promise<string> {
  try {
    return (await confluence.pages.get(page.id, { version })).body;
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_FOUND') throw versionConflict(page.version);
    throw error;
  }
}
