import { isTextMacro, writeTextMacro } from '../../macros/code.js';
import { creatableNames } from '../../macros/new-macro.js';
import type { Block, Code } from '../../model/block.js';
import { isLeaf, isParent } from '../../model/block.js';
import type { Atom, NewMacro, Token } from '../../model/inline.js';

/**
 * Placeholders that were copied from a read of another page into a new one. What Markdown can create is created anew, without the settings
 * that a read does not show; everything else stays a placeholder, which the new page has nothing for.
 */
export class PlaceholderCopies {
  private readonly renewed = new Set<string>();

  /** The blocks with new macros for those placeholders that can be had so. */
  blocks(blocks: readonly Block[]): readonly Block[] {
    const mapped = blocks.map((block) => this.block(block));
    return mapped.some((block, i) => block !== blocks[i]) ? mapped : blocks;
  }

  /** A diagram or a formula with its text; undefined for what is no such macro. */
  code(code: Code): string | undefined {
    if (!isTextMacro(code.language)) return undefined;
    this.renewed.add(code.language);
    return writeTextMacro(code);
  }

  /** What a writer should know of them. */
  get warnings(): string[] {
    return [...this.renewed].map(
      (name) => `The placeholder of "${name}" comes from another page: a new macro was created, with default settings.`,
    );
  }

  private block(block: Block): Block {
    if (block.type === 'opaque') return this.opaque(block);
    if (isLeaf(block)) {
      const content = this.tokens(block.content);
      return content === block.content ? block : { ...block, content };
    }
    if (!isParent(block)) return block;
    const children = this.blocks(block.children);
    return children === block.children ? block : ({ ...block, children } as Block);
  }

  private tokens(tokens: readonly Token[]): readonly Token[] {
    const isPlaceholder = ({ atom }: Token) => atom?.kind === 'opaque' && atom.macro === undefined;
    if (!tokens.some(isPlaceholder)) return tokens;
    return tokens.map((token) =>
      token.atom?.kind === 'opaque'
        ? { ...token, atom: this.opaque<Extract<Atom, { kind: 'opaque' }>>(token.atom) }
        : token,
    );
  }

  private opaque<One extends { id: string; label: string; macro?: NewMacro }>(one: One): One {
    const [, name = '', rest = ''] = /^(\S+)\s*([^]*)$/.exec(one.label) ?? [];
    if (one.macro !== undefined || !creatableNames.includes(name)) return one;
    this.renewed.add(name);
    // Only an anchor is told apart by its label.
    return { ...one, id: 'new', macro: { name, parameters: name === 'anchor' ? { '': rest } : {} } };
  }
}
