import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { write } from '../../schemas/output.js';
import { commentId, dryRun } from '../../schemas/input.js';
import { renderWrite } from '../render.js';
import { toWrite } from '../../schemas/to-output.js';

/** confluence_resolve_comment: closes an inline comment, or opens it again. */
const input = z.strictObject({
  comment_id: commentId,
  resolved: z.boolean().default(true).describe('false opens it again.'),
  dry_run: dryRun,
});

export const resolveComment = defineTool({
  name: 'confluence_resolve_comment',
  title: 'Resolve comment',
  toolset: 'comments',
  effect: 'update',
  description: 'Resolve an inline comment, or reopen it.',
  input,
  output: write,
  writes: ({ comment_id: comment }) => ({ comment }),
  run: async ({ comment_id: id, resolved, dry_run: isPreview }, { confluence }) => {
    const { status } = await confluence.comments.get(id);
    const wanted = resolved ? 'resolved' : 'open';
    const changed = status !== wanted;
    if (changed && !isPreview) await confluence.comments.resolve(id, resolved);
    return toWrite({ id, changed, dry_run: isPreview }, { diff: changed ? `status: ${status} -> ${wanted}` : '' });
  },
  render: (result, fence, { resolved }) => renderWrite(resolved ? 'resolved' : 'reopened', result, fence),
});
