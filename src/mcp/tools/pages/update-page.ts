import { z } from 'zod';
import type { Page } from '../../../confluence/index.js';
import type { ApplyResult } from '../../../content/index.js';
import { noReferences } from '../../../content/index.js';
import { isAppError } from '../../../errors.js';
import {
  allowDraftOverwrite,
  allowLoss,
  contentFormat,
  dryRun,
  line,
  pageId,
  parentId,
  prose,
  title,
  version,
} from '../../schemas/input.js';
import { write } from '../../schemas/output.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { resolveReferences } from '../references/resolve-references.js';
import { renderWrite } from '../render.js';
import { changePage, versionConflict } from './change-page.js';

const input = z
  .strictObject({
    page_id: pageId,
    content: prose.describe('The full new body, based on what confluence_get_page returned.').optional(),
    content_format: contentFormat,
    title: title.describe('New title.').optional(),
    parent_id: parentId.describe('Move below this page of the same space.').optional(),
    status: z.enum(['current', 'draft']).describe('current publishes a draft.').optional(),
    expected_version: version.describe('The version you read; required with content.').optional(),
    version_comment: line(500).describe('For the page history.').optional(),
    is_minor_edit: z.boolean().default(false).describe('Notify nobody.'),
    allow_loss: allowLoss,
    allow_draft_overwrite: allowDraftOverwrite,
    dry_run: dryRun,
  })
  .refine((args) => args.content === undefined || args.expected_version !== undefined, {
    path: ['expected_version'],
    message: 'required with content; it is the version that confluence_get_page returned',
  })
  .refine(
    ({ content, title: name, parent_id: parent, status }) =>
      [content, name, parent, status].some((it) => it !== undefined),
    'give at least one of content, title, parent_id, status',
  );

/** confluence_update_page: a whole page's text, or its title, parent or status. */
export const updatePage = defineTool({
  name: 'confluence_update_page',
  title: 'Update page',
  toolset: 'pages',
  effect: 'update',
  description:
    'Replace the text of a page, or change its title, parent or status. Unchanged blocks keep their exact bytes; edits of others are merged. Read the page first.',
  input,
  output: write,
  writes: ({ page_id: page, parent_id: parent }) => ({ page, parent }),
  run: changeText,
  render: (result, fence) => renderWrite('updated', result, fence),
});

type UpdateRequest = z.output<typeof input>;

/** Replaces a page's text, or changes facts about it. An edit of an older version is rebased onto the current one. */
function changeText(request: UpdateRequest, context: ToolContext) {
  const { content } = context;
  const by = request.content_format === 'storage' ? 'diffStorage' : 'diffMarkdown';
  const apply = (page: Page) => applyContent(request, page, context);
  return changePage(request, { apply, diff: (...texts) => content[by](...texts) }, context);
}

async function applyContent(request: UpdateRequest, page: Page, context: ToolContext): Promise<ApplyResult> {
  const { content, content_format: format, expected_version: expected = page.version, allow_loss: allowLoss } = request;
  if (expected > page.version || (content === undefined && expected < page.version))
    throw versionConflict(page.version);
  if (content === undefined)
    return { storage: page.body, changed: false, losses: [], warnings: [], references: noReferences };
  const base: { base?: string } = expected < page.version ? { base: await readBase(context, page, expected) } : {};
  const edit = { current: page.body, edited: content, allowLoss, ...base };
  const result =
    format === 'storage'
      ? await context.content.applyStorage(edit)
      : await resolveReferences(
          (people) => context.content.applyMarkdown({ ...edit, ...(people && { people }) }),
          () => ({ spaceKey: page.spaceKey, pageId: page.id }),
          context,
        );
  if (base.base === undefined || base.base === page.body) return result;
  return { ...result, warnings: [mergedSince(expected), ...result.warnings] };
}

/** Whoever sends a whole page takes what they sent for what it says now. */
function mergedSince(version: number): string {
  return `The page was changed after version ${version}, and both changes were merged: read it again before you rely on its text.`;
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
