import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { nextCursor, task } from '../../schemas/output.js';
import { findUserNames, resolveUser, toPerson } from '../people.js';
import { cursor, isoDate, limit, pageId, spaceKey, userId } from '../../schemas/input.js';
import { renderList, renderNone, renderPeople } from '../render.js';
import { toNextCursor } from '../../schemas/to-output.js';
import { listPageTasks } from './page-tasks.js';

const input = z.strictObject({
  space_key: spaceKey.optional(),
  page_id: pageId.optional(),
  assignee: userId.describe('Id, name or "me".').optional(),
  status: z.enum(['incomplete', 'complete']).describe('Ticked or not.').optional(),
  due_before: isoDate.describe('Only due before this date, YYYY-MM-DD.').optional(),
  limit: limit(25, 250),
  cursor,
});
const output = z.object({ tasks: z.array(task), next_cursor: nextCursor });

/** confluence_list_tasks: tick boxes, over pages. */
export const listTasks = defineTool({
  name: 'confluence_list_tasks',
  title: 'List tasks',
  toolset: 'tasks',
  effect: 'read',
  description: 'List tasks (tick boxes) of a page, a space, a person, or everywhere.',
  input,
  output,
  run: async (args, context) => {
    const { confluence, content } = context;
    const query = {
      spaceKey: args.space_key,
      pageId: args.page_id,
      assignee: args.assignee === undefined ? undefined : await resolveUser(confluence, args.assignee, 'assignee'),
      status: args.status,
      dueBefore: args.due_before,
      limit: args.limit,
      cursor: args.cursor,
    };
    const { warnings, ...found } = confluence.tasks
      ? { ...(await confluence.tasks.list(query)), warnings: [] }
      : await listPageTasks(query, context);
    const assignees = found.items.flatMap(({ assignee }) => assignee ?? []);
    const userNames = await findUserNames(
      confluence,
      found.items.map(({ body }) => body),
      assignees,
    );
    const reading = found.items.map(async ({ id, pageId: page, status, body, assignee, dueAt }) => ({
      ...{ id, page_id: page, status, due_at: dueAt },
      assignee: assignee === null ? null : toPerson(assignee, userNames),
      body: await content.toMarkdown(body, { userNames }),
    }));
    return {
      tasks: await Promise.all(reading),
      ...toNextCursor(found.nextCursor),
      ...(warnings.length > 0 && { warnings }),
    };
  },
  render: ({ tasks, next_cursor: next }, fence, { space_key, assignee: whose, status: wanted, due_before }) => {
    const person = renderPeople();
    const lines = tasks.map(({ id, page_id: page, status, body, assignee, due_at: due }) => {
      const facts = [
        ...[`id ${id}`, `page ${page}`],
        ...(assignee === null ? [] : [`assigned to ${person(assignee)}`]),
        ...(due === null ? [] : [`due ${due.slice(0, 10)}`]),
      ];
      return `- [${status === 'complete' ? 'x' : ' '}] ${body.trim().replaceAll('\n', '\n  ')} (${facts.join(', ')})`;
    });
    return renderList(
      lines,
      renderNone('tasks', { status: wanted }, { space_key, assignee: whose, due_before }),
      next,
      fence,
    );
  },
});
