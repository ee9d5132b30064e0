import type { Block, Container } from '../../model/block.js';
import { printEach } from '../print/print-blocks.js';

/**
 * The blocks of the page by their Markdown: what an edited text repeats word for word needs no parsing, and is the very block of
 * the page. Each block is given out once.
 */
export class KnownTexts {
  private readonly byText = new Map<string, { readonly blocks: Block[]; taken: number }>();
  private frames: Container[] = [];

  /** `texts` are those of the blocks, as the page shows them one behind the other. */
  constructor(
    blocks: readonly Block[],
    readonly texts: readonly string[] = printEach(blocks),
  ) {
    this.add(blocks, texts);
  }

  /** Is there one that was not given out? */
  has(text: string): boolean {
    const known = this.byText.get(text);
    return known !== undefined && known.taken < known.blocks.length;
  }

  /** Do these words stand anywhere on the page? */
  includes(words: string): boolean {
    return [...this.byText.keys()].some((text) => text.includes(words));
  }

  take(text: string): Block | undefined {
    const known = this.byText.get(text);
    const block = known?.blocks[known.taken];
    if (known && block) known.taken++;
    return block;
  }

  /** As if nothing had been given out. */
  reset(): void {
    for (const known of this.byText.values()) known.taken = 0;
  }

  /** What is inside of containers is printed only when a container was edited. */
  expand(): void {
    const frames = this.frames;
    this.frames = [];
    for (const frame of frames) this.add(frame.children, printEach(frame.children));
  }

  private add(blocks: readonly Block[], texts: readonly string[]): void {
    blocks.forEach((block, i) => {
      const text = texts[i] ?? '';
      const known = this.byText.get(text);
      if (known) known.blocks.push(block);
      else this.byText.set(text, { blocks: [block], taken: 0 });
      if (block.type === 'container') this.frames.push(block);
    });
  }
}
