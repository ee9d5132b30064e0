import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { plainWrite } from '../../schemas/output.js';
import { commentId, dryRun, prose } from '../../schemas/input.js';
import { resolveReferences } from '../references/resolve-references.js';
import { renderWrite } from '../render.js';
import { toWrite } from '../../schemas/to-output.js';
import { refuseForbidden } from '../rights.js';
import { refuseDangling, refuseEmpty } from './refusals.js';

const input = z.strictObject({
  comment_id: commentId,
  body: prose.min(1).describe('The whole new text, Markdown.'),
  dry_run: dryRun,
});

/** confluence_update_comment: new text for a comment; what is unchanged in it keeps its bytes. */
export const updateComment = defineTool({
  name: 'confluence_update_comment',
  title: 'Update comment',
  toolset: 'comments',
  effect: 'update',
  description: 'Replace the text of a comment.',
  input,
  output: plainWrite,
  writes: ({ comment_id: comment }) => ({ comment }),
  run: async ({ comment_id: id, body, dry_run: isPreview }, context) => {
    const { confluence, content } = context;
    const comment = await confluence.comments.get(id);
    refuseDangling(comment);
    const { body: current, pageId, location } = comment;
    // A comment is short and its writer replaces it whole: what goes is told, not refused.
    const edit = { current, edited: body, allowLoss: true };
    const { storage, changed, losses, warnings } = await resolveReferences(
      (people) => content.applyMarkdown({ ...edit, ...(people && { people }) }),
      async () => ({ spaceKey: (await confluence.pages.summary(pageId)).spaceKey, pageId }),
      context,
    );
    refuseEmpty(storage);
    const notes = [...warnings, ...losses.map(({ kind, label }) => `Lost: ${kind} ${label}`)];
    if (changed && isPreview) await refuseForbidden(confluence, { comment: id, location }, ['update']);
    if (changed && !isPreview) await confluence.comments.update(id, storage);
    const diff = isPreview ? await content.diffMarkdown(current, storage) : '';
    return toWrite({ id, changed, dry_run: isPreview }, { diff, warnings: notes });
  },
  render: (result, fence) => renderWrite('changed', result, fence),
});
