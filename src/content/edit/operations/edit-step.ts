import { parseDocument } from '../../markdown/parse/parse-document.js';
import { printBlocks } from '../../markdown/print/print-blocks.js';
import type { Block } from '../../model/block.js';
import type { Deployment, People, References } from '../../model/references.js';
import { noReferences } from '../../model/references.js';
import type { Page } from '../../storage/read/read-page.js';
import { shows } from '../../storage/read/to-markdown.js';
import { assertMarkdown } from '../../storage/write/assert-format.js';
import { mentionPeople } from '../../storage/write/mention-people.js';
import { referencesOf, warnOfAnchors, warnOfNew } from '../apply.js';
import { keepSigns, warnOfSignsKept } from '../keep-signs.js';
import { sameEnds } from '../patch/align.js';
import { patchPage } from '../patch/patch-page.js';
import type { TakenAway } from '../patch/taken-away.js';
import { assertWholeEdit } from './assert-whole-edit.js';
import { assertNoBareRows } from './bare-rows.js';
import { editBlock } from './block-edits.js';
import type { Edit, Edited, ParseContent } from './edit.js';
import { replaceText, replaceWords } from './replace-text.js';
import { appendTableRow, deleteTableRow, insertTableRow } from './row-edits.js';
import { editSection, insertAtEnd } from './section-edits.js';
import { setTableCell } from './table-edits.js';
import { setTask } from './task-edit.js';

/** What all edits of a list have in common. */
export interface StepOptions {
  readonly allowLoss: boolean;
  readonly deployment: Deployment;
  readonly people: People | undefined;
}

/** What is said of an edit that was made. */
export interface Made {
  readonly change: string;
  readonly warnings: readonly string[];
  readonly references: References;
  /** Were a few words put in place of others? That drops nothing, and leaves nothing out. */
  readonly isOfWords: boolean;
}

/** An edit that was made, with what came of it. */
export interface Step {
  readonly made: Made;
  readonly page: Page;
  /** The page that `blocks` are of: the one before, unless its bytes had to be changed beside them. */
  readonly from: Page;
  /** The blocks of the page with the edit; null where it is of words. */
  readonly blocks: readonly Block[] | null;
}

/** Makes one edit of a page. */
export function stepOf(page: Page, edit: Edit, options: StepOptions, away: TakenAway | null = null): Step {
  const words = edit.op === 'replace_text' ? replaceWords(page, edit) : null;
  if (words) {
    const made = { change: words.change, warnings: [], references: noReferences, isOfWords: true };
    return { made, page: words.page, from: page, blocks: null };
  }
  const { allowLoss, deployment, people } = options;
  const warnings: string[] = [];
  const parse: ParseContent = (markdown, instead = []) => {
    assertMarkdown(markdown);
    const kept = keepSigns(printBlocks(instead), markdown.replace(/\r\n?/g, '\n'));
    const parsed = parseDocument(kept.markdown, undefined, (text) => shows(page, text));
    warnings.push(...warnOfSignsKept(kept), ...parsed.warnings);
    return parsed.blocks;
  };
  const edited = makeEdit(edit, page, parse, people);
  const { change, page: from = page, warnings: own = [], rewritten = [] } = edited;
  const blocks = mentionPeople(edited.blocks, people);
  // Of a large page nearly all blocks are those that it had.
  const { head, tail } = sameEnds(from.blocks, blocks);
  const fresh = [...blocks.slice(head, blocks.length - tail), ...rewritten.map((leaf) => ({ ...leaf, source: null }))];
  if (!allowLoss) assertWholeEdit(edit, from.blocks, blocks);
  warnings.push(...own, ...warnOfAnchors(from, blocks, fresh), ...warnOfNew(from, blocks, deployment, fresh));
  const references = referencesOf(from, fresh);
  const made = { change, warnings, references, isOfWords: false };
  return { made, page: patchPage(from, blocks, deployment, away), from, blocks };
}

/** The page with one edit made. */
export function makeEdit(edit: Edit, page: Page, parse: ParseContent, people: People | undefined): Edited {
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
