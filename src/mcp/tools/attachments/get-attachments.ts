import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { attachment, nextCursor } from '../../schemas/output.js';
import { cursor, limit, line, pageId } from '../../schemas/input.js';
import { renderAttachment, renderList, renderNone } from '../render.js';
import { toAttachment, toNextCursor } from '../../schemas/to-output.js';

const input = z.strictObject({
  page_id: pageId,
  filename: line(255).describe('Only this file, exact name.').optional(),
  media_type: line(255).describe('Only this type, e.g. image/png.').optional(),
  limit: limit(25, 250),
  cursor,
});
const output = z.object({ attachments: z.array(attachment), next_cursor: nextCursor });

/** confluence_get_attachments: the files on a page. */
export const getAttachments = defineTool({
  name: 'confluence_get_attachments',
  title: 'Get attachments',
  toolset: 'attachments',
  effect: 'read',
  description: 'List the files attached to a page.',
  input,
  output,
  run: async (args, { confluence }) => {
    const { filename, media_type: mediaType, limit: most, cursor: from } = args;
    const found = await confluence.attachments.list(args.page_id, { filename, mediaType, limit: most, cursor: from });
    return { attachments: found.items.map(toAttachment), ...toNextCursor(found.nextCursor) };
  },
  render: ({ attachments, next_cursor: next }, fence, { filename, media_type }) =>
    renderList(
      attachments.map((file) => `- ${renderAttachment(file)}`),
      renderNone('attachments', {}, { filename, media_type }),
      next,
      fence,
    ),
});
