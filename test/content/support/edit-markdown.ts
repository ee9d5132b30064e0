import { applyMarkdown, toMarkdown } from '../../../src/content/index.js';

/** What the page's storage becomes when its Markdown is edited. */
export function editMarkdown(storage: string, change: (markdown: string) => string): string {
  return applyMarkdown({ current: storage, edited: change(toMarkdown(storage)) }).storage;
}
