import type { Block, Container } from '../../model/block.js';
import { childrenOf } from '../../model/block.js';
import { TextIndex } from '../../model/text-index.js';
import { printEach } from '../print/print-blocks.js';

/**
 * The blocks of the page by their Markdown: what an edited text repeats word for word needs no parsing, and is the very block of
 * the page. Each block is given out once.
 */
export class KnownTexts {
  private readonly byText = new Map<string, { readonly blocks: Block[]; next: number }>();
  private readonly taken = new Set<Block>();
  /** By place; those of the page come first. */
  private readonly places: (Block | undefined)[];
  private readonly parents = new Map<Block, Block>();
  private readonly inner = new Map<Container, readonly string[]>();
  /** Lists and tables of which parts were given out. */
  private readonly divided = new Set<Block>();
  private frames: Container[] = [];
  private words: TextIndex | undefined;

  /** `texts` are those of the blocks, as the page shows them one behind the other. */
  constructor(
    blocks: readonly Block[],
    readonly texts: readonly string[] = printEach(blocks),
  ) {
    this.places = [...blocks];
    this.add(blocks, texts);
  }

  /** Is there one that was not given out? */
  has(text: string): boolean {
    return this.find(text) !== undefined;
  }

  /** Do these words stand anywhere on the page? */
  includes(words: string): boolean {
    this.words ??= new TextIndex([...this.byText.keys()]);
    return this.words.has(words);
  }

  take(text: string): Block | undefined {
    const block = this.find(text);
    if (block) this.taken.add(block);
    return block;
  }

  /** The block in this place of the page, which is given to nobody else. */
  takeAt(place: number): Block | undefined {
    const block = this.places[place];
    for (let one = block; one; one = this.parents.get(one)) this.taken.add(one);
    return block;
  }

  /** Gives places to the blocks in the container in this place, behind those given before and one that stays empty; returns their texts. */
  expandAt(place: number): readonly string[] {
    const block = this.places[place];
    if (block?.type !== 'container' || this.taken.has(block)) return [];
    this.places.push(undefined);
    for (const child of block.children) {
      this.places.push(child);
      this.parents.set(child, block);
    }
    return this.textsIn(block);
  }

  /** How many items, rows or blocks the list, the table or the quote in this place has; 0 for any other block. */
  countAt(place: number): number {
    const block = this.places[place];
    return block?.type === 'list' || block?.type === 'table' || block?.type === 'quote' ? block.children.length : 0;
  }

  /** An item, a row or a block in the block in this place; undefined where the whole was given out. */
  takePart(place: number, part: number): Block | undefined {
    const block = this.places[place];
    if (!block || (this.taken.has(block) && !this.divided.has(block))) return undefined;
    this.taken.add(block);
    this.divided.add(block);
    return childrenOf(block)[part];
  }

  private textsIn(container: Container): readonly string[] {
    const texts = this.inner.get(container) ?? printEach(container.children);
    this.inner.set(container, texts);
    return texts;
  }

  private find(text: string): Block | undefined {
    const known = this.byText.get(text);
    if (!known) return undefined;
    for (; known.next < known.blocks.length; known.next++) {
      const block = known.blocks[known.next];
      if (block && !this.taken.has(block)) return block;
    }
    return undefined;
  }

  /** As if nothing had been given out. */
  reset(): void {
    this.taken.clear();
    this.divided.clear();
    for (const known of this.byText.values()) known.next = 0;
  }

  /** What is inside of containers is printed only when a container was edited. */
  expand(): void {
    const frames = this.frames;
    this.frames = [];
    for (const frame of frames) this.add(frame.children, this.textsIn(frame));
  }

  private add(blocks: readonly Block[], texts: readonly string[]): void {
    this.words = undefined;
    blocks.forEach((block, i) => {
      const text = texts[i] ?? '';
      const known = this.byText.get(text);
      if (known) known.blocks.push(block);
      else this.byText.set(text, { blocks: [block], next: 0 });
      if (block.type === 'container') this.frames.push(block);
    });
  }
}
