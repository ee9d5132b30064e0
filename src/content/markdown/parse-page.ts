import type { Block } from '../model/block.js';
import { parseBlocks } from './parse-markdown.js';

/** Parses a whole Markdown text into blocks. */
export function parseMarkdown(markdown: string): Block[] {
  return parseBlocks(markdown.replace(/\r\n?/g, '\n'));
}
