import { unconvertible } from '../../model/unconvertible.js';
import type { FlowNode } from './flow-node.js';
import type { ParseNotes } from './notes.js';

/** A `:::` container, or a quote between two lines of `>>>` as GitLab has it: what stands between the line that opens it and the one that closes it. */
export interface Frame {
  readonly type: 'frame';
  readonly opening: FlowNode;
  readonly children: FlowPart[];
  readonly start: number;
  /** Behind the line that closes it, or the last block where none does. */
  end: number;
  readonly line: number;
}

/** A block of Markdown as CommonMark has it, or a frame around some. */
export type FlowPart = FlowNode | Frame;

const maxDepth = 40;

const colonsOf = (node: FlowNode) => /^:*/.exec(node.text)?.[0].length ?? 0;
const isClosingFence = (node: FlowNode) => /^:+\s*$/.test(node.text);

/** A line of nothing but `>>>`, which CommonMark reads as three quotes with nothing in them. */
function isQuoteFence(node: FlowNode): boolean {
  return node.type === 'quote' && node.end - node.start === 3 && node.children[0]?.children[0]?.type === 'quote';
}

/**
 * Puts what stands between fences into frames. A line of colons closes the innermost frame of just its size, else the innermost no
 * larger; one that is indented into a list of the frame and closes nothing there as well, as in remark-directive. `column` is
 * where the blocks stand, from 1.
 */
export function toFrames(nodes: readonly FlowNode[], notes: ParseNotes, column = 1): FlowPart[] {
  const framer = new Framer(notes, column);
  const parts = nodes.flatMap(withoutFences);
  framer.quoteFences = parts.filter(isQuoteFence).length;
  for (const node of parts) framer.add(node);
  framer.end(nodes.at(-1)?.end ?? 0);
  return framer.roots;
}

class Framer {
  readonly roots: FlowPart[] = [];
  /** Those of `>>>` that are to come. */
  quoteFences = 0;
  private readonly open: { readonly frame: Frame; readonly size: number }[] = [];

  constructor(
    private readonly notes: ParseNotes,
    private readonly column: number,
  ) {}

  add(node: FlowNode): void {
    if (isQuoteFence(node)) this.quoteFence(node);
    else if (node.type === 'fence') this.fence(node);
    else if (node.type === 'list' && this.open.length > 0) this.list(node);
    else this.push(node);
  }

  /** Closes what nothing closed. */
  end(at: number): void {
    for (const { frame, size } of this.open)
      if (size !== Infinity)
        this.notes.add(
          `The "${frame.opening.text.trim().slice(0, 40)}" in line ${frame.line} is never closed: everything after it is part of it.`,
        );
    this.close(0, at);
  }

  private push(part: FlowPart): void {
    (this.open.at(-1)?.frame.children ?? this.roots).push(part);
  }

  private openFrame(node: FlowNode, size: number): void {
    const { start, end, line } = node;
    const frame: Frame = { type: 'frame', opening: node, children: [], start, end, line };
    this.push(frame);
    if (this.open.length >= maxDepth) throw unconvertible(line, `blocks are nested deeper than ${maxDepth} levels`);
    this.open.push({ frame, size });
  }

  private close(at: number, end: number): void {
    for (const { frame } of this.open.splice(at)) frame.end = end;
  }

  private quoteFence(node: FlowNode): void {
    this.quoteFences--;
    const at = this.open.findLastIndex(({ frame }) => frame.opening.type === 'quote');
    if (at >= 0) this.close(at, node.end);
    else if (this.quoteFences > 0) this.openFrame(node, Infinity);
    else this.notes.add(`The ">>>" in line ${node.line} has no closing ">>>" and was left out.`);
  }

  private fence(node: FlowNode): void {
    if (!isClosingFence(node)) return this.openFrame(node, colonsOf(node));
    const at = closing(this.open, colonsOf(node));
    if (at < 0) this.notes.add(`The "${node.text.trim()}" in line ${node.line} closes nothing and was left out.`);
    else this.close(at, node.end);
  }

  private list(list: FlowNode): void {
    let items: FlowNode[] = [];
    const flush = () => {
      const [first, last] = [items[0], items.at(-1)];
      if (first && last) this.push({ ...list, ...startOf(first), children: items, end: last.end });
      items = [];
    };
    for (const item of list.children) {
      const cut = this.open.length > 0 ? cutAtFence(item, (fence) => this.closes(fence)) : null;
      if (!cut) {
        items.push(item);
        continue;
      }
      items.push(cut.before);
      flush();
      this.fence(cut.fence);
      for (const node of cut.after) this.add(node);
    }
    flush();
  }

  private closes(fence: FlowNode): boolean {
    const isCode = (fence.opening?.column ?? Infinity) - this.column >= 4;
    return !isCode && closing(this.open, colonsOf(fence)) >= 0;
  }
}

interface Cut {
  readonly before: FlowNode;
  readonly fence: FlowNode;
  /** What followed in the item and is in it no more. */
  readonly after: readonly FlowNode[];
}

/** Divides an item at the first line of colons below its own that closes nothing in it, if `closes` says that it does so outside. */
function cutAtFence(item: FlowNode, closes: (fence: FlowNode) => boolean): Cut | null {
  const open: { size: number }[] = [];
  for (const [i, child] of item.children.entries()) {
    const rest = item.children.slice(i + 1);
    if (child.type === 'fence') {
      const at = closing(open, colonsOf(child));
      if (!isClosingFence(child)) open.push({ size: colonsOf(child) });
      else if (at >= 0) open.splice(at);
      else if (child.line !== item.line && closes(child))
        return { before: upTo(item, item.children.slice(0, i)), fence: child, after: rest };
    } else if (child.type === 'list' && open.length === 0) {
      const cut = cutList(child, closes);
      if (!cut) continue;
      const { before, fence, after } = cut;
      return { before: upTo(item, [...item.children.slice(0, i), before]), fence, after: [...after, ...rest] };
    }
  }
  return null;
}

function cutList(list: FlowNode, closes: (fence: FlowNode) => boolean): Cut | null {
  for (const [i, item] of list.children.entries()) {
    const cut = cutAtFence(item, closes);
    if (!cut) continue;
    const [next] = list.children.slice(i + 1);
    const rest = next ? [{ ...list, ...startOf(next), children: list.children.slice(i + 1) }] : [];
    const before = upTo(list, [...list.children.slice(0, i), cut.before]);
    return { before, fence: cut.fence, after: [...cut.after, ...rest] };
  }
  return null;
}

function upTo(node: FlowNode, children: FlowNode[]): FlowNode {
  return { ...node, children, end: children.at(-1)?.end ?? node.start };
}

function startOf({ start, line }: FlowNode): Pick<FlowNode, 'start' | 'line'> {
  return { start, line };
}

/** A block of HTML goes on to the next empty line: lines of colons at its end close containers all the same. */
function withoutFences(node: FlowNode): FlowNode[] {
  const tail = node.type === 'html' ? /(?:\n[ \t]*:{3,}[ \t]*)+\n?$/.exec(node.text) : null;
  if (!tail) return [node];
  const end = node.end - tail[0].length;
  const firstLine = node.line + node.text.slice(0, tail.index).split('\n').length;
  const fences = tail[0].trim().split('\n');
  return [
    { ...node, text: node.text.slice(0, tail.index), end },
    ...fences.map((text, i): FlowNode => ({
      ...node,
      type: 'fence',
      text: text.trim(),
      children: [],
      line: firstLine + i,
    })),
  ];
}

function closing(open: readonly { size: number }[], size: number): number {
  const exact = open.findLastIndex((one) => one.size === size);
  return exact >= 0 ? exact : open.findLastIndex((one) => one.size <= size);
}
