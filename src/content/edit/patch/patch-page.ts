import { assertLayouts } from '../../macros/layout.js';
import { opaqueLabel } from '../../macros/opaque.js';
import { unconvertible } from '../../model/unconvertible.js';
import { AppError } from '../../../errors.js';
import type { Block, Parent } from '../../model/block.js';
import { childrenOf, isEmptyHeader, isLeaf, isParent, readSame, walk } from '../../model/block.js';
import { inlineKey, lineBreak, visible } from '../../model/inline.js';
import type { Deployment } from '../../model/references.js';
import type { Page } from '../../storage/read/read-page.js';
import { pageOf, readPage } from '../../storage/read/read-page.js';
import { readWindow } from '../../storage/read/read-window.js';
import type { Reader } from '../../storage/read/reader.js';
import { reparse } from '../../xml/reparse.js';
import { sameEnds } from './align.js';
import { withoutEmptyDecisions } from './empty-decisions.js';
import { numberLists } from './list-numbers.js';
import { keepListsApart } from './lists-apart.js';
import { Patcher } from './patcher.js';
import type { TakenAway } from './taken-away.js';
import { separateCopies } from './separate-copies.js';

/** The page with these blocks instead: well-formed, and reading back as them. `away` has what earlier edits of a list took off it. */
export function patchPage(
  page: Page,
  blocks: readonly Block[],
  deployment: Deployment = 'cloud',
  away: TakenAway | null = null,
): Page {
  const edited = keepListsApart(page.blocks, withoutEmptyDecisions(page.blocks, blocks));
  const { head, tail } = sameEnds(page.blocks, edited);
  assertPlaceholders(page, edited.slice(head, edited.length - tail), away);
  if (sameBlocks(page.blocks, edited)) return numberLists(page, edited, page);
  assertLayouts(edited);
  const patched = reparse(page.reader.tree, new Patcher(page, edited, deployment, away).patch());
  const storage = separateCopies(page.reader.tree, patched);
  const written = storage === patched.source ? pageOf(patched) : readPage(storage);
  const difference = firstDifference(written, page, edited);
  if (difference === null) return numberLists(page, edited, written);
  throw new AppError(
    'UNCONVERTIBLE',
    `This edit cannot be made exactly${difference.line > 0 ? ` (line ${difference.line} of the Markdown)` : ''}: ${difference.what}.`,
    {
      hint: 'Make a smaller edit with confluence_edit_page, or send that part as storage.',
      details: { line: difference.line },
    },
  );
}

/** A placeholder stands for something as a whole: what its words say cannot be changed through it. */
function assertPlaceholders(page: Page, edited: readonly Block[], away: TakenAway | null): void {
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
  const check = (id: string, label: string, line = 0) => {
    const element = page.reader.byId.get(id) ?? away?.elementOf(id);
    const own = element && opaqueLabel(element);
    if (own === undefined || label === '' || letters(own) === letters(label)) return;
    throw unconvertible(
      line,
      `the words of the placeholder [${own}]{#${id}} cannot be edited ("${label}")`,
      'Leave it as it was read, delete it, or change what it stands for in storage format.',
    );
  };
  walk(edited, (block) => {
    // A paragraph in which words were replaced keeps its source.
    if (block.source && !isLeaf(block)) return;
    if (block.type === 'opaque') check(block.id, block.label, block.line);
    if (isLeaf(block))
      for (const { atom } of block.content) if (atom?.kind === 'opaque') check(atom.id, atom.label, block.line);
  });
}

function sameBlocks(one: readonly Block[], other: readonly Block[]): boolean {
  return one.length === other.length && one.every((block, i) => readSame(block, other[i] as Block));
}

interface Difference {
  readonly line: number;
  readonly what: string;
}

/** Where what was written does not read as what was meant. Ids of new macros do not count: they are given on writing. */
function firstDifference(written: Page, before: Page, meant: readonly Block[]): Difference | null {
  const ends = sameEnds(before.blocks, meant);
  const window = readWindow(before, written.reader.tree);
  // Where both ends are meant as they were, and have their bytes, only what is between them has to be read.
  const isMeant = window.head <= ends.head && window.tail <= ends.tail;
  const [read, rest] = isMeant
    ? [window, meant.slice(window.head, meant.length - window.tail)]
    : [{ blocks: written.blocks, reader: written.reader }, meant];
  return compare(read.blocks, rest.flatMap(asRead), 0, { written: read.reader, before: before.reader });
}

/** As they are read: the rows of a table without a first one of empty headers, and paragraphs of a cell as lines of one text. */
function readableChildren({ type, children }: Parent, read: Parent): readonly Block[] {
  const [first] = children;
  if (type === 'cell' && isLineOf(children, read.children)) return read.children;
  const texts = children.flatMap((child) => (child.type === 'paragraph' ? [child.content] : []));
  if (type === 'cell' && first && read.children.length === 1 && texts.length > 1 && texts.length === children.length)
    return [{ ...first, content: texts.flatMap((words, i) => (i === 0 ? words : [lineBreak, ...words])) } as Block];
  return children.length > 1 && isEmptyHeader(children[0]) ? children.slice(1) : children;
}

/** Macros that a cell is left with read as a line of them, where they stand in no paragraph. */
function isLineOf(macros: readonly Block[], [line, ...others]: readonly Block[]): boolean {
  if (line?.type !== 'paragraph' || others.length > 0 || macros.length === 0) return false;
  const shown = visible(line.content).filter(({ kind }) => kind !== 'space');
  const isThis = (macro: Block, i: number) =>
    macro.type === 'opaque' && shown[i]?.atom?.kind === 'opaque' && shown[i].atom.id === macro.id;
  return macros.length === shown.length && macros.every(isThis);
}

/** A section that was left with one cell reads as what is in it. */
function asRead(block: Block): readonly Block[] {
  const isFrame = block.type === 'container' && block.name === 'layout-section' && block.children.length <= 1;
  return isFrame ? block.children.flatMap(childrenOf) : [block];
}

interface Pages {
  readonly written: Reader;
  readonly before: Reader;
}

function withArticle(noun: string): string {
  const name = noun === 'opaque' ? 'placeholder' : noun;
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
}

function compare(written: readonly Block[], meant: readonly Block[], line: number, pages: Pages): Difference | null {
  for (let i = 0; i < Math.max(written.length, meant.length); i++) {
    const [one, other] = [written[i], meant[i]];
    const at = other?.line ?? line;
    if (!one || !other)
      return {
        line: at,
        what: `${withArticle((one ?? other)?.type ?? 'block')} would ${one ? 'appear' : 'be missing'}`,
      };
    if (hasSameBytes(one, other, pages)) continue;
    if (one.type === 'cell' && other.type === 'cell' && sketch(one) !== sketch(other))
      throw unconvertible(
        at,
        'cells cannot be merged or split in Markdown',
        'Keep each colspan and rowspan as it was read, or send the table as storage.',
      );
    if (sketch(one) !== sketch(other)) return { line: at, what: `${withArticle(other.type)} would read differently` };
    if (isOtherHeader(one, other)) return { line: at, what: 'the headers of a table would read differently' };
    const inner =
      isParent(one) && isParent(other) ? compare(one.children, readableChildren(other, one), at, pages) : null;
    if (inner) return inner;
  }
  return null;
}

/** Is a cell a header that was meant as none, or the other way round, or the first row of a table? */
function isOtherHeader(one: Block, other: Block): boolean {
  if (other.source !== null) return false;
  if (one.type === 'cell' && other.type === 'cell') return other.header !== null && one.header !== other.header;
  if (one.type !== 'table' || other.type !== 'table' || one.children.length !== other.children.length) return false;
  return one.children[0]?.header !== other.children[0]?.header;
}

/** A block of the page that was written byte for byte needs no reading. */
function hasSameBytes(one: Block, other: Block, { written, before }: Pages): boolean {
  if (!one.source || !other.source || one.type !== other.type) return false;
  return written.slice(one.source.outer) === before.slice(other.source.outer);
}

/** A macro alone in its paragraph reads as a block, or, where there is a format around it, as a line. */
function isOneMacro(block: Block): boolean {
  if (block.type !== 'paragraph') return false;
  const [only, ...others] = visible(block.content);
  return only?.atom?.kind === 'opaque' && others.length === 0;
}

/** The block without its children and without ids. */
function sketch(block: Block): string {
  if (isOneMacro(block)) return 'opaque';
  if (isLeaf(block))
    return `${block.type} ${block.type === 'heading' ? block.level : ''} ${inlineKey(block.content).replace(/\0opaque [\w-]+/g, '\0opaque')}`;
  switch (block.type) {
    case 'code':
      return `code ${block.text}`;
    case 'list':
      return `list ${block.kind}`;
    case 'item':
      return `item ${String(block.done)}`;
    case 'cell':
      return `cell ${block.colspan} ${block.rowspan}`;
    case 'container':
      return `container ${block.name}`;
    default:
      return block.type;
  }
}
