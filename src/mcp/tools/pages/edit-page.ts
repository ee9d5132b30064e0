import { z } from 'zod';
import type { Edit } from '../../../content/index.js';
import { allowLoss, dryRun, line, pageId, version } from '../../schemas/input.js';
import { write } from '../../schemas/output.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { renderWrite } from '../render.js';
import { changePage, versionConflict } from './change-page.js';
import { edits } from './edit-operations.js';

/** confluence_edit_page: named places of a page; everything else keeps its bytes. */
const input = z.strictObject({
  page_id: pageId,
  edits,
  expected_version: version.describe('Refuse when the page is at another version.').optional(),
  version_comment: line(500).describe('Note for the page history.').optional(),
  allow_loss: allowLoss,
  dry_run: dryRun,
});

export const editPage = defineTool({
  name: 'confluence_edit_page',
  title: 'Edit page',
  toolset: 'pages',
  effect: 'update',
  description:
    'Change parts of a page without sending the rest: replace text, a section, a table cell, tick a task, insert. Best for large pages.',
  input,
  output: write,
  writes: ({ page_id: page }) => ({ page }),
  run: applyEdits,
  render: (result, fence) => renderWrite('edited', result, fence),
});

type EditRequest = z.output<typeof input>;

/** Makes targeted edits, all or none. They name what they change, so they fit any version unless one is demanded. */
function applyEdits(
  { edits, expected_version: expected, allow_loss: allowLoss, ...request }: EditRequest,
  context: ToolContext,
) {
  const text = {
    apply: (page: { version: number; body: string }) => {
      if (expected !== undefined && expected !== page.version) throw versionConflict(page.version);
      return context.content.applyEdits({ current: page.body, edits: edits as Edit[], allowLoss });
    },
    diff: context.content.diffMarkdown,
  };
  return changePage(request, text, context);
}
