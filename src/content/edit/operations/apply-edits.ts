import { AppError, isAppError } from '../../../errors.js';
import { guardLoss } from '../../audit/guard.js';
import { warnOfChanges } from '../../audit/warn-of-changes.js';
import { parseDocument } from '../../markdown/parse/parse-document.js';
import type { Deployment, People } from '../../model/references.js';
import { noReferences } from '../../model/references.js';
import type { Page } from '../../storage/read/read-page.js';
import { readPage } from '../../storage/read/read-page.js';
import { joinReferences } from '../../storage/write/find-references.js';
import type { ApplyResult } from '../apply.js';
import { assertWholePage } from '../apply.js';
import { TakenAway } from '../patch/taken-away.js';
import { editsApart } from './edits-apart.js';
import type { Edit } from './edit.js';
import { makeEdit, stepOf, type Made, type StepOptions } from './edit-step.js';
import { orderOf } from './order-of.js';

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
  const order = orderOf(
    edits,
    before,
    (edit) => makeEdit(edit, before, (markdown) => parseDocument(markdown).blocks, people).blocks,
  );
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
  const options = { allowLoss, deployment, people };
  const { page, made } = editsApart(before, edits, options) ?? oneByOne(before, edits, order, options);
  const changes = made.map(({ change }) => change);
  const changed = page.storage !== current;
  if (made.every(({ isOfWords }) => isOfWords))
    return { storage: page.storage, changed, losses: [], warnings: [], changes, references: noReferences };
  if (!allowLoss) assertWholePage(before, page);
  const trees = [before.reader.tree, page.reader.tree] as const;
  const guarded = guardLoss(...trees, { allowLoss, wholePage: false });
  const warnings = [...guarded.warnings, ...warnOfChanges(...trees), ...order.flatMap((i) => made[i]?.warnings ?? [])];
  return {
    storage: page.storage,
    changed,
    losses: guarded.losses,
    warnings,
    changes,
    references: joinReferences(order.flatMap((i) => made[i]?.references ?? [])),
  };
}

/** Each edit on the page that those before it left. */
function oneByOne(
  before: Page,
  edits: readonly Edit[],
  order: readonly number[],
  options: StepOptions,
): { readonly page: Page; readonly made: readonly Made[] } {
  let page = before;
  const made: Made[] = [];
  const away = new TakenAway(before);
  for (const [at, i] of order.entries()) {
    try {
      const step = stepOf(page, edits[i] as Edit, options, away);
      if (step.blocks && at < edits.length - 1) away.note(step.from, step.blocks);
      made[i] = step.made;
      page = step.page;
    } catch (error) {
      throw edits.length > 1 && isAppError(error) ? numbered(error, i) : error;
    }
  }
  return { page, made };
}

function numbered(error: AppError, index: number): AppError {
  const options = error.hint === undefined ? {} : { hint: error.hint };
  return new AppError(error.code, `edits[${index}]: ${error.message}`, {
    ...options,
    details: error.details,
    cause: error,
  });
}
