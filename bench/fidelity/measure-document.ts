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
  const problem = whyUnreadable(document.storage);
  findings.check('identity', document.name, problem === null, () => `cannot be read: ${problem}`);
  if (problem !== null) return;
  measureIdentity(document, findings);
  measureWordEdits(document, findings, effort.words);
  measureBlockEdits(document, findings, effort.blocks);
  const { total, missing } = missingWords(document.storage, toMarkdown(document.storage));
  findings.count(
    'words',
    document.name,
    total,
    missing.length,
    () => `not in the Markdown: ${missing.slice(0, 12).join(', ')}`,
  );
}

function whyUnreadable(storage: string): string | null {
  try {
    toMarkdown(storage);
    return null;
  } catch (error) {
    return String(error);
  }
}
