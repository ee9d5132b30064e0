import { decisionOf, renewLocalId } from '../../macros/adf-extension.js';
import type { Block, Leaf, Source } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';
import { visible } from '../../model/inline.js';
import { unconvertible } from '../../model/unconvertible.js';
import { type WriteContext, writeInline } from '../../storage/write/write-inline.js';
import type { Claims } from './claims.js';
import type { Owned } from './graft.js';
import { graft } from './graft.js';
import {
  around,
  bytesOf,
  holdsParagraphs,
  isBeside,
  isImage,
  leafName,
  sourceOf,
  renameTag,
  writeAs,
  writeElsewhere,
} from './originals.js';
import { joinContained } from './similarity.js';

/** Writes paragraphs and headings of the page with their edited words: each in the tags that it has, or that it needs now. */
export class LeafPatcher {
  /** What stands in a cell, where paragraphs are lines of one text, with the number of blocks that the cell has. */
  private readonly inCells = new Map<Block, number>();

  constructor(
    private readonly source: string,
    edited: readonly Block[],
    private readonly claims: Claims,
    private readonly context: WriteContext,
  ) {
    walk(edited, (block) => {
      if (block.type === 'cell') for (const child of block.children) this.inCells.set(child, block.children.length);
    });
  }

  /** The bytes of an original that stands as it was elsewhere: alone in a cell, text needs no paragraph that it had not. */
  moved(original: Block, edited: Block): string {
    const { outer, element } = sourceOf(original);
    const isAlone = element === null && isLeaf(original) && this.inCells.get(edited) === 1;
    return isAlone ? this.source.slice(outer.start, outer.end) : bytesOf(this.source, original);
  }

  isInCell(edited: Block): boolean {
    return this.inCells.has(edited);
  }

  /** Where the original stands. */
  inPlace(original: Leaf, edited: Leaf): string {
    const source = sourceOf(original);
    const words = joinContained(original, edited, {
      leaves: this.claims.leftLeaves(),
      isBeside: (leaf) => isBeside(this.source, leaf, original),
    });
    const owned = words === original.content ? this.ownedBy(original, edited) : undefined;
    const content = graft(this.source, words, edited.content, this.context, owned);
    const text = around(this.source, source, content, []);
    const isBare = source.element === null && !holdsParagraphs(original);
    if (isBare && (this.inCells.get(edited) ?? 0) > 1) return writeAs(edited, content);
    if (source.element === null && isImage(original) && !(isImage(edited) && visible(edited.content).length === 1))
      return writeAs(edited, content);
    if (
      original.type === edited.type &&
      (original.type === 'paragraph' || original.level === (edited as typeof original).level)
    )
      return text;
    if (decisionOf(original)) throw unconvertible(edited.line ?? 0, 'a decision list can contain only paragraphs');
    return source.element ? renameTag(text, source.element.name, leafName(edited)) : writeAs(edited, text);
  }

  /** With the words of an original that went from another place, in an element of its own. */
  elsewhere(original: Leaf, edited: Leaf): string {
    return writeElsewhere(original, edited, graft(this.source, original.content, edited.content, this.context));
  }

  /** A new item of a list of decisions: like the one that it stands beside, with an id of its own. */
  decision(block: Block, like: Source): string {
    if (block.type !== 'paragraph') throw unconvertible(block.line ?? 0, 'a decision list can contain only paragraphs');
    const moved = this.claims.take(block);
    const from = moved && sourceOf(moved);
    if (from && decisionOf(moved)) return this.source.slice(from.outer.start, from.outer.end);
    const content = from
      ? this.source.slice(from.inner.start, from.inner.end)
      : writeInline(block.content, this.context);
    const head = this.source.slice(like.outer.start, like.inner.start);
    return renewLocalId(head) + content + this.source.slice(like.inner.end, like.outer.end);
  }

  /** With the words of an original that stays or went: comments on them and what is hidden go with one of the blocks that have them. */
  part(original: Leaf, edited: Leaf): string {
    const owned = this.ownedBy(original, edited);
    return writeElsewhere(original, edited, graft(this.source, original.content, edited.content, this.context, owned));
  }

  private ownedBy(original: Leaf, edited: Leaf): Owned {
    return {
      word: this.claims.wordsOwnedBy(original, edited),
      hidden: this.claims.hiddenOwnedBy(original, edited),
    };
  }
}
