import { z } from 'zod';
import type { Content } from '../../../content/index.js';
import type { Comment } from '../../../confluence/index.js';
import { defineTool } from '../define-tool.js';
import { comment, nextCursor } from '../../schemas/output.js';
import { findUserNames } from '../people.js';
import { cursor, limit, pageId } from '../../schemas/input.js';
import { renderList, renderNone, renderPeople } from '../render.js';
import { toNextCursor } from '../../schemas/to-output.js';

const input = z.strictObject({
  page_id: pageId,
  location: z.enum(['all', 'footer', 'inline']).default('all').describe('At the foot of the page, or on its words.'),
  status: z.enum(['open', 'resolved', 'all']).default('all').describe('Resolved or not.'),
  limit: limit(25, 100),
  cursor,
});
const output = z.object({ comments: z.array(comment), next_cursor: nextCursor });

/** confluence_get_comments: the discussion on a page. */
export const getComments = defineTool({
  name: 'confluence_get_comments',
  title: 'Get comments',
  toolset: 'comments',
  effect: 'read',
  description: 'List the comments on a page with their replies, in thread order.',
  input,
  output,
  isProse: true,
  run: async (args, { confluence, content }) => {
    const found = await confluence.comments.list(args.page_id, args);
    const userNames = await findUserNames(
      confluence,
      found.items.map(({ body }) => body),
    );
    const comments = await Promise.all(found.items.map((item) => toOutput(item, userNames, content)));
    return { comments, ...toNextCursor(found.nextCursor) };
  },
  render: ({ comments, next_cursor: next }, fence, { status, location }) => {
    const person = renderPeople();
    const lines = comments.map(({ id, author, created_at: at, ...comment }) => {
      const { reply_to: thread, text_selection: words, body } = comment;
      const facts = [`id ${id}`, comment.location, comment.status, thread === null ? '' : `reply to ${thread}`];
      const head = `- ${person(author)} ${at ?? 'at an unknown time'} (${facts.filter((fact) => fact !== '').join(', ')})`;
      return [head, ...(words === null ? [] : [`  on: ${words}`]), body.replaceAll(/^/gm, '  ')].join('\n');
    });
    return renderList(lines, renderNone('comments', { status, location }), next, fence);
  },
});

async function toOutput(item: Comment, userNames: ReadonlyMap<string, string>, content: Content) {
  return {
    id: item.id,
    page_id: item.pageId,
    location: item.location,
    status: item.status,
    author: { id: item.author.id, name: item.author.name },
    body: await content.toMarkdown(item.body, { userNames }),
    created_at: item.createdAt,
    reply_to: item.replyTo,
    text_selection: item.textSelection,
  };
}
