import { z } from 'zod';
import { AppError, isAppError } from '../../errors.js';
import type { TextSelection } from '../port.js';
import { id as wireId, nothing } from '../rest/wire.js';
import { path } from '../transport/path.js';
import type { Send } from '../transport/wire-request.js';

const written = z.object({ id: wireId });

/**
 * Comments on a phrase go through what the page view itself talks to, because the public interface has no word for
 * them. It is not in Atlassian's description, and a release may lack it. Answers the id of the new comment.
 */
export async function addInline(send: Send, pageId: string, body: string, selection: TextSelection): Promise<string> {
  const { text, matchCount, matchIndex } = selection;
  const { id } = await send({
    method: 'POST',
    path: path`/rest/inlinecomments/1.0/comments`,
    body: {
      ...{ containerId: pageId, parentCommentId: 0, body },
      ...{ originalSelection: text, numMatches: matchCount, matchIndex },
      // The page view sends where the phrase is in its own document; the server goes by the numbers above.
      serializedHighlights: JSON.stringify([[text, '', '0', String(text.length)]]),
      lastFetchTime: String(Date.now()),
    },
    answer: written,
    subject: `Page ${pageId}`,
    badRequestHint:
      'text_selection has to be a phrase exactly as the page shows it, within one paragraph; match_index counts from 0.',
  });
  return id;
}

/**
 * Resolves or reopens the thread of a comment that was just read. Throws NOT_SUPPORTED where the release lacks the
 * interface.
 */
export async function resolveInline(send: Send, id: string, resolved: boolean): Promise<void> {
  await send({
    method: 'PUT',
    path: path`/rest/inlinecomments/1.0/comments/${id}/resolve/${String(resolved)}/dangling/${'false'}`,
    answer: nothing,
    subject: `Comment ${id}`,
  }).catch((error: unknown) => {
    // The comment was just read, so that nothing can be missing but the interface itself.
    throw isAppError(error) && error.code === 'NOT_FOUND' ? noInterface(id) : error;
  });
}

function noInterface(id: string): AppError {
  return new AppError('NOT_SUPPORTED', 'This release of Confluence Data Center cannot resolve comments over its API.', {
    hint: `Answer in the thread with reply_to ${id}, or resolve it on the page in the browser.`,
  });
}
