import { AppError, isAppError } from '../../../errors.js';
import { guardLoss } from '../../audit/guard.js';
import { warnOfChanges } from '../../audit/warn-of-changes.js';
import type { Block } from '../../model/block.js';
import type { ApplyResult } from '../apply.js';
import { linesOf } from '../../storage/read/to-markdown.js';
import { assertMarkdown } from '../../storage/write/assert-format.js';
import { assertWhole, referencesOf, warnOfAnchors, warnOfNew } from '../apply.js';
import { parseDocument } from '../../markdown/parse/parse-document.js';
import type { Deployment, References } from '../../model/references.js';
import type { Page } from '../../storage/read/read-page.js';
import { joinReferences } from '../../storage/write/find-references.js';
import { patchPage } from '../patch/patch-page.js';
import { readPage } from '../../storage/read/read-page.js';
import type { Edit, ParseContent } from './edit.js';
import { replaceText } from './replace-text.js';
import { editSection, insertBeside, insertAtEnd } from './section-edits.js';
import { appendTableRow, setTableCell } from './table-edits.js';
import { setTask } from './task-edit.js';

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
}: {
  current: string;
  edits: readonly Edit[];
  allowLoss?: boolean;
  /** Where the page stands: Cloud unless it is said. */
  deployment?: Deployment;
}): ApplyResult {
  const before = readPage(current);
  let page = before;
  const warnings: string[] = [];
  const references: References[] = [];
  const parse: ParseContent = (markdown) => {
    assertMarkdown(markdown);
    const parsed = parseDocument(markdown);
    warnings.push(...parsed.warnings);
    return parsed.blocks;
  };
  edits.forEach((edit, i) => {
    try {
      const blocks = edited(edit, page, parse);
      warnings.push(...warnOfAnchors(page, blocks));
      warnings.push(...warnOfNew(page, blocks));
      references.push(referencesOf(page, blocks));
      page = patchPage(page, blocks, deployment);
    } catch (error) {
      throw edits.length > 1 && isAppError(error) ? numbered(error, i) : error;
    }
  });
  if (!allowLoss) assertWhole(linesOf(before), linesOf(page));
  const trees = [before.reader.tree, page.reader.tree] as const;
  const losses = guardLoss(...trees, { allowLoss, wholePage: false });
  warnings.unshift(...warnOfChanges(...trees));
  return {
    storage: page.storage,
    changed: page.storage !== current,
    losses,
    warnings,
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

/** The blocks of the page with one edit made; blocks that the edit does not touch are the very same objects. */
function edited(edit: Edit, page: Page, parse: ParseContent): readonly Block[] {
  switch (edit.op) {
    case 'replace_text':
      return replaceText(page, edit);
    case 'replace_section':
    case 'append_to_section':
    case 'delete_section':
      return editSection(page, edit, parse);
    case 'insert_before':
    case 'insert_after':
      return insertBeside(page, edit, parse);
    case 'append':
    case 'prepend':
      return insertAtEnd(page, edit, parse);
    case 'set_task':
      return setTask(page, edit);
    case 'set_table_cell':
      return setTableCell(page, edit, parse);
    case 'append_table_row':
      return appendTableRow(page, edit, parse);
  }
}
