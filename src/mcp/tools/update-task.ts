import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { missingOrForbidden } from '../missing-or-forbidden.js';
import { groupOf } from '../optional-group.js';
import { write } from '../outputs.js';
import { dryRun, taskId } from '../params.js';
import { renderWrite } from '../render.js';
import { toWrite } from '../to-output.js';

/** confluence_update_task: ticks a task, or unticks it. */
const input = z.strictObject({
  task_id: taskId,
  status: z.enum(['incomplete', 'complete']).describe('complete ticks it.'),
  dry_run: dryRun,
});

export const updateTask = defineTool({
  name: 'confluence_update_task',
  title: 'Update task',
  toolset: 'tasks',
  effect: 'update',
  needs: 'tasks',
  description: 'Mark a task as complete or incomplete.',
  input,
  output: write,
  run: async ({ task_id: id, status: wanted, dry_run: isPreview }, { confluence }) => {
    const tasks = groupOf(confluence, 'tasks');
    const { status } = await tasks.get(id);
    const changed = status !== wanted;
    if (changed && !isPreview) {
      await missingOrForbidden(
        () => tasks.setStatus(id, wanted),
        () => tasks.get(id),
      );
    }
    return toWrite({ id, changed, dry_run: isPreview }, { diff: changed ? `status: ${status} -> ${wanted}` : '' });
  },
  render: (result, quote, { status }) => renderWrite(`marked ${status}`, result, quote),
});
