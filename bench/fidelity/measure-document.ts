import { toMarkdown } from '../../src/content/index.js';
import type { StorageDocument } from './documents.js';
import type { Findings } from './findings.js';
import { measureBlockEdits } from './measure-block-edits.js';
import { measureIdentity } from './measure-identity.js';
import { measureWordEdits } from './measure-word-edits.js';
import { missingWords } from './visible-words.js';

/** How many edits of each kind are made in one document. */
export interface Effort {
  readonly words: number;
  readonly blocks: number;
}

export const quickEffort: Effort = { words: 8, blocks: 4 };
export const fullEffort: Effort = { words: 90, blocks: 40 };

/** Takes every measure of one document that can be counted. */
export function measureDocument(document: StorageDocument, findings: Findings, effort: Effort): void {
  measureIdentity(document, findings);
  measureWordEdits(document, findings, effort.words);
  measureBlockEdits(document, findings, effort.blocks);
  const { total, missing } = missingWords(document.storage, toMarkdown(document.storage));
  findings.count('words', document.name, total, missing.length, () => `not in the Markdown: ${missing.slice(0, 12).join(', ')}`);
}
