import { alertName, containerName } from '../../macros/containers.js';
import type { Block, Container } from '../../model/block.js';
import { plainText, visible } from '../../model/inline.js';
import type { FlowNode } from './flow-node.js';
import type { InlineParser } from './inline-parser.js';
import type { ParseNotes } from './notes.js';

/** Builds panels and expands of what other tools write for them. */
export class PanelBuilder {
  constructor(
    private readonly read: (nodes: readonly FlowNode[], depth: number) => Block[],
    private readonly inline: InlineParser,
    private readonly notes: ParseNotes,
  ) {}

  /** A quote, or an alert as GitHub and Obsidian have it, which is a panel; one that Obsidian folds (`[!note]-`) is an expand. */
  quote(node: FlowNode, depth: number): Block[] {
    const [first, ...rest] = node.children;
    const [head, kind = '', fold = '', title = ''] =
      /^\[!([A-Za-z]+)\]([+-]?)[ \t]*(.*)(?:\n|$)/.exec(first?.text ?? '') ?? [];
    const name = first?.type === 'paragraph' && head !== undefined ? alertName(kind.toLowerCase()) : null;
    if (name === null || !first || head === undefined) {
      const children = this.read(node.children, depth + 1);
      return children.length === 0 ? [] : [{ type: 'quote', children, source: null, line: node.line }];
    }
    const text = first.text.slice(head.length);
    const body = text.trim() === '' ? rest : [{ ...first, text }, ...rest];
    // What stands alone in its first line is all that it has to say.
    const words = body.length === 0 && title.trim() !== '' ? [{ ...first, text: title }] : body;
    if (words.length === 0)
      this.notes.add(`The alert in line ${node.line} has no text: start each of its lines with ">".`);
    const children = this.read(words, depth + 1);
    if (fold !== '') return [this.panel('expand', title === '' || words !== body ? kind : title, children, node.line)];
    return [this.panel(name, words === body ? title : '', children, node.line)];
  }

  /** `!!! note "Title"`; what MkDocs folds (`???`) is an expand. */
  admonition(node: FlowNode, depth: number): Block {
    const [, signs = '', kind = '', , title] =
      /^([!?]{3}\+?)\s+([A-Za-z-]*)([^"]*)(?:"(.*)"\s*)?$/.exec(node.text.trim()) ?? [];
    const children = this.read(node.children, depth + 1);
    if (children.length === 0)
      this.notes.add(`The "${signs}" in line ${node.line} has no text: indent each of its lines by four spaces.`);
    if (signs.startsWith('?')) return this.panel('expand', title ?? kind, children, node.line);
    const name = alertName(kind.toLowerCase()) ?? containerName(kind.toLowerCase());
    return this.panel(name ?? 'info', title ?? (name === null ? kind : ''), children, node.line);
  }

  private panel(name: string, title: string, children: readonly Block[], line: number): Container {
    const { title: attributes, lead } = this.titled(title, line);
    return { type: 'container', name, attributes, id: null, children: [...lead, ...children], source: null, line };
  }

  /** The title of a panel is plain text: one with links or the like in it is the first paragraph instead. */
  titled(raw: string, line: number): { title: { title?: string }; lead: Block[] } {
    const tokens = visible(this.inline.parse(raw, line));
    if (tokens.length === 0) return { title: {}, lead: [] };
    if (tokens.every(({ atom, link }) => atom === null && link === null))
      return { title: { title: plainText(tokens) }, lead: [] };
    return { title: {}, lead: [{ type: 'paragraph', content: tokens, source: null, line }] };
  }
}
