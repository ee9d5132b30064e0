import { AppError, isAppError } from '../../../errors.js';
import { guardLoss } from '../../audit/guard.js';
import { warnOfChanges } from '../../audit/warn-of-changes.js';
import { parseDocument } from '../../markdown/parse/parse-document.js';
import type { Deployment, People, References } from '../../model/references.js';
import type { Page } from '../../storage/read/read-page.js';
import { readPage } from '../../storage/read/read-page.js';
import { shows } from '../../storage/read/to-markdown.js';
import { assertMarkdown } from '../../storage/write/assert-format.js';
import { joinReferences } from '../../storage/write/find-references.js';
import { mentionPeople } from '../../storage/write/mention-people.js';
import type { ApplyResult } from '../apply.js';
import { assertWholePage, referencesOf, warnOfAnchors, warnOfNew } from '../apply.js';
import { patchPage } from '../patch/patch-page.js';
import { TakenAway } from '../patch/taken-away.js';
import { assertWholeEdit } from './assert-whole-edit.js';
import { editBlock } from './block-edits.js';
import type { Edit, Edited, ParseContent } from './edit.js';
import { replaceText } from './replace-text.js';
import { editSection, insertAtEnd } from './section-edits.js';
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
export function applyEdits({
  current,
  edits,
  allowLoss = false,
  deployment = 'cloud',
  people,
}: {
  current: string;
  edits: readonly Edit[];
  allowLoss?: boolean;
  /** Where the page stands: Cloud unless it is said. */
  deployment?: Deployment;
  people?: People;
}): EditsResult {
  const before = readPage(current);
  let page = before;
  const warnings: string[] = [];
  const references: References[] = [];
  const changes: string[] = [];
  const away = new TakenAway(before);
  const parse: ParseContent = (markdown) => {
    assertMarkdown(markdown);
    const parsed = parseDocument(markdown, undefined, (words) => shows(page, words));
    warnings.push(...parsed.warnings);
    return parsed.blocks;
  };
  for (const [at, i] of orderOf(edits).entries()) {
    const edit = edits[i] as Edit;
    try {
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
  if (!allowLoss) assertWholePage(before, page);
  const trees = [before.reader.tree, page.reader.tree] as const;
  const guarded = guardLoss(...trees, { allowLoss, wholePage: false });
  warnings.unshift(...guarded.warnings, ...warnOfChanges(...trees));
  return {
    storage: page.storage,
    changed: page.storage !== current,
    losses: guarded.losses,
    warnings,
    changes,
    references: joinReferences(references),
  };
}

/** The edits by their index: what deletes a placeholder that one before it inserts elsewhere goes first, since both together move it. */
function orderOf(edits: readonly Edit[]): number[] {
  const order = edits.map((_, i) => i);
  edits.forEach((edit, i) => {
    if (edit.op !== 'delete_block') return;
    const id = edit.block.trim().replace(/^#/, '');
    const inserts = edits.findIndex(
      (one) => inserting.has(one.op) && 'content' in one && one.content.includes(`#${id}}`),
    );
    const insert = edits[inserts];
    if (inserts < 0 || inserts > i || (insert && 'block' in insert && insert.block.includes(id))) return;
    order.splice(order.indexOf(i), 1);
    order.splice(order.indexOf(inserts), 0, i);
  });
  return order;
}

const inserting: ReadonlySet<string> = new Set([
  'insert_before',
  'insert_after',
  'append',
  'prepend',
  'append_to_section',
]);

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
