import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { plainWrite } from '../../schemas/output.js';
import { commentId, dryRun } from '../../schemas/input.js';
import { renderWrite } from '../render.js';
import { refuseForbidden } from '../rights.js';

const input = z.strictObject({ comment_id: commentId, dry_run: dryRun });

/** confluence_delete_comment: Confluence keeps no trash for comments. */
export const deleteComment = defineTool({
  name: 'confluence_delete_comment',
  title: 'Delete comment',
  toolset: 'comments',
  effect: 'delete',
  description: 'Delete a comment for good.',
  input,
  output: plainWrite,
  writes: ({ comment_id: comment }) => ({ comment }),
  run: async ({ comment_id: id, dry_run: isPreview }, { confluence, content, confirm }) => {
    if (!isPreview) {
      await confirm(async () => {
        const { author, pageId, body, version } = await confluence.comments.get(id);
        const words = (await content.toPlainText(body)).slice(0, 200);
        return { message: `Delete the comment of ${author.name} on page ${pageId} for good: "${words}"?`, version };
      });
      await confluence.comments.delete(id);
      return { id, changed: true, dry_run: false };
    }
    const { body, location } = await confluence.comments.get(id);
    await refuseForbidden(confluence, { comment: id, location }, ['delete']);
    return { id, changed: true, dry_run: true, diff: (await content.toMarkdown(body)).replaceAll(/^/gm, '- ') };
  },
  render: (result, fence) => renderWrite('deleted', result, fence),
});
