import { isNotFound } from '../rest/outcomes.js';
import type { ContentType } from '../model.js';

/** The v2 collection of each content type. */
export const collectionOf: Record<ContentType, string> = { page: 'pages', blogpost: 'blogposts' };

/**
 * An id says nothing about whether it is a page's or a blog post's, and v2 keeps them apart: asks for the page, which
 * it nearly always is, then for the blog post. NOT_FOUND of both is the page's.
 */
export async function eitherType<T>(ask: (type: ContentType) => Promise<T>): Promise<T> {
  try {
    return await ask('page');
  } catch (notAPage) {
    if (!isNotFound(notAPage)) throw notAPage;
    return ask('blogpost').catch((error: unknown) => {
      throw isNotFound(error) ? notAPage : error;
    });
  }
}
