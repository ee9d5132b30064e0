import { isSection } from '../../macros/layout.js';
import { updateFence } from '../../macros/code.js';
import { invented, unconvertible } from '../../model/unconvertible.js';
import type { Block, Leaf, Parent, Source, Span, Table } from '../../model/block.js';
import { blockKey, childrenOf, isLeaf, isParent, walk } from '../../model/block.js';
import { visible } from '../../model/inline.js';
import type { Deployment } from '../../model/references.js';
import type { Page } from '../../storage/read/read-page.js';
import { type Splice, splice } from '../../xml/splice.js';
import { type WriteContext, writeInline } from '../../storage/write/write-inline.js';
import { likeNeighbour, writeBlock } from '../../storage/write/write-blocks.js';
import { alignBlocks } from './align.js';
import { cellsInOtherOrder, fitColumns } from './columns.js';
import { graft } from './graft.js';
import { joinFrames, putSection } from './hidden-frames.js';
import { KnownAtoms } from './known-atoms.js';
import { decisionOf, renewLocalId } from '../../macros/adf-extension.js';
import {
  around,
  idOf,
  isBlank,
  isImage,
  isLoose,
  isSame,
  leafName,
  place,
  renameTag,
  runsOn,
  writeAs,
} from './originals.js';
import { findLike, joinContained } from './similarity.js';
import { ownChanges } from './own-changes.js';

/**
 * Turns an edited sequence of blocks into storage, from the bytes of the page as it is.
 *
 * First every flow is aligned, so that it is known which originals stay; then it is written, and what moved is taken from the
 * originals that no other block claimed.
 */
export class Patcher {
  private readonly source: string;
  private readonly partners = new Map<Block, Block>();
  private readonly claimed = new Set<Block>();
  private readonly unclaimed = new Map<string, Block[]>();
  private readonly holders = new Map<string, Block>();
  private readonly context: WriteContext;
  /** Cells that have text somewhere behind them in their row. */
  private readonly needed = new Set<Block>();
  /** Leaves that were edited or left out: what is new may be a half of one, or one that moved. */
  private readonly changed: Leaf[] = [];

  constructor(
    private readonly page: Page,
    deployment: Deployment,
  ) {
    this.source = page.storage;
    const atoms = new KnownAtoms(page.reader.tree);
    this.context = { deployment, resolve: (id, label) => this.resolve(id, label), find: (atom) => atoms.find(atom) };
    walk(page.blocks, (block) => {
      const id = idOf(block);
      if (id !== null) this.holders.set(id, block);
    });
  }

  /** The storage of a span in which `original` stood and `edited` shall stand. */
  patch(original: readonly Block[], edited: readonly Block[], span: Span): string {
    this.align(original, edited);
    walk(this.page.blocks, (block) => {
      if (this.claimed.has(block)) return;
      if (isLeaf(block)) this.changed.push(block);
      const key = blockKey(block);
      if (!this.unclaimed.get(key)?.push(block)) this.unclaimed.set(key, [block]);
    });
    return joinFrames(this.flow(original, edited, span));
  }

  private align(original: readonly Block[], edited: readonly Block[]): void {
    alignBlocks(original, edited).forEach((index, j) => {
      const [one, other] = [original[index], edited[j]];
      if (one && other) this.claim(one, other);
    });
  }

  private claim(original: Block, edited: Block): void {
    this.partners.set(edited, original);
    if (isSame(original, edited)) walk([original], (block) => this.claimed.add(block));
    else {
      this.claimed.add(original);
      if (isLeaf(original)) this.changed.push(original);
      if (original.type === 'table' && edited.type === 'table') this.alignTable(original, edited);
      else if (original.type !== 'row') this.align(childrenOf(original), childrenOf(edited));
    }
  }

  /** Rows are aligned as blocks; their cells by the column they stand in. */
  private alignTable(original: Table, edited: Table): void {
    this.align(original.children, edited.children);
    const columns = fitColumns(original, edited);
    for (const row of edited.children) {
      const partner = this.partners.get(row);
      if (partner?.type !== 'row' || blockKey(partner) === blockKey(row)) continue;
      row.children.forEach((cell, i) => {
        const other = partner.children[columns ? (columns[i] ?? -1) : i];
        if (other) this.claim(other, cell);
      });
    }
  }

  /** Writes a flow: kept blocks and everything between blocks stay as they are, the rest is put where it belongs. */
  private flow(
    original: readonly Block[],
    edited: readonly Block[],
    span: Span,
    tight = false,
    changes: readonly Splice[] = [],
  ): string {
    const slots = new Map<number, string>();
    const add = (slot: number, text: string) => slots.set(slot, (slots.get(slot) ?? '') + text);
    const kept = new Map<Block, Block>();
    const here = new Set(original);
    for (const block of edited) {
      const partner = this.partners.get(block);
      if (partner && here.has(partner)) kept.set(partner, block);
    }
    let last = -1;
    for (const block of edited) {
      const partner = this.partners.get(block);
      if (partner && kept.get(partner) === block) {
        last = original.indexOf(partner, last + 1);
        continue;
      }
      const slot = this.slotAfter(last, original, kept, tight);
      add(slot, this.fit(block, original[last], original[last + 1], original[slot >> 1]));
    }
    return this.weave(original, kept, slots, span, changes);
  }

  /** A new block as it must stand in its place: sections only in a layout, and only they; a macro apart from loose text. */
  private fit(block: Block, before: Block | undefined, after: Block | undefined, neighbour: Block | undefined): string {
    const item = decisionOf(neighbour);
    if (item) return this.decision(block, item);
    const text = this.fresh(block.type === 'row' ? likeNeighbour(block, neighbour ?? before ?? after) : block);
    const inLayout = isSection(neighbour);
    if (isSection(block)) return inLayout ? text : putSection(this.page.reader.tree, neighbour, text);
    if (inLayout)
      return `<ac:layout-section ac:type="single"><ac:layout-cell>${text}</ac:layout-cell></ac:layout-section>`;
    const isBare = block.type === 'opaque' ? /^<ac:(?:structured-)?macro\b/.test(text) : isImage(block);
    return isBare && (runsOn(block, before) || runsOn(block, after)) ? `<p>${text}</p>` : text;
  }

  /** A new item of a list of decisions: like the one that it stands beside, with an id of its own. */
  private decision(block: Block, like: Source): string {
    if (block.type !== 'paragraph')
      throw unconvertible(block.line ?? 0, 'a list of decisions holds nothing but paragraphs');
    const moved = this.unclaimed.get(blockKey(block))?.shift();
    const from = moved && place(moved);
    if (from && decisionOf(moved)) return this.source.slice(from.outer.start, from.outer.end);
    const content = from
      ? this.source.slice(from.inner.start, from.inner.end)
      : writeInline(block.content, this.context);
    const head = this.source.slice(like.outer.start, like.inner.start);
    return renewLocalId(head) + content + this.source.slice(like.inner.end, like.outer.end);
  }

  private slotAfter(last: number, original: readonly Block[], kept: ReadonlyMap<Block, Block>, tight: boolean): number {
    const next = original[last + 1];
    if (last < 0 || (next && !kept.has(next))) return 2 * (last + 1);
    return tight && next ? 2 * (last + 1) : 2 * last + 1;
  }

  private weave(
    original: readonly Block[],
    kept: ReadonlyMap<Block, Block>,
    slots: ReadonlyMap<number, string>,
    span: Span,
    changes: readonly Splice[],
  ): string {
    let out = '';
    let at = span.start;
    const between = (start: number, end: number) =>
      splice(
        this.source,
        start,
        end,
        changes.filter((change) => change.start >= start && change.end <= end),
      );
    /** The last block written, while nothing stands behind it that would keep loose text apart from more of it. */
    let open: number | null = null;
    original.forEach((block, i) => {
      const { outer } = place(block);
      const edited = kept.get(block);
      const [before = '', after = ''] = [slots.get(2 * i), slots.get(2 * i + 1)];
      const runsOn = before === '' && open !== null && open < i - 1 && isLoose(block) && isLoose(original[open]);
      const text = edited ? this.block(block, edited) : '';
      out += between(at, outer.start) + before + (runsOn && edited ? `<p>${text}</p>` : text) + after;
      at = outer.end;
      if (before + after !== '') open = null;
      if (edited && after === '') open = runsOn ? null : i;
    });
    const rest = between(at, span.end);
    const added = original.length === 0 ? (slots.get(0) ?? '') : '';
    return added !== '' && isBlank(rest) ? out + added : out + rest + added;
  }

  private block(original: Block, edited: Block): string {
    const { outer } = place(original);
    if (isSame(original, edited)) return this.source.slice(outer.start, outer.end) || this.skipped(original, edited);
    if (isLeaf(original) && isLeaf(edited)) return this.leaf(original, edited);
    if (original.type === 'code' && edited.type === 'code') return this.code(original, edited);
    if (isParent(original) && isParent(edited)) return this.parent(original, edited);
    return this.fresh(edited);
  }

  private skipped(original: Block, edited: Block): string {
    const { hollow } = place(original);
    return hollow && this.needed.has(edited) ? `${hollow.open}<p />${hollow.close}` : '';
  }

  private code(original: Block & { type: 'code' }, edited: Block & { type: 'code' }): string {
    const { outer, element } = place(original);
    return element
      ? splice(this.source, outer.start, outer.end, updateFence(this.source, element, edited, this.context.deployment))
      : this.fresh(edited);
  }

  private leaf(original: Leaf, edited: Leaf): string {
    const source = place(original);
    const words = joinContained(original, edited, this.changed, this.claimed);
    const content = graft(this.source, words, edited.content, this.context);
    const text = around(this.source, source, content, []);
    if (source.element === null && isImage(original) && !(isImage(edited) && visible(edited.content).length === 1))
      return writeAs(edited, content);
    if (
      original.type === edited.type &&
      (original.type === 'paragraph' || original.level === (edited as typeof original).level)
    )
      return text;
    if (decisionOf(original)) throw unconvertible(edited.line ?? 0, 'a list of decisions holds nothing but paragraphs');
    return source.element ? renameTag(text, source.element.name, leafName(edited)) : writeAs(edited, text);
  }

  /** A parent's own tags and parameters, with changes, around its content. */
  private parent(original: Parent, edited: Parent): string {
    const source = place(original);
    const changes = ownChanges(this.source, original, edited);
    if (edited.type === 'row') {
      const last = edited.children.findLastIndex((cell) => cell.children.length > 0);
      for (const cell of edited.children.slice(0, Math.max(0, last))) this.needed.add(cell);
    }
    const span = source.hollow ? { start: source.inner.end, end: source.inner.end } : source.inner;
    const moved = cellsInOtherOrder(original.children, edited.children, this.partners);
    const content = moved
      ? moved.map(([one, other]) => this.block(one, other)).join('')
      : this.flow(original.children, edited.children, span, original.type === 'table', changes);
    const text = around(this.source, source, content, changes);
    if (original.type !== 'list' || edited.type !== 'list' || !source.element || original.kind === edited.kind)
      return text;
    return renameTag(text, source.element.name, edited.kind === 'ordered' ? 'ol' : 'ul');
  }

  private fresh(block: Block): string {
    const moved = this.unclaimed.get(blockKey(block))?.shift();
    if (moved) return this.bytes(moved);
    const id = idOf(block);
    const holder = id === null ? undefined : this.holders.get(id);
    if (holder && holder.type === block.type) {
      if (!this.partners.has(block) && blockKey(holder) !== blockKey(block))
        this.align(childrenOf(holder), childrenOf(block));
      return this.block(holder, block);
    }
    const like = isLeaf(block) ? findLike(this.changed, block) : undefined;
    if (like && isLeaf(block)) return writeAs(block, graft(this.source, like.content, block.content, this.context));
    const task = this.movedTask(block);
    if (task) return this.block(task, block);
    if (id !== null && block.type !== 'opaque' && !this.page.reader.byId.has(id)) throw invented(id, block.line);
    return writeBlock(block, this.context, (child) => this.fresh(child));
  }

  /** The task with the same content that went from its place, though it was ticked or unticked on its way. */
  private movedTask(block: Block): Block | undefined {
    if (block.type !== 'item' || block.done === null) return undefined;
    const task = this.unclaimed.get(blockKey({ ...block, done: !block.done }))?.shift();
    if (task) this.align(childrenOf(task), childrenOf(block));
    return task;
  }

  private bytes(block: Block): string {
    const { outer, inner, element } = place(block);
    const raw = this.source.slice(outer.start, outer.end);
    if (isLeaf(block) && decisionOf(block)) return writeAs(block, this.source.slice(inner.start, inner.end));
    if (element !== null || !isLeaf(block) || isImage(block)) return raw;
    return writeAs(block, raw);
  }

  private resolve(id: string, label: string): string {
    const element = this.page.reader.byId.get(id);
    if (!element) throw invented(id, 0, label);
    return this.source.slice(element.start, element.end);
  }
}
