import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import type { Confluence } from '../../../confluence/index.js';
import { AppError } from '../../../errors.js';
import { missingOrForbidden } from '../port-access.js';
import { plainWrite } from '../../schemas/output.js';
import { dryRun, taskId } from '../../schemas/input.js';
import { renderWrite } from '../render.js';
import { toWrite } from '../../schemas/to-output.js';
import { readTaskId, setPageTask } from './page-tasks.js';
import { refuseUneditable } from '../rights.js';

const input = z.strictObject({
  task_id: taskId,
  status: z.enum(['incomplete', 'complete']).describe('complete checks it off.'),
  dry_run: dryRun,
});

/** confluence_update_task: ticks a task, or unticks it. */
export const updateTask = defineTool({
  name: 'confluence_update_task',
  title: 'Update task',
  toolset: 'tasks',
  effect: 'update',
  description: 'Mark a task as complete or incomplete.',
  input,
  output: plainWrite,
  writes: ({ task_id: id }) => {
    const onPage = readTaskId(id);
    return onPage === undefined ? { task: id } : { page: onPage.pageId };
  },
  run: async ({ task_id: id, status: wanted, dry_run: isPreview }, context) => {
    const { confluence } = context;
    const onPage = readTaskId(id);
    if (onPage !== undefined) {
      // Who ticks a box is not said to have edited the page, where a page can be written without telling its watchers.
      const isMinor = confluence.tasks === undefined;
      const { changed, before, warnings } = await setPageTask(onPage, { status: wanted, isPreview, isMinor }, context);
      return toWrite(
        { id, changed, dry_run: isPreview },
        { diff: changed ? `status: ${before} -> ${wanted}` : '', warnings },
      );
    }
    const tasks = tasksOf(confluence);
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

function tasksOf({ tasks }: Confluence): NonNullable<Confluence['tasks']> {
  if (tasks !== undefined) return tasks;
  throw new AppError(
    'INVALID_INPUT',
    'task_id: on this site a task id is the page id and the number of the task there, such as 131073-4.',
    {
      hint: 'List the tasks of the page with confluence_list_tasks.',
      details: { field: 'task_id' },
    },
  );
}
