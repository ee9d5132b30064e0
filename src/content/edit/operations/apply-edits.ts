import { AppError, isAppError } from '../../../errors.js';
import { guardLoss } from '../../audit/guard.js';
import { warnOfChanges } from '../../audit/warn-of-changes.js';
import { parseDocument } from '../../markdown/parse/parse-document.js';
import { printBlocks } from '../../markdown/print/print-blocks.js';
import type { Deployment, People, References } from '../../model/references.js';
import { noReferences } from '../../model/references.js';
import type { Page } from '../../storage/read/read-page.js';
import { readPage } from '../../storage/read/read-page.js';
import { shows } from '../../storage/read/to-markdown.js';
import { assertMarkdown } from '../../storage/write/assert-format.js';
import { joinReferences } from '../../storage/write/find-references.js';
import { mentionPeople } from '../../storage/write/mention-people.js';
import type { ApplyResult } from '../apply.js';
import { assertWholePage, referencesOf, warnOfAnchors, warnOfNew } from '../apply.js';
import { keepSigns, warnOfSignsKept } from '../keep-signs.js';
import { patchPage } from '../patch/patch-page.js';
import { TakenAway } from '../patch/taken-away.js';
import { assertWholeEdit } from './assert-whole-edit.js';
import { assertNoBareRows } from './bare-rows.js';
import { editBlock } from './block-edits.js';
import type { Edit, Edited, ParseContent } from './edit.js';
import { replaceText, replaceWords } from './replace-text.js';
import { editSection, insertAtEnd } from './section-edits.js';
import { orderOf } from './order-of.js';
import { setTableCell } from './table-edits.js';
import { appendTableRow, deleteTableRow, insertTableRow } from './row-edits.js';
import { setTask } from './task-edit.js';

/** What targeted edits come to. */
export interface EditsResult extends ApplyResult {
  /** What each edit changed, in their order: which task, which cell, which block. */
  readonly changes: string[];
}

/**
 * Applies targeted edits, one after another, all or none. Everything they do not name keeps its bytes.
 *
 * Throws INVALID_INPUT for a target that is missing or ambiguous (naming the candidates), and what `applyMarkdown` throws.
 */
export function applyEdits(request: EditsRequest): EditsResult {
  const { current, edits, people } = request;
  const before = readPage(current);
  const parse: ParseContent = (markdown) => parseDocument(markdown).blocks;
  const order = orderOf(edits, before, (edit) => makeEdit(edit, before, parse, people).blocks);
  const asGiven = edits.map((_, i) => i);
  try {
    return applyInOrder(request, before, order);
  } catch (error) {
    const isAsGiven = order.every((at, i) => at === i);
    // What one edit deletes may be what another one names.
    if (isAsGiven || !isAppError(error) || error.code !== 'INVALID_INPUT') throw error;
    return applyInOrder(request, before, asGiven);
  }
}

/** A page as it is, and what is to be changed of it. */
interface EditsRequest {
  readonly current: string;
  readonly edits: readonly Edit[];
  readonly allowLoss?: boolean;
  /** Where the page stands: Cloud unless it is said. */
  readonly deployment?: Deployment;
  readonly people?: People;
}

function applyInOrder(
  { current, edits, allowLoss = false, deployment = 'cloud', people }: EditsRequest,
  before: Page,
  order: readonly number[],
): EditsResult {
  let page = before;
  const warnings: string[] = [];
  const references: References[] = [];
  const changes: string[] = [];
  let isOfWords = true;
  const away = new TakenAway(before);
  const parse: ParseContent = (markdown, instead = []) => {
    assertMarkdown(markdown);
    const kept = keepSigns(printBlocks(instead), markdown.replace(/\r\n?/g, '\n'));
    const parsed = parseDocument(kept.markdown, undefined, (words) => shows(page, words));
    warnings.push(...warnOfSignsKept(kept), ...parsed.warnings);
    return parsed.blocks;
  };
  for (const [at, i] of order.entries()) {
    const edit = edits[i] as Edit;
    try {
      const words = edit.op === 'replace_text' ? replaceWords(page, edit) : null;
      if (words) {
        changes[i] = words.change;
        page = words.page;
        continue;
      }
      isOfWords = false;
      const made = makeEdit(edit, page, parse, people);
      const { change, page: from = page, warnings: own = [], rewritten = [] } = made;
      const blocks = mentionPeople(made.blocks, people);
      const fresh = [...blocks, ...rewritten.map((leaf) => ({ ...leaf, source: null }))];
      if (!allowLoss) assertWholeEdit(edit, from.blocks, blocks);
      changes[i] = change;
      warnings.push(...own, ...warnOfAnchors(from, blocks, fresh), ...warnOfNew(from, blocks, deployment, fresh));
      references.push(referencesOf(from, fresh));
      page = patchPage(from, blocks, deployment, away);
      if (at < edits.length - 1) away.note(from, blocks);
    } catch (error) {
      throw edits.length > 1 && isAppError(error) ? numbered(error, i) : error;
    }
  }
  const changed = page.storage !== current;
  // A few words in place of others drop nothing, and leave nothing out.
  if (isOfWords) return { storage: page.storage, changed, losses: [], warnings, changes, references: noReferences };
  if (!allowLoss) assertWholePage(before, page);
  const trees = [before.reader.tree, page.reader.tree] as const;
  const guarded = guardLoss(...trees, { allowLoss, wholePage: false });
  warnings.unshift(...guarded.warnings, ...warnOfChanges(...trees));
  return {
    storage: page.storage,
    changed,
    losses: guarded.losses,
    warnings,
    changes,
    references: joinReferences(references),
  };
}

function numbered(error: AppError, index: number): AppError {
  const options = error.hint === undefined ? {} : { hint: error.hint };
  return new AppError(error.code, `edits[${index}]: ${error.message}`, {
    ...options,
    details: error.details,
    cause: error,
  });
}

/** The page with one edit made. */
function makeEdit(edit: Edit, page: Page, parse: ParseContent, people: People | undefined): Edited {
  assertNoBareRows(edit, page);
  switch (edit.op) {
    case 'replace_text':
      return replaceText(page, edit, people);
    case 'replace_section':
    case 'append_to_section':
    case 'delete_section':
      return editSection(page, edit, parse);
    case 'insert_before':
    case 'insert_after':
    case 'replace_block':
    case 'delete_block':
      return editBlock(page, edit, parse);
    case 'append':
    case 'prepend':
      return insertAtEnd(page, edit, parse);
    case 'set_task':
      return setTask(page, edit);
    case 'set_table_cell':
      return setTableCell(page, edit, parse);
    case 'insert_table_row':
      return insertTableRow(page, edit, parse);
    case 'append_table_row':
      return appendTableRow(page, edit, parse);
    case 'delete_table_row':
      return deleteTableRow(page, edit);
  }
}
