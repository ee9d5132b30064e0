import { z } from 'zod';
import type { Confluence, NewComment, TextSelection } from '../../../confluence/index.js';
import type { Content } from '../../../content/index.js';
import { AppError, isAppError } from '../../../errors.js';
import { commentId, dryRun, line, pageId, prose } from '../../schemas/input.js';
import { plainWrite } from '../../schemas/output.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { resolveReferences } from '../references/resolve-references.js';
import { renderWrite } from '../render.js';
import { refuseEmpty } from './refusals.js';
import { hasWords, selectOutsideCode, selectText } from './select-text.js';
import { refuseUnlessCommenter } from '../rights.js';

const input = z
  .strictObject({
    body: prose.min(1).describe('Markdown.'),
    page_id: pageId.optional(),
    reply_to: commentId.describe('Comment id to answer, instead of page_id.').optional(),
    text_selection: line(1000).describe('Comment on these words of the page, exactly as they read.').optional(),
    match_index: z.int().min(0).describe('Which occurrence of text_selection, from 0.').optional(),
    dry_run: dryRun,
  })
  .refine((args) => args.page_id !== undefined || args.reply_to !== undefined, 'give either page_id or reply_to')
  .refine(
    ({ text_selection: words, page_id: page, reply_to: thread }) =>
      words === undefined || (page !== undefined && thread === undefined),
    'text_selection needs page_id and cannot be used with reply_to: a reply belongs to the words of the comment it answers',
  )
  .refine(
    (args) => args.match_index === undefined || args.text_selection !== undefined,
    'match_index needs text_selection',
  );

/** confluence_add_comment: at the foot of a page, on some of its words, or as a reply. */
export const addComment = defineTool({
  name: 'confluence_add_comment',
  title: 'Add comment',
  toolset: 'comments',
  effect: 'create',
  description: 'Comment on a page or on a phrase in it, or reply to a comment.',
  input,
  output: plainWrite.extend({ id: z.string().nullable() }),
  writes: ({ page_id: page, reply_to: comment }) => ({ page, comment }),
  run: addOrPreview,
  render: (result, fence) => renderWrite('commented', result, fence),
});

type CommentRequest = z.output<typeof input>;

/** Adds a comment. A preview finds out whether the place for it is there. */
async function addOrPreview(request: CommentRequest, context: ToolContext) {
  const { confluence, progress } = context;
  await refuseOtherPage(request, confluence);
  const { storage, warnings } = await resolveReferences(
    (people) => context.content.toStorage(request.body, people && { people }),
    () => homeOf(request, confluence),
    context,
  );
  refuseEmpty(storage);
  const [comment, other] = await place(request, storage, context);
  const notes = warnings.length === 0 ? {} : { warnings };
  if (request.dry_run) {
    await checkPlace(comment, confluence);
    const diff = request.body.replaceAll(/^/gm, '+ ');
    return { id: null, changed: true, dry_run: true, diff, ...notes };
  }
  progress(1, 2, 'Found the place for the comment');
  const { id } = await confluence.comments.add(comment).catch((error: unknown) => {
    if (!other || !isAppError(error) || error.code !== 'INVALID_INPUT') throw error;
    return confluence.comments.add(other);
  });
  return { id, changed: true, dry_run: false, ...notes };
}

/** Both may be given where they agree. */
async function refuseOtherPage({ page_id: page, reply_to: thread }: CommentRequest, { comments }: Confluence) {
  if (page === undefined || thread === undefined) return;
  const { pageId } = await comments.get(thread);
  if (pageId === page) return;
  throw new AppError('INVALID_INPUT', `reply_to: comment ${thread} is on page ${pageId}, not on page ${page}.`, {
    hint: 'Leave out page_id to reply there, or leave out reply_to to comment on the page.',
    details: { field: 'reply_to' },
  });
}

async function homeOf({ page_id: page, reply_to: thread = '' }: CommentRequest, { pages, comments }: Confluence) {
  const { id: pageId, spaceKey } = await pages.summary(page ?? (await comments.get(thread)).pageId);
  return { spaceKey, pageId };
}

/** The comment, and another way to say the same where Confluence refuses the first. */
async function place(
  request: CommentRequest,
  body: string,
  context: ToolContext,
): Promise<readonly [NewComment, NewComment?]> {
  const { page_id: pageId = '', reply_to: replyTo, text_selection: text } = request;
  if (replyTo !== undefined) return [{ body, replyTo }];
  if (text === undefined) return [{ body, pageId }];
  const [selection, other] = await select(context, pageId, text, request.match_index);
  const comment = { body, pageId, selection };
  return other ? [comment, { ...comment, selection: other }] : [comment];
}

const code = /(?<=<ac:plain-text-body>\s*<!\[CDATA\[)[\s\S]*?(?=\]\]>\s*<\/ac:plain-text-body>)/g;

/** The words, counted with those in code and, where that differs, without: Atlassian does not say which of them it counts. */
async function select(
  { confluence, content }: ToolContext,
  pageId: string,
  text: string,
  matchIndex: number | undefined,
): Promise<readonly [TextSelection, TextSelection?]> {
  const { body } = await confluence.pages.get(pageId);
  const onPage = await content.toPlainText(body);
  const masked = body.replace(code, (own) => own.replace(/[^\n]/g, '\uFFFC'));
  const prose = masked === body ? onPage : await content.toPlainText(masked);
  const words = hasWords(onPage, text) ? text : await withoutSigns(text, content);
  const selection = selectText(onPage, words, matchIndex, prose);
  const other = selectOutsideCode(onPage, prose, selection);
  return other ? [selection, other] : [selection];
}

/** Words that were copied from a read have the signs of Markdown, which the page does not show. */
async function withoutSigns(text: string, content: Content): Promise<string> {
  const { storage } = await content.toStorage(text);
  return (await content.toPlainText(storage)).trim() || text;
}

async function checkPlace(comment: NewComment, confluence: Confluence): Promise<void> {
  const pageId = 'replyTo' in comment ? (await confluence.comments.get(comment.replyTo)).pageId : comment.pageId;
  await refuseUnlessCommenter(confluence, pageId);
}
