import { isSection } from '../../macros/layout.js';
import { updateFence } from '../../macros/code.js';
import { invented } from '../../model/unconvertible.js';
import type { Block, Item, Parent, Span } from '../../model/block.js';
import { blockKey, childrenOf, isLeaf, isParent, readSame } from '../../model/block.js';
import type { Deployment } from '../../model/references.js';
import type { Page } from '../../storage/read/read-page.js';
import { readPage } from '../../storage/read/read-page.js';
import { type Splice, splice } from '../../xml/splice.js';
import type { WriteContext } from '../../storage/write/write-inline.js';
import { likeNeighbour, writeBlock } from '../../storage/write/write-blocks.js';
import { sameEnds } from './align.js';
import { Claims } from './claims.js';
import { cellsInOtherOrder, headerWithoutWords } from './columns.js';
import { CellKinds, childrenFor, isUnseenHeader, rowBeside } from './header-rows.js';
import { neededCells } from './missing-cells.js';
import { joinFrames, joinSingle, putSection, writeSingle } from './hidden-frames.js';
import { LeafPatcher } from './leaf-patcher.js';
import { KnownAtoms } from './known-atoms.js';
import { decisionOf } from '../../macros/adf-extension.js';
import {
  around,
  blocksById,
  bytesOf,
  holdsParagraphs,
  idOf,
  isBareItem,
  isBlank,
  isImage,
  isOneList,
  sourceOf,
  renameTag,
  runsOn,
} from './originals.js';
import { findLike } from './similarity.js';
import type { TakenAway } from './taken-away.js';
import { slotAfter, weave } from './weave.js';
import { ownChanges, staleCopies } from './own-changes.js';

/** What a new block is put between, and the one of them that it is put beside. */
interface Neighbours {
  readonly before: Block | undefined;
  readonly after: Block | undefined;
  readonly beside: Block | undefined;
  /** The row that a new one is like. */
  readonly like: Block | undefined;
}

/**
 * Turns an edited sequence of blocks into storage, from the bytes of the page as it is.
 *
 * First every flow is aligned, so that it is known which originals stay; then it is written, and what moved is taken from the
 * originals that no other block claimed.
 */
export class Patcher {
  private readonly source: string;
  private readonly claims: Claims;
  /** What is between blocks that are the same at both ends of the page. */
  private readonly original: readonly Block[];
  private readonly edited: readonly Block[];
  private readonly span: Span;
  private holdersById: ReadonlyMap<string, Block> | undefined;
  private readonly context: WriteContext;
  /** Cells that have text somewhere behind them in their row. */
  private readonly needed = new Set<Block>();
  private readonly leaves: LeafPatcher;
  private readonly kinds = new CellKinds();
  /** What stays of headers though Markdown does not write them. */
  private readonly headers = new Map<Block, string>();

  constructor(
    private readonly page: Page,
    edited: readonly Block[],
    deployment: Deployment,
    private readonly away: TakenAway | null = null,
  ) {
    this.source = page.storage;
    const atoms = new KnownAtoms(page.reader.tree);
    this.context = { deployment, resolve: (id, label) => this.resolve(id, label), find: (atom) => atoms.find(atom) };
    const { head, tail } = sameEnds(page.blocks, edited);
    // What is written begins and ends with a block that stays, where there is one.
    const [from, behind] = [Math.max(0, head - 1), Math.max(0, tail - 1)];
    this.original = page.blocks.slice(from, page.blocks.length - behind);
    this.edited = edited.slice(from, edited.length - behind);
    const [first, last] = [this.original[0], this.original.at(-1)];
    this.span = {
      start: head > 0 && first ? sourceOf(first).outer.start : page.span.start,
      end: tail > 0 && last ? sourceOf(last).outer.end : page.span.end,
    };
    this.claims = new Claims(this.original, this.edited);
    this.leaves = new LeafPatcher(this.source, this.edited, this.claims, this.context);
  }

  /** The storage of the page with the edited blocks. */
  patch(): string {
    const { start, end } = this.span;
    const written = this.flow(this.original, this.edited, this.span, false, [], this.page.span);
    return this.source.slice(0, start) + joinFrames(written) + this.source.slice(end);
  }

  /** Writes a flow: kept blocks and everything between blocks stay as they are, the rest is put where it belongs. */
  private flow(
    original: readonly Block[],
    edited: readonly Block[],
    span: Span,
    tight = false,
    changes: readonly Splice[] = [],
    bounds = span,
  ): string {
    const slots = new Map<number, string>();
    /** Slots that end with a section which was made for what stands between those of a layout: what follows goes into it. */
    const framed = new Set<number>();
    const add = (slot: number, text: string, isFramed: boolean) => {
      const before = slots.get(slot) ?? '';
      slots.set(slot, isFramed && framed.has(slot) ? joinSingle(before, text) : before + text);
      if (isFramed) framed.add(slot);
      else framed.delete(slot);
    };
    const kept = new Map<Block, Block>();
    const here = new Set(original);
    for (const block of edited) {
      const partner = this.claims.partnerOf(block);
      if (partner && here.has(partner)) kept.set(partner, block);
    }
    // A row of headers without text is not seen: the only one once there are others, and what is left of one without its words.
    const [first] = original;
    const isUnseen = first && !kept.has(first) && (isUnseenHeader(first, edited) || this.headers.has(first));
    const unseen = isUnseen ? (this.headers.get(first) ?? bytesOf(this.source, first)) : null;
    let last = unseen === null ? -1 : 0;
    for (const block of edited) {
      const partner = this.claims.partnerOf(block);
      if (partner && kept.get(partner) === block) {
        last = original.indexOf(partner, last + 1);
        continue;
      }
      const slot = slotAfter(last, original, (block) => kept.has(block), tight);
      const beside = original[slot >> 1];
      const like = block.type === 'row' ? rowBeside(original, last + 1) : undefined;
      const text = this.fit(block, { before: original[last], after: original[last + 1], beside, like });
      add(slot, text, isSection(beside) && !isSection(block));
    }
    const where = { tree: this.page.reader.tree, span, bounds, changes, tight };
    if (original.length === 0) {
      const added = slots.get(0) ?? '';
      const rest = weave([], where);
      return added !== '' && isBlank(rest) ? added : rest + added;
    }
    const pieces = original.map((block, i) => {
      const now = kept.get(block);
      const text = now ? this.block(block, now) : block === first ? unseen : null;
      return { original: block, text, before: slots.get(2 * i) ?? '', after: slots.get(2 * i + 1) ?? '' };
    });
    return weave(pieces, where);
  }

  /** A new block as it must stand in its place: sections only in a layout, and only they; a macro apart from loose text. */
  private fit(block: Block, { before, after, beside, like }: Neighbours): string {
    const item = decisionOf(beside);
    if (item) return this.leaves.decision(block, item);
    const text = this.fresh(block, like);
    const inLayout = isSection(beside);
    if (isSection(block)) return inLayout ? text : putSection(this.page.reader.tree, beside, text);
    if (inLayout) return writeSingle(text);
    const isBare = block.type === 'opaque' ? /^<ac:(?:structured-)?macro\b/.test(text) : isImage(block);
    return isBare && (runsOn(block, before) || runsOn(block, after)) ? `<p>${text}</p>` : text;
  }

  private block(original: Block, edited: Block): string {
    const { outer } = sourceOf(original);
    if (readSame(original, edited)) {
      if (original.type === 'row' && edited.type === 'row' && this.kinds.turns(original, edited))
        return this.kinds.withoutHeaders(this.source, original, edited);
      const text = this.source.slice(outer.start, outer.end) || this.skipped(original, edited);
      return original.type === 'cell' ? this.kinds.renamed(text, original, edited) : text;
    }
    if (isLeaf(original) && isLeaf(edited)) return this.leaves.inPlace(original, edited);
    if (original.type === 'code' && edited.type === 'code') return this.code(original, edited);
    if (isBareItem(original) && !isOneList(edited, original)) return this.wholeItem(original, edited);
    if (isParent(original) && isParent(edited)) return this.parent(original, edited);
    return this.fresh(edited);
  }

  /** A list that stood straight in another one, in an item of its own, as it has more beside it or is gone. */
  private wholeItem({ children }: Item, edited: Block): string {
    return writeBlock(edited, this.context, (child) => {
      const partner = this.claims.partnerOf(child);
      return partner && children.includes(partner) ? this.block(partner, child) : this.fresh(child);
    });
  }

  private skipped(original: Block, edited: Block): string {
    const { hollow } = sourceOf(original);
    return hollow && this.needed.has(edited) ? `${hollow.open}<p />${hollow.close}` : '';
  }

  private code(original: Block & { type: 'code' }, edited: Block & { type: 'code' }): string {
    const { outer, element } = sourceOf(original);
    return element
      ? splice(this.source, outer.start, outer.end, updateFence(this.source, element, edited, this.context.deployment))
      : this.fresh(edited);
  }

  /** A parent's own tags and parameters, with changes, around its content. */
  private parent(original: Parent, edited: Parent): string {
    const source = sourceOf(original);
    const changes = ownChanges(this.source, original, edited);
    if (original.type === 'table' && edited.type === 'table') this.kinds.noteTable(original, edited);
    if (original.type === 'row' && edited.type === 'row') {
      const partnerOf = (cell: Block) => this.claims.partnerOf(cell);
      this.kinds.noteRow(original, edited, partnerOf);
      for (const cell of neededCells(edited, partnerOf)) this.needed.add(cell);
    }
    const header = headerWithoutWords(this.source, original, edited);
    if (header !== null) this.headers.set(original.children[0] as Block, header);
    const span = source.hollow ? { start: source.inner.end, end: source.inner.end } : source.inner;
    const moved = cellsInOtherOrder(original.children, edited.children, (cell) => this.claims.partnerOf(cell));
    const content = moved
      ? moved.map(([one, other]) => this.block(one, other)).join('')
      : this.flow(childrenFor(original, edited), edited.children, span, original.type === 'table', changes);
    const isKept = content === this.source.slice(source.inner.start, source.inner.end);
    const text = around(this.source, source, content, isKept ? changes : [...changes, ...staleCopies(original)]);
    if (original.type === 'cell')
      return text === '' ? this.skipped(original, edited) : this.kinds.renamed(text, original, edited);
    if (original.type !== 'list' || edited.type !== 'list' || !source.element || original.kind === edited.kind)
      return text;
    return renameTag(text, source.element.name, edited.kind === 'ordered' ? 'ol' : 'ul');
  }

  private fresh(block: Block, neighbour?: Block): string {
    const moved = this.claims.take(block, (original) => this.canStand(original, block));
    if (moved) return this.leaves.moved(moved, block);
    const back = this.putBack(block);
    if (back !== undefined) return back;
    const id = idOf(block);
    const holder = id === null ? undefined : this.holders().get(id);
    if (holder && holder.type === block.type) {
      if (!this.claims.partnerOf(block) && blockKey(holder) !== blockKey(block))
        this.claims.align(childrenOf(holder), childrenOf(block));
      return this.block(holder, block);
    }
    const original = this.claims.movedTo(block);
    if (original) return this.elsewhere(original, block);
    const like = isLeaf(block) ? findLike(this.claims.changed, block, (leaf) => this.claims.heirOf(leaf)) : undefined;
    if (like && isLeaf(block) && this.canStand(like, block)) return this.leaves.part(like, block);
    const task = this.movedTask(block);
    if (task) return this.block(task, block);
    if (id !== null && block.type !== 'opaque' && !this.page.reader.byId.has(id)) throw invented(id, block.line);
    const made = block.type === 'row' ? likeNeighbour(block, neighbour) : block;
    return writeBlock(made, this.context, (child) => this.fresh(child));
  }

  /** The task with the same content that went from its place, though it was ticked or unticked on its way. */
  private movedTask(block: Block): Block | undefined {
    if (block.type !== 'item' || block.done === null) return undefined;
    const task = this.claims.take({ ...block, done: !block.done });
    if (task) this.claims.align(childrenOf(task), childrenOf(block));
    return task;
  }

  /** What an earlier edit of the list took away: as it was, or with the edits that it comes back with. */
  private putBack(block: Block): string | undefined {
    const same = this.away?.take(block, this.page);
    const id = idOf(block);
    if (same !== undefined || id === null || this.page.reader.byId.has(id)) return same;
    const bytes = this.away?.bytesOf(id);
    const piece = bytes === undefined ? undefined : readPage(bytes);
    const [only, ...others] = piece?.blocks ?? [];
    if (!piece || only?.type !== block.type || others.length > 0) return undefined;
    const edited = { ...block, id: idOf(only) } as Block;
    return new Patcher(piece, [edited], this.context.deployment, this.away).patch();
  }

  /** An edited block with the tags and the words of an original that went from another place. */
  private elsewhere(original: Block, edited: Block): string {
    if (!isLeaf(original) || !isLeaf(edited)) return this.block(original, edited);
    const { element } = sourceOf(original);
    if (element !== null && !decisionOf(original)) return this.block(original, edited);
    return this.leaves.elsewhere(original, edited);
  }

  /** Text in several paragraphs is one block in a cell only; a header is no other cell. */
  private canStand(original: Block, edited: Block): boolean {
    if (original.type === 'cell' && edited.type === 'cell') return original.header === (edited.header ?? false);
    if (this.kinds.turns(original, edited)) return false;
    return !isLeaf(original) || this.leaves.isInCell(edited) || !holdsParagraphs(original);
  }

  /** The blocks of the page by their ids; few edits look for one. */
  private holders(): ReadonlyMap<string, Block> {
    this.holdersById ??= blocksById(this.page.blocks);
    return this.holdersById;
  }

  private resolve(id: string, label: string): string {
    const element = this.page.reader.byId.get(id);
    const bytes = element ? this.page.reader.slice(element) : this.away?.bytesOf(id);
    if (bytes === undefined) throw invented(id, 0, label);
    return bytes;
  }
}
