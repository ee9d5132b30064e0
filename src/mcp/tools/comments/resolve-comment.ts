import { z } from 'zod';
import type { CommentLocation } from '../../../confluence/index.js';
import { AppError } from '../../../errors.js';
import { defineTool } from '../define-tool.js';
import { plainWrite } from '../../schemas/output.js';
import { commentId, dryRun } from '../../schemas/input.js';
import { renderWrite } from '../render.js';
import { toWrite } from '../../schemas/to-output.js';
import { refuseUnlessCommenter } from '../rights.js';
import { refuseDangling } from './refusals.js';

const input = z.strictObject({
  comment_id: commentId,
  resolved: z.boolean().default(true).describe('false opens it again.'),
  dry_run: dryRun,
});

/** confluence_resolve_comment: closes an inline comment, or opens it again. */
export const resolveComment = defineTool({
  name: 'confluence_resolve_comment',
  title: 'Resolve comment',
  toolset: 'comments',
  effect: 'update',
  description: 'Resolve an inline comment, or reopen it.',
  input,
  output: plainWrite,
  writes: ({ comment_id: comment }) => ({ comment }),
  run: async ({ comment_id: id, resolved, dry_run: isPreview }, { confluence }) => {
    const comment = await confluence.comments.get(id);
    refuseDangling(comment);
    const { status, location, replyTo, pageId } = comment;
    if (isPreview) refuseOthers(location, replyTo);
    const wanted = resolved ? 'resolved' : 'open';
    const changed = status !== wanted;
    if (changed && isPreview) await refuseUnlessCommenter(confluence, pageId);
    if (changed && !isPreview) await confluence.comments.resolve(id, resolved);
    return toWrite({ id, changed, dry_run: isPreview }, { diff: changed ? `status: ${status} -> ${wanted}` : '' });
  },
  render: (result, fence, { resolved }) => renderWrite(resolved ? 'resolved' : 'reopened', result, fence),
});

/** As the port does, before anything is sent. */
function refuseOthers(location: CommentLocation, replyTo: string | null): void {
  if (location === 'inline' && replyTo === null) return;
  const what = location === 'footer' ? 'Footer comments' : 'Replies';
  throw new AppError('NOT_SUPPORTED', `${what} cannot be resolved in Confluence.`, {
    hint:
      replyTo === null
        ? 'Only inline comments can be resolved; reply to it or delete it.'
        : `This comment is a reply to ${replyTo}.`,
  });
}
