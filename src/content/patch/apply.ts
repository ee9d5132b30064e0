import { AppError } from '../../errors.js';
import { findElision } from '../audit/find-elision.js';
import { guardLoss } from '../audit/guard.js';
import type { Loss } from '../audit/loss.js';
import { warnOfChanges } from '../audit/warn-of-changes.js';
import { KnownTexts } from '../markdown/known-texts.js';
import { textsOf } from '../read/to-markdown.js';
import { parseMarkdown } from '../markdown/parse-page.js';
import { mergeStorage } from '../merge/merge-storage.js';
import type { Block } from '../model/block.js';
import { blockKey } from '../model/block.js';
import type { Page } from '../read/read-page.js';
import { pageOf, readPage } from '../read/read-page.js';
import { parseStorage } from '../tree/parse-storage.js';
import { reparse } from '../tree/reparse.js';
import { warnOfAddresses } from '../write/warn-of-addresses.js';
import { Patcher } from './patcher.js';
import { separateCopies } from './separate-copies.js';
import { firstDifference } from './verify.js';

export interface ApplyResult {
  readonly storage: string;
  readonly changed: boolean;
  /** What was dropped: never anything unless losses were allowed. */
  readonly losses: Loss[];
  /** What else a person would want to know of: comments on fewer words, tasks with new ids, addresses that lead nowhere. */
  readonly warnings: string[];
}

export interface ApplyRequest {
  /** The storage of the page as it is now. */
  readonly current: string;
  readonly edited: string;
  /** The storage of the version that the writer read, when that is older than `current`. */
  readonly base?: string;
  readonly allowLoss?: boolean;
}

/**
 * Applies edited Markdown to a page: what was not edited keeps its bytes.
 *
 * Throws CONTENT_LOSS (`details.losses`), UNCONVERTIBLE (names the line) or VERSION_CONFLICT; then nothing was changed.
 */
export function applyMarkdown({ current, edited, base, allowLoss = false }: ApplyRequest): ApplyResult {
  const from = base ?? current;
  const page = readPage(from);
  const markdown = edited.replace(/\r\n?/g, '\n');
  const texts = textsOf(page);
  const elided = findElision(markdown, texts.join('\n\n'));
  if (elided !== null && !allowLoss) throw truncated(elided);
  const blocks = parseMarkdown(markdown, new KnownTexts(page.blocks, texts));
  const ours = patchPage(page, blocks);
  const trees = [page.reader.tree, ours.reader.tree] as const;
  const losses = guardLoss(...trees, { allowLoss, wholePage: true });
  const storage = base === undefined ? ours.storage : rebase(from, ours.storage, current);
  return finish(current, storage, losses, [...warnOfChanges(...trees), ...warnOfNew(page, blocks)]);
}

/** Applies storage as it was given: well-formed, audited, and merged when it was written for an older version. */
export function applyStorage({ current, edited, base, allowLoss = false }: ApplyRequest): ApplyResult {
  const from = base ?? current;
  const trees = [parseStorage(from), parseStorage(edited)] as const;
  const losses = guardLoss(...trees, { allowLoss, wholePage: true });
  return finish(current, base === undefined ? edited : rebase(from, edited, current), losses, warnOfChanges(...trees));
}

/** Addresses that an edit brings and that lead nowhere. */
export function warnOfNew(page: Page, edited: readonly Block[]): string[] {
  return warnOfAddresses(edited, (address) => page.storage.includes(address));
}

/** The page with these blocks instead: well-formed, and reading back as them. */
export function patchPage(page: Page, edited: readonly Block[]): Page {
  if (sameBlocks(page.blocks, edited)) return page;
  const patched = reparse(page.reader.tree, new Patcher(page).patch(page.blocks, edited, page.span));
  const storage = separateCopies(page.reader.tree, patched);
  const written = storage === patched.source ? pageOf(patched) : readPage(storage);
  const difference = firstDifference(written, page, edited);
  if (difference === null) return written;
  throw new AppError(
    'UNCONVERTIBLE',
    `This edit cannot be carried out exactly${difference.line > 0 ? ` (line ${difference.line} of the Markdown)` : ''}: ${difference.what}.`,
    {
      hint: 'Make a smaller edit with confluence_edit_page, or send that part as storage.',
      details: { line: difference.line },
    },
  );
}

function sameBlocks(one: readonly Block[], other: readonly Block[]): boolean {
  return (
    one.length === other.length &&
    one.every((block, i) => block === other[i] || blockKey(block) === blockKey(other[i] as Block))
  );
}

function rebase(base: string, ours: string, current: string): string {
  const merged = mergeStorage(base, ours, current);
  return separateCopies(parseStorage(current), parseStorage(merged));
}

function finish(current: string, storage: string, losses: Loss[], warnings: string[]): ApplyResult {
  return { storage, changed: storage !== current, losses, warnings };
}

function truncated(line: string): AppError {
  const loss: Loss = { kind: 'text', id: null, label: line.slice(0, 120) };
  return new AppError(
    'CONTENT_LOSS',
    `The text leaves out a part of the page ("${loss.label}"). Nothing was written.`,
    {
      hint: 'Send the whole text, or change only a part with confluence_edit_page.',
      details: { losses: [loss] },
    },
  );
}
