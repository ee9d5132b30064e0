import type { Confluence, NewComment, TextSelection } from '../../confluence/index.js';
import type { ToolContext } from '../define-tool.js';
import { selectText } from './select-text.js';

export interface CommentRequest {
  readonly body: string;
  readonly page_id?: string | undefined;
  readonly reply_to?: string | undefined;
  readonly text_selection?: string | undefined;
  readonly match_index?: number | undefined;
  readonly dry_run: boolean;
}

/** Adds a comment. A preview finds out whether the place for it is there. */
export async function addComment(request: CommentRequest, context: ToolContext) {
  const { confluence, progress } = context;
  const { storage, warnings } = await context.content.toStorage(request.body);
  const comment = await place(request, storage, context);
  const notes = warnings.length === 0 ? {} : { warnings };
  if (request.dry_run) {
    await checkPlace(comment, confluence);
    const diff = request.body.replaceAll(/^/gm, '+ ');
    return { id: null, changed: true, dry_run: true, diff, ...notes };
  }
  progress(1, 2, 'Place for the comment found');
  const { id } = await confluence.comments.add(comment);
  return { id, changed: true, dry_run: false, ...notes };
}

async function place(request: CommentRequest, body: string, context: ToolContext): Promise<NewComment> {
  const { page_id: pageId = '', reply_to: replyTo, text_selection: text } = request;
  if (replyTo !== undefined) return { body, replyTo };
  if (text === undefined) return { body, pageId };
  return { body, pageId, selection: await select(context, pageId, text, request.match_index) };
}

async function select(
  { confluence, content }: ToolContext,
  pageId: string,
  text: string,
  matchIndex: number | undefined,
): Promise<TextSelection> {
  const page = await confluence.pages.get(pageId);
  return selectText(await content.toPlainText(page.body), text, matchIndex);
}

async function checkPlace(comment: NewComment, confluence: Confluence): Promise<void> {
  if ('replyTo' in comment) await confluence.comments.get(comment.replyTo);
  else if (!('selection' in comment)) await confluence.pages.get(comment.pageId);
}
