import type { z } from 'zod';
import type { ContentType } from '../model.js';
import { path } from '../transport/path.js';
import type { Query, Send } from '../transport/wire-request.js';
import { collectionOf, isNotFound } from './either-type.js';

export interface Located<T> {
  type: ContentType;
  wire: T;
}

/**
 * Finds what an id stands for: nearly always a page. When it is none, asks at once for a blog post and for a draft of
 * either kind that was never published, which Confluence shows only to who asks for drafts.
 */
export async function locatePage<T>(send: Send, id: string, query: Query, answer: z.ZodType<T>): Promise<Located<T>> {
  const ask = async (type: ContentType, draft: boolean): Promise<Located<T>> => {
    const wire = await send({
      method: 'GET',
      path: path`/api/v2/${collectionOf[type]}/${id}`,
      query: draft ? { ...query, 'get-draft': true } : query,
      answer,
      subject: query['version'] === undefined ? `Page ${id}` : `Version ${String(query['version'])} of page ${id}`,
      scope: 'read:page:confluence',
    });
    return { type, wire };
  };
  try {
    return await ask('page', false);
  } catch (notAPage) {
    if (!isNotFound(notAPage)) throw notAPage;
    const others = [ask('blogpost', false)];
    if (query['version'] === undefined) others.push(ask('page', true), ask('blogpost', true));
    return firstFound(await Promise.allSettled(others), notAPage);
  }
}

function firstFound<T>(outcomes: PromiseSettledResult<T>[], notFound: unknown): T {
  const found = outcomes.find((outcome) => outcome.status === 'fulfilled');
  if (found !== undefined) return found.value;
  const failed = outcomes.find((outcome) => outcome.status === 'rejected' && !isNotFound(outcome.reason));
  throw failed?.status === 'rejected' ? failed.reason : notFound;
}
