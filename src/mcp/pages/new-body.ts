import type { Content } from '../../content/index.js';

export type ContentFormat = 'markdown' | 'storage';

/** Storage for content that starts something new; there is no page to compare it with. */
export async function newBody(
  text: string,
  format: ContentFormat,
  content: Content,
): Promise<{ storage: string; warnings: string[] }> {
  if (format === 'markdown') return content.toStorage(text);
  await content.assertWellFormed(text);
  return { storage: text, warnings: [] };
}
