import { decodeString } from 'micromark-util-decode-string';
import type { FlowNode } from './flow-node.js';

/** The addresses and the footnotes that a text defines, wherever it does, and which of them it uses. */
export class Definitions {
  private readonly addresses = new Map<string, { readonly address: string; readonly title: string }>();
  private readonly notes = new Map<string, FlowNode>();
  private readonly used = new Set<string>();
  /** Footnotes that were called, in the order of their first calls, each with its number. */
  readonly called = new Map<string, number>();
  /** What was defined before, in other words: the first of a name holds. */
  readonly repeated: FlowNode[] = [];

  constructor(nodes: readonly FlowNode[]) {
    this.collect(nodes);
  }

  get names(): ReadonlyMap<string, unknown> {
    return this.addresses;
  }

  get footnotes(): ReadonlyMap<string, unknown> {
    return this.notes;
  }

  /** The address of a name, which counts as used from now on. */
  use(identifier: string): string | undefined {
    this.used.add(identifier);
    return this.addresses.get(identifier)?.address;
  }

  /** What is to be seen with the address of a name; empty for most. */
  titleOf(identifier: string): string {
    return this.addresses.get(identifier)?.title ?? '';
  }

  /** Does the text use what is defined here? What it does not is text itself. */
  isUsed({ type, identifier }: FlowNode): boolean {
    return type === 'footnote' ? this.called.has(identifier) : this.used.has(identifier);
  }

  /** The number of a footnote, from 1; it counts as called from now on. */
  call(identifier: string): number | undefined {
    if (!this.notes.has(identifier)) return undefined;
    const number = this.called.get(identifier) ?? this.called.size + 1;
    this.called.set(identifier, number);
    return number;
  }

  footnote(identifier: string): FlowNode | undefined {
    return this.notes.get(identifier);
  }

  private collect(nodes: readonly FlowNode[]): void {
    for (const node of nodes) {
      if (node.type === 'definition') {
        const known = this.addresses.get(node.identifier);
        const address = decodeString(node.info);
        if (known && known.address !== address) this.repeated.push(node);
        if (!known) this.addresses.set(node.identifier, { address, title: decodeString(node.title ?? '') });
      }
      if (node.type === 'footnote') {
        if (this.notes.has(node.identifier)) this.repeated.push(node);
        else this.notes.set(node.identifier, node);
      }
      this.collect(node.children);
    }
  }
}
