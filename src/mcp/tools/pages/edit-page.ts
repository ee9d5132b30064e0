import { z } from 'zod';
import type { Page } from '../../../confluence/index.js';
import type { Edit } from '../../../content/index.js';
import { isAppError } from '../../../errors.js';
import { allowDraftOverwrite, allowLoss, dryRun, line, pageId, version } from '../../schemas/input.js';
import { foreignText, write } from '../../schemas/output.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { resolveReferences } from '../references/resolve-references.js';
import { renderWrite } from '../render.js';
import { changePage, versionConflict } from './change-page.js';
import { edits } from './edit-operations.js';

const input = z.strictObject({
  page_id: pageId,
  edits,
  expected_version: version.describe('Refuse if the page is at another version.').optional(),
  version_comment: line(500).describe('For the page history.').optional(),
  allow_loss: allowLoss,
  allow_draft_overwrite: allowDraftOverwrite,
  dry_run: dryRun,
});

/** confluence_edit_page: named places of a page; everything else keeps its bytes. */
export const editPage = defineTool({
  name: 'confluence_edit_page',
  title: 'Edit page',
  toolset: 'pages',
  effect: 'update',
  description:
    'Change parts of a page: text, sections, blocks, table cells and rows, tasks. All or none. Best for large pages.',
  input,
  output: write.extend({ changes: z.array(foreignText).optional() }),
  writes: ({ page_id: page }) => ({ page }),
  run: applyEdits,
  render: (result, fence) => {
    const { changes = [], diff } = result;
    const list = changes.map((change, i) => `${i + 1}. ${change}`);
    return renderWrite(
      'edited',
      { ...result, diff: [...(diff === undefined ? [] : [diff]), ...list].join('\n') },
      fence,
    );
  },
});

type EditRequest = z.output<typeof input>;

/** Makes targeted edits, all or none. They name what they change, so they fit any version unless one is demanded. */
async function applyEdits(
  { edits, expected_version: expected, allow_loss: allowLoss, ...request }: EditRequest,
  context: ToolContext,
) {
  let changes: readonly string[] = [];
  const text = {
    apply: async ({ id: pageId, version: current, body, spaceKey }: Page) => {
      if (expected !== undefined && expected !== current) throw versionConflict(current);
      const onPage = await Promise.all((edits as Edit[]).map((edit) => nameTask(edit, pageId, body, context)));
      const request = { current: body, edits: onPage, allowLoss };
      const result = await resolveReferences(
        (people) => context.content.applyEdits({ ...request, ...(people && { people }) }),
        () => ({ spaceKey, pageId }),
        context,
      );
      changes = result.changes;
      return result;
    },
    diff: context.content.diffMarkdown.bind(context.content),
  };
  const summary = await changePage({ ...request, allow_loss: allowLoss }, text, context);
  return { ...summary, changes: [...changes] };
}

/** A task that is named by its id of the whole site, which no page holds, is named by its id on the page, or by its words where that is not known. */
async function nameTask(edit: Edit, pageId: string, body: string, { confluence, content }: ToolContext): Promise<Edit> {
  const id = edit.op === 'set_task' ? edit.task.trim() : '';
  if (edit.op !== 'set_task' || !/^\d+$/.test(id) || body.includes(`<ac:task-id>${id}</ac:task-id>`)) return edit;
  const task = await confluence.tasks?.get(id).catch((error: unknown) => {
    // What is no task of the site is for the page to answer, which names those that it has.
    if (isAppError(error)) return undefined;
    throw error;
  });
  if (task?.pageId !== pageId) return edit;
  if (task.localId !== null && body.includes(`<ac:task-id>${task.localId}</ac:task-id>`))
    return { ...edit, task: task.localId };
  const [words = ''] = (await content.toPlainText(task.body)).split('\n');
  return words === '' ? edit : { ...edit, task: words };
}
