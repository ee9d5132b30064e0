import type { z } from 'zod';
import { AppError, isAppError } from '../../errors.js';
import { path } from '../transport/path.js';
import type { Query, Send } from '../transport/wire-request.js';
import { noScope } from './list-page.js';
import { ofType } from './wire.js';

export interface ContentQuery<T> {
  id: string;
  types: readonly string[];
  query: Query;
  answer: z.ZodType<T>;
  subject: string;
}

export const pageTypes = ['page', 'blogpost'];

/**
 * One piece of content in the status that the query names, `current` unless it does. Pages, comments and attachments
 * share one space of ids: what is of another type than the wanted ones is NOT_FOUND.
 */
export async function getContent<T>(send: Send, { id, types, answer, ...rest }: ContentQuery<T>): Promise<T> {
  const found = await send({
    ...rest,
    method: 'GET',
    path: path`/rest/api/content/${id}`,
    answer: ofType(types, answer),
    scope: noScope,
  });
  if (found === undefined) throw notFound(rest.subject);
  return found;
}

/** A page or blog post, published or not: drafts and what is in the trash show only to who asks for that status. */
export async function locatePage<T>(send: Send, id: string, expand: string, answer: z.ZodType<T>): Promise<T> {
  const ask = (status?: string): Promise<T> =>
    getContent(send, { id, types: pageTypes, query: { expand, status }, answer, subject: `Page ${id}` });
  try {
    return await ask();
  } catch (notCurrent) {
    if (!isNotFound(notCurrent)) throw notCurrent;
    return firstFound(await Promise.allSettled([ask('draft'), ask('trashed')]), notCurrent);
  }
}

export function isNotFound(error: unknown): boolean {
  return isAppError(error) && error.code === 'NOT_FOUND';
}

function notFound(subject: string): AppError {
  return new AppError('NOT_FOUND', `${subject} was not found, or is not visible to this account.`, {
    hint: 'Check the id or key, or search for the content.',
  });
}

function firstFound<T>(outcomes: PromiseSettledResult<T>[], missing: unknown): T {
  const found = outcomes.find((outcome) => outcome.status === 'fulfilled');
  if (found !== undefined) return found.value;
  const failed = outcomes.find((outcome) => outcome.status === 'rejected' && !isNotFound(outcome.reason));
  throw failed?.status === 'rejected' ? failed.reason : missing;
}
