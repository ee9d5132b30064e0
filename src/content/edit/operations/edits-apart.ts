import { isAppError } from '../../../errors.js';
import { printBlocks } from '../../markdown/print/print-blocks.js';
import type { Block } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';
import { plainText } from '../../model/inline.js';
import type { Page } from '../../storage/read/read-page.js';
import { pageOf } from '../../storage/read/read-page.js';
import { decodeText } from '../../xml/decode.js';
import { findChange, reparse } from '../../xml/reparse.js';
import type { Splice } from '../../xml/splice.js';
import { splice } from '../../xml/splice.js';
import { sameEnds } from '../patch/align.js';
import type { Edit } from './edit.js';
import type { Made, Step, StepOptions } from './edit-step.js';
import { stepOf } from './edit-step.js';
import { fold } from '../../model/fold.js';
import { namesOf } from './order-of.js';

/** To read a page of this size anew for each edit takes longer than to find out whether it has to be. */
const leastLength = 100_000;

/** What an edit changes of the page that all of them are made of. */
interface Part {
  readonly edit: Edit;
  readonly change: Splice;
  /** Its blocks on the page itself, from the first to before the last. */
  readonly from: number;
  readonly to: number;
  /** What it takes off the page and brings to it, as others could look for it. */
  readonly gone: Words;
  readonly fresh: Words;
}

/** The letters of blocks, what these read as, their headings, and how many tables there are among them. */
interface Words {
  readonly letters: string;
  readonly names: ReadonlySet<string>;
  readonly headings: string;
  readonly tables: number;
}

/**
 * Edits of a large page that are far from each other, and of which none brings what another one looks for, each made on the page as it is
 * before all of them: the same comes of them one after another, which reads the page anew for each. Null where they may be more.
 */
export function editsApart(
  before: Page,
  edits: readonly Edit[],
  options: StepOptions,
  least = leastLength,
): { readonly page: Page; readonly made: readonly Made[] } | null {
  if (edits.length < 2 || before.storage.length < least || !edits.every(isNamedByWords)) return null;
  const parts: Part[] = [];
  const made: Made[] = [];
  for (const edit of edits) {
    const step = tryStep(before, edit, options);
    const part = step && partOf(before, edit, step);
    if (!part || !parts.every((other) => areApart(other, part))) return null;
    parts.push(part);
    made.push(step.made);
  }
  const changes = parts.map(({ change }) => change).sort((one, other) => one.start - other.start);
  const storage = splice(before.storage, 0, before.storage.length, changes);
  return { page: pageOf(reparse(before.reader.tree, storage)), made };
}

function tryStep(page: Page, edit: Edit, options: StepOptions): Step | null {
  try {
    return stepOf(page, edit, options);
  } catch (error) {
    // It may be right on the page that those before it leave, and is refused with its number where it is not.
    if (isAppError(error)) return null;
    throw error;
  }
}

/** Places are counted anew with each edit, and links to headings and notes concern all of the page. */
function isNamedByWords(edit: Edit): boolean {
  const content = 'content' in edit ? edit.content : edit.op === 'replace_text' ? edit.replace : '';
  if (/\]\(#|\[\^/.test(content)) return false;
  return queriesOf(edit).every((query) => lettersOf(query) !== '' && !/\.\d+$/.test(query.trim()));
}

/** What an edit looks for to find its place, line by line. */
function queriesOf(edit: Edit): string[] {
  const named = 'find' in edit ? edit.find : 'heading' in edit ? edit.heading : 'block' in edit ? edit.block : '';
  const task = 'task' in edit ? edit.task : '';
  const table = 'table' in edit && typeof edit.table === 'string' ? edit.table : '';
  return `${named}\n${task}\n${table}`.split('\n').filter((line) => line.trim() !== '');
}

function lettersOf(text: string): string {
  return fold(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function partOf(before: Page, edit: Edit, { page, from: base, blocks }: Step): Part | null {
  if (base !== before) return null;
  const { head, tail, delta } = findChange(before.storage, page.storage);
  const change = { start: head, end: tail, text: page.storage.slice(head, tail + delta) };
  if (!blocks) return partOfWords(before, edit, change);
  const ends = sameEnds(before.blocks, blocks);
  const [from, to] = [ends.head, before.blocks.length - ends.tail];
  // Where new bytes begin or end as those beside them do, the change is found within the block beside.
  const [first, last] = [before.blocks[from - 1]?.source?.outer, before.blocks[to]?.source?.outer];
  if (head < (first?.start ?? 0) || tail > (last?.end ?? before.storage.length)) return null;
  const [old, now] = [before.blocks.slice(from, to), blocks.slice(from, blocks.length - ends.tail)];
  return { edit, change, from, to, gone: wordsIn(old, now), fresh: wordsIn(now, old) };
}

/** Words in place of others take no block off the page, and bring none. */
function partOfWords({ blocks, storage }: Page, edit: Edit, change: Splice): Part | null {
  const { start, end, text } = change;
  const from = blocks.findIndex(({ source }) => source && source.outer.start <= start && end <= source.outer.end);
  const block = blocks[from];
  if (!block?.source || block.type === 'heading') return null;
  const { outer } = block.source;
  // The new words may be found together with those beside them.
  const beside = [
    storage.slice(Math.max(outer.start, start - 2000), start),
    storage.slice(end, Math.min(outer.end, end + 2000)),
  ];
  const letters = lettersOf(
    decodeText({ type: 'text', value: beside.join(text).replace(/<[^>]*>?/g, ''), start: 0, end: 0 }),
  );
  const none = { letters: '', names: new Set<string>(), headings: '', tables: 0 };
  return { edit, change, from, to: from + 1, gone: none, fresh: { ...none, letters } };
}

/** What blocks say that others do not. */
function wordsIn(blocks: readonly Block[], others: readonly Block[]): Words {
  const [own, known] = [textsIn(blocks, others), textsIn(others, blocks)];
  const [texts, names] = [new Set(known.texts), new Set(known.names)];
  return {
    letters: own.texts
      .filter((text) => !texts.has(text))
      .map(lettersOf)
      .join(' '),
    names: new Set(own.names.filter((name) => !names.has(name))),
    headings: own.headings.join('\n'),
    tables: own.tables,
  };
}

function textsIn(blocks: readonly Block[], others: readonly Block[]) {
  const same = new Set<Block>();
  walk(others, (block) => same.add(block));
  const own: Block[] = [];
  const texts: string[] = [];
  const headings: string[] = [];
  let tables = 0;
  walk(blocks, (block) => {
    if (same.has(block)) return;
    own.push(block);
    if (isLeaf(block)) texts.push(plainText(block.content));
    if (isLeaf(block) || /^(?:code|opaque|container)$/.test(block.type)) texts.push(printBlocks([block]));
    if (block.type === 'heading') headings.push(`${block.level} ${plainText(block.content)}`);
    if (block.type === 'table') tables += 1;
  });
  return { texts, names: namesOf(own), headings, tables };
}

/** Are two edits, the second of which follows the first, of blocks with one between them that stays, and of nothing that both know? */
function areApart(one: Part, other: Part): boolean {
  const [above, below] = one.from < other.from ? [one, other] : [other, one];
  if (below.from <= above.to) return false;
  // Tables are counted, and a section goes up to the next heading.
  if (one.gone.tables !== one.fresh.tables && isOfTables(other.edit)) return false;
  if (one.gone.headings !== one.fresh.headings && other.edit.op === 'append_to_section') return false;
  if (queriesOf(other.edit).some((query) => one.fresh.letters.includes(lettersOf(query)))) return false;
  const meet = ({ names }: Words, fresh: Words) => [...names].some((name) => fresh.names.has(name));
  return !meet(one.gone, other.fresh) && !meet(other.gone, one.fresh);
}

function isOfTables(edit: Edit): boolean {
  return edit.op.includes('table') || ('block' in edit && /^\s*table \d+\s*$/i.test(edit.block));
}
