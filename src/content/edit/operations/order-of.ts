import { isAppError } from '../../../errors.js';
import { parseDocument } from '../../markdown/parse/parse-document.js';
import type { Block } from '../../model/block.js';
import { blockKey, walk } from '../../model/block.js';
import type { Page } from '../../storage/read/read-page.js';
import { idOf } from '../patch/originals.js';
import type { Edit } from './edit.js';

type Inserting = Extract<Edit, { op: 'insert_before' | 'insert_after' | 'append' | 'prepend' | 'append_to_section' }>;
type Deleting = Extract<Edit, { op: 'delete_block' | 'delete_section' }>;

/** More blocks than these are not compared. */
const maxBlocks = 2000;

/**
 * The edits by their index: what deletes a part of the page that one before it inserts elsewhere goes first, since both together move
 * it. `without` tells what is left of the page once an edit has deleted.
 */
export function orderOf(
  edits: readonly Edit[],
  page: Page,
  without: (edit: Deleting) => readonly Block[],
): readonly number[] {
  const order = edits.map((_, i) => i);
  const sent = new Map<number, ReadonlySet<string>>();
  edits.forEach((edit, i) => {
    if (!isDeleting(edit) || isPlace(edit)) return;
    const inserts = edits.slice(0, i).flatMap((one, at) => (isInserting(one) ? [{ at, content: one.content }] : []));
    const gone = inserts.length === 0 ? [] : namesOf(deletedBy(edit, page, without));
    const moves = inserts.find(({ at, content }) => {
      const names = sent.get(at) ?? new Set(namesOf(parseDocument(content).blocks));
      sent.set(at, names);
      return gone.length > 0 && gone.filter((name) => names.has(name)).length * 2 >= gone.length;
    });
    if (!moves) return;
    order.splice(order.indexOf(i), 1);
    order.splice(order.indexOf(moves.at), 0, i);
  });
  return order;
}

function isDeleting(edit: Edit): edit is Deleting {
  return edit.op === 'delete_block' || edit.op === 'delete_section';
}

function isInserting(edit: Edit): edit is Inserting {
  return ['insert_before', 'insert_after', 'append', 'prepend', 'append_to_section'].includes(edit.op);
}

/** Is a block named by its place, which other edits change? */
function isPlace(edit: Deleting): boolean {
  return edit.op === 'delete_block' && /\.\d+$|^table \d+$/i.test(edit.block.trim());
}

/** The blocks that an edit takes off the page as it is before all of them; none where it does not find what it names. */
function deletedBy(edit: Deleting, page: Page, without: (edit: Deleting) => readonly Block[]): readonly Block[] {
  try {
    const left = new Set<unknown>();
    walk(without(edit), (block) => left.add(block.source));
    const gone: Block[] = [];
    walk(page.blocks, (block) => {
      if (!left.has(block.source) && gone.length < maxBlocks) gone.push(block);
    });
    return gone;
  } catch (error) {
    if (isAppError(error)) return [];
    throw error;
  }
}

/** What blocks are known by: their ids, or what they read as. */
export function namesOf(blocks: readonly Block[]): string[] {
  const names: string[] = [];
  walk(blocks, (block) => {
    const id = idOf(block);
    names.push(id === null ? blockKey(block) : `#${id}`);
  });
  return names;
}
