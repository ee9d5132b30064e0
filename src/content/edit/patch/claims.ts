import type { Block, Leaf, Table } from '../../model/block.js';
import { blockKey, childrenOf, isLeaf, readSame, walk } from '../../model/block.js';
import type { Token } from '../../model/inline.js';
import { visible } from '../../model/inline.js';
import { isElement } from '../../xml/xml-node.js';
import { alignBlocks } from './align.js';
import { fitColumns } from './columns.js';
import { diffWords } from './diff-words.js';
import { rowsFor } from './header-rows.js';
import { movedApart, pairMoved } from './moves.js';
import { allOf, namesIn } from './names-in.js';
import { idOf } from './originals.js';
import { findLike } from './similarity.js';
import { isHidden } from './word-parts.js';

/**
 * Which block of the page each edited block continues.
 *
 * Partners stand in the order of the page; a moved block has an original at another place, from which it takes what Markdown does
 * not show although it was edited too. Originals that nobody claimed are given out once each, by what they read as.
 */
export class Claims {
  /** Leaves that were edited or left out: what is new may be a half of one. */
  readonly changed: Leaf[] = [];
  private readonly partners = new Map<Block, Block>();
  private readonly moved = new Map<Block, Block>();
  private readonly claimed = new Set<Block>();
  private readonly heirs = new Map<Block, Block>();
  private readonly unclaimed = new Map<string, Block[]>();
  /** Originals that were given out, with all that is in them. */
  private readonly given = new Set<Block>();
  private readonly reserved = new Map<Block, Block>();
  /** Pairs that do not read the same, outer ones before those in them. */
  private readonly loose: [original: Block, edited: Block][] = [];
  /** Of rows in a table whose columns changed places, were added or taken out. */
  private readonly columns = new Map<Block, { rows: ReadonlySet<Block>; columns: readonly number[] }>();
  private readonly owners = new Map<Leaf, ReadonlyMap<number, Block>>();
  private parts: ReadonlyMap<Leaf, readonly Leaf[]> | undefined;
  private left: readonly Leaf[] | undefined;
  private claimedBefore = 0;

  constructor(
    original: readonly Block[],
    private readonly edited: readonly Block[],
  ) {
    this.align(original, edited);
    this.partMoved(original, edited);
    this.claimMoved(original, edited);
    walk(original, (block) => {
      if (this.claimed.has(block)) return;
      if (isLeaf(block)) this.changed.push(block);
      const key = blockKey(block);
      if (!this.unclaimed.get(key)?.push(block)) this.unclaimed.set(key, [block]);
    });
    this.reserve(this.newIn(edited));
  }

  /** The original that stands where this block does. */
  partnerOf(edited: Block): Block | undefined {
    return this.partners.get(edited);
  }

  /** The original that went from its place and was edited. */
  movedTo(edited: Block): Block | undefined {
    return this.moved.get(edited);
  }

  /** The edited block that continues this original, wherever it stands now; undefined where it stayed as it was too. */
  heirOf(original: Block): Block | undefined {
    return this.heirs.get(original);
  }

  /** The leaves of the page that nobody claimed; looked through again only when one was. */
  leftLeaves(): readonly Leaf[] {
    if (this.claimedBefore === this.claimed.size && this.left) return this.left;
    this.claimedBefore = this.claimed.size;
    this.left = (this.left ?? this.changed).filter((leaf) => !this.claimed.has(leaf));
    return this.left;
  }

  /**
   * Which things that no reader sees go with this edited block, by the shown word of the original that they stand behind. Where a
   * text was parted, each goes with the part that its word is in.
   */
  hiddenOwnedBy(original: Leaf, edited: Leaf): (word: number) => boolean {
    if (!original.content.some(holdsHidden)) return () => true;
    if (this.given.has(original)) return () => false;
    const parts = this.partsOf(original);
    const heir = this.heirOf(original) ?? parts[0];
    if (heir === undefined) return () => true;
    const isOthers = ranges(
      this.ownersOf(original),
      heir === edited ? parts.filter((part) => part !== heir) : [edited],
    );
    return heir === edited ? (word) => !isOthers(word) : isOthers;
  }

  /** Is a shown word of the original, with the comment on it and its ids, this edited block's? Other blocks may have a copy. */
  wordsOwnedBy(original: Leaf, edited: Leaf): (word: number) => boolean {
    // What stands elsewhere as it was has all that is its own there.
    if (this.given.has(original)) return () => false;
    if (this.partsOf(original).length === 0) return () => true;
    const owners = this.ownersOf(original);
    return (word) => (owners.get(word) ?? edited) === edited;
  }

  /** Which edited block has a word of the original: one that kept it before one that has another in its place. */
  private ownersOf(original: Leaf): ReadonlyMap<number, Block> {
    const known = this.owners.get(original);
    if (known) return known;
    const owners = new Map<number, Block>();
    const heir = this.heirOf(original);
    const blocks = [...(heir && isLeaf(heir) ? [heir] : []), ...this.partsOf(original)];
    const hunks = blocks.map((block) => ({
      block,
      hunks: diffWords(visible(original.content), visible(block.content)),
    }));
    for (const isKept of [true, false])
      for (const { block, hunks: all } of hunks)
        for (const { same, from, to, editedFrom, editedTo } of all)
          for (let word = from; same === isKept && editedFrom < editedTo && word < to; word++)
            if (!owners.has(word)) owners.set(word, block);
    this.owners.set(original, owners);
    return owners;
  }

  /** New leaves that were a part of this one; looked for once, as each is compared with many. */
  private partsOf(original: Leaf): readonly Leaf[] {
    this.parts ??= this.findParts();
    return this.parts.get(original) ?? [];
  }

  private findParts(): ReadonlyMap<Leaf, readonly Leaf[]> {
    const parts = new Map<Leaf, Leaf[]>();
    walk(this.newIn(this.edited), (block) => {
      if (!isLeaf(block) || (this.unclaimed.get(blockKey(block)) ?? []).length > 0) return;
      const like = findLike(this.changed, block, (leaf) => this.heirOf(leaf));
      if (like && !parts.get(like)?.push(block)) parts.set(like, [block]);
    });
    return parts;
  }

  /** An original that reads like this block and that no other one has, nor any part of it. */
  take(block: Block, canStand: (original: Block) => boolean = () => true): Block | undefined {
    const originals = this.unclaimed.get(blockKey(block)) ?? [];
    const own = this.reserved.get(block);
    const found = own && canStand(own) ? own : originals.find((one) => !this.isGiven(one) && canStand(one));
    if (!found) return undefined;
    originals.splice(originals.indexOf(found), 1);
    this.give(found);
    return found;
  }

  /** Keeps what moved for where it stands now, large blocks before small ones: a row is not taken apart for a cell that others have too. */
  private reserve(blocks: readonly Block[]): void {
    let left = blocks;
    for (const small of [/row|cell|paragraph|heading/, /cell|paragraph|heading/, /paragraph|heading/, /^$/]) {
      const waiting: Block[] = [];
      while (left.length > 0)
        left = left.flatMap((block) => {
          if (small.test(block.type)) waiting.push(block);
          return small.test(block.type) || this.keep(block) ? [] : childrenOf(block);
        });
      left = waiting;
    }
  }

  private keep(block: Block): boolean {
    const found = this.unclaimed.get(blockKey(block))?.find((one) => !this.isGiven(one));
    if (!found) return false;
    this.reserved.set(block, found);
    this.give(found);
    return true;
  }

  private give(original: Block): void {
    walk([original], (block) => this.given.add(block));
  }

  private isGiven(original: Block): boolean {
    return this.given.size > 0 && (this.given.has(original) || childrenOf(original).some((one) => this.isGiven(one)));
  }

  /** Pairs the blocks of two flows in their order. */
  align(original: readonly Block[], edited: readonly Block[]): void {
    alignBlocks(original, edited).forEach((index, j) => {
      const [one, other] = [original[index], edited[j]];
      if (one && other) this.claim(one, other);
    });
  }

  private claim(original: Block, edited: Block, as = this.partners): void {
    as.set(edited, original);
    if (readSame(original, edited)) walk([original], (block) => this.claimed.add(block));
    else {
      this.claimed.add(original);
      this.heirs.set(original, edited);
      this.loose.push([original, edited]);
      if (isLeaf(original)) this.changed.push(original);
      if (original.type === 'table' && edited.type === 'table') this.alignTable(original, edited);
      else if (original.type !== 'row') this.align(childrenOf(original), childrenOf(edited));
    }
  }

  /** Rows are aligned as blocks; their cells by the column they stand in. */
  private alignTable(original: Table, edited: Table): void {
    this.align(rowsFor(original, edited), edited.children);
    const columns = fitColumns(original, edited);
    if (columns) {
      const fit = { rows: new Set<Block>(original.children), columns };
      for (const row of edited.children) this.columns.set(row, fit);
    }
    for (const row of edited.children) {
      const partner = this.partners.get(row);
      if (partner?.type === 'row' && blockKey(partner) !== blockKey(row)) this.claimCells(partner, row);
    }
  }

  /** The cells of a row, each in its column: the row may have moved, and the columns of its table too. */
  private claimCells(original: Block, edited: Block): void {
    const fit = this.columns.get(edited);
    const columns = fit?.rows.has(original) ? fit.columns : undefined;
    const cells = childrenOf(original);
    childrenOf(edited).forEach((cell, i) => this.claimCell(cells[columns ? (columns[i] ?? -1) : i], cell));
  }

  private claimCell(original: Block | undefined, edited: Block): void {
    if (original) this.claim(original, edited);
  }

  /** Parts pairs of which either moved: what stands in the place of a block that went elsewhere does not continue it. */
  private partMoved(original: readonly Block[], edited: readonly Block[]): void {
    const others = { gone: allOf(this.goneFrom(original)), added: allOf(this.newIn(edited)) };
    const changed = new Set(this.loose.map(([, other]) => other));
    const ends = [...changed].filter((other) => !childrenOf(other).some((child) => changed.has(child)));
    // Where one thing was changed and all else is as it was, nothing moved.
    if (ends.length + others.gone.length + others.added.length < 2) return;
    // A cell has its place from its column, and what was sent with its id is what it was.
    const pairs = this.loose.filter(([one, other]) => one.type !== 'cell' && idOf(other) === null);
    for (const [one, other] of movedApart(pairs, others, (block) => this.keepsPart(block)))
      if (this.partners.get(other) === one) this.part(one, other);
  }

  /** Does anything in it read as it did? */
  private keepsPart(original: Block): boolean {
    return childrenOf(original).some((child) => this.claimed.has(child) && !this.heirs.has(child));
  }

  private part(original: Block, edited: Block): void {
    walk([original], (block) => {
      this.claimed.delete(block);
      this.heirs.delete(block);
      if (isLeaf(block) && this.changed.includes(block)) this.changed.splice(this.changed.indexOf(block), 1);
    });
    walk([edited], (block) => this.partners.delete(block));
  }

  /** What was moved and edited too: outer blocks before those in them, so that none is claimed twice. */
  private claimMoved(original: readonly Block[], edited: readonly Block[]): void {
    const [old, now] = [namesIn(this.goneFrom(original)), namesIn(this.newIn(edited))];
    // What stayed as it was, wherever it stands now, is found by what it reads as or by its id.
    const isOpen = (block: Block) =>
      !this.claimed.has(block) && !now.keys.has(blockKey(block)) && !now.ids.has(idOf(block));
    const isNew = (block: Block) => !old.keys.has(blockKey(block)) && idOf(block) === null;
    for (let gone = this.goneFrom(original); gone.length > 0; gone = this.goneFrom(gone.flatMap(childrenOf)))
      for (let added = this.newIn(edited); added.length > 0; added = this.newIn(added.flatMap(childrenOf)))
        for (const [one, other] of pairMoved(gone.filter(isOpen), added.filter(isNew))) {
          this.claim(one, other, this.moved);
          if (one.type === 'row') this.claimCells(one, other);
        }
  }

  /** Originals that nobody claimed, the outermost of them. */
  private goneFrom(blocks: readonly Block[]): Block[] {
    return blocks.flatMap((block) => (this.claimed.has(block) ? this.goneFrom(childrenOf(block)) : [block]));
  }

  /** Edited blocks that continue nothing, the outermost of them. */
  private newIn(blocks: readonly Block[]): Block[] {
    return blocks.flatMap((block) => {
      const original = this.partners.get(block) ?? this.moved.get(block);
      if (!original) return [block];
      return readSame(original, block) ? [] : this.newIn(childrenOf(block));
    });
  }
}

function holdsHidden({ pieces }: Token): boolean {
  return pieces.some((piece) => isHidden(piece) && isElement(piece.run.origin?.node));
}

/** Does a word stand between the first and the last that one of these blocks has? */
function ranges(owners: ReadonlyMap<number, Block>, blocks: readonly Block[]): (word: number) => boolean {
  const all = blocks.map((block) => [...owners].flatMap(([word, owner]) => (owner === block ? [word] : [])));
  const found = all.map((words) => ({ from: Math.min(...words), to: Math.max(...words) }));
  return (word) => found.some(({ from, to }) => from <= word && word <= to);
}
