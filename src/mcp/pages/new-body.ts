import { assertWellFormed, toStorage } from '../../content/index.js';

export type ContentFormat = 'markdown' | 'storage';

/** Storage for content that starts something new; there is no page to compare it with. */
export function newBody(content: string, format: ContentFormat): { storage: string; warnings: string[] } {
  if (format === 'markdown') return toStorage(content);
  assertWellFormed(content);
  return { storage: content, warnings: [] };
}
