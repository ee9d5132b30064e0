import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { missingOrForbidden } from '../port-access.js';
import { groupOf } from '../port-access.js';
import { write } from '../../schemas/output.js';
import { dryRun, taskId } from '../../schemas/input.js';
import { refuseUneditable } from '../pages/page-place.js';
import { renderWrite } from '../render.js';
import { toWrite } from '../../schemas/to-output.js';

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
  writes: ({ task_id: task }) => ({ task }),
  run: async ({ task_id: id, status: wanted, dry_run: isPreview }, { confluence }) => {
    const tasks = groupOf(confluence, 'tasks');
    const { status, pageId } = await tasks.get(id);
    const changed = status !== wanted;
    if (changed && isPreview) await refuseUneditable(confluence, pageId);
    if (changed && !isPreview) {
      await missingOrForbidden(
        () => tasks.setStatus(id, wanted),
        () => tasks.get(id),
      );
    }
    return toWrite({ id, changed, dry_run: isPreview }, { diff: changed ? `status: ${status} -> ${wanted}` : '' });
  },
  render: (result, fence, { status }) => renderWrite(`marked ${status}`, result, fence),
});
