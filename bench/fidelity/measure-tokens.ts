import { encode } from 'gpt-tokenizer';
import { toMarkdown } from '../../src/content/index.js';
import type { StorageDocument } from './documents.js';

/** Tokens of the Markdown for each token of the storage, as the median of whole pages; null without any page. */
export function measureTokens(documents: readonly StorageDocument[]): number | null {
  const ratios = documents
    .filter(({ isPage }) => isPage)
    .map(({ storage }) => encode(toMarkdown(storage)).length / encode(storage).length);
  return ratios.length === 0 ? null : median(ratios);
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
