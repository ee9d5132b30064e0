import { z } from 'zod';
import { addComment as add } from '../comments/add-comment.js';
import { defineTool } from '../define-tool.js';
import { write } from '../outputs.js';
import { commentId, dryRun, line, pageId, prose } from '../params.js';
import { renderWrite } from '../render.js';

/** confluence_add_comment: at the foot of a page, on some of its words, or as a reply. */
const input = z
  .strictObject({
    body: prose.min(1).describe('Markdown.'),
    page_id: pageId.optional(),
    reply_to: commentId.describe('Comment id to answer, instead of page_id.').optional(),
    text_selection: line(1000).describe('Comment on these words of the page, exactly as they read.').optional(),
    match_index: z
      .int()
      .min(0)
      .describe('Which occurrence of text_selection, from 0, when there are several.')
      .optional(),
    dry_run: dryRun,
  })
  .refine((args) => (args.page_id === undefined) !== (args.reply_to === undefined), 'give either page_id or reply_to')
  .refine((args) => args.text_selection === undefined || args.page_id !== undefined, 'text_selection needs page_id')
  .refine(
    (args) => args.match_index === undefined || args.text_selection !== undefined,
    'match_index needs text_selection',
  );

export const addComment = defineTool({
  name: 'confluence_add_comment',
  title: 'Add comment',
  toolset: 'comments',
  effect: 'create',
  description: 'Comment on a page or on a phrase in it, or reply to a comment.',
  input,
  output: write,
  run: add,
  render: (result, quote) => renderWrite('commented', result, quote),
});
