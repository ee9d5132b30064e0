/**
 * A list or a quote of many lines, read some of them at a time: where what is inside of it can be cut, and the lines that open all that
 * stood open there once more, so that the parser goes on within it.
 */
import type { FlowNode } from './flow-node.js';

/** Where a block that is still open can be divided. */
interface Division {
  /** The block up to the cut. */
  readonly done: FlowNode;
  /** Where the text must be read again. */
  readonly restart: number;
  /** Lines to be read before it: they open what is indented there, items with an empty heading that is no part of the text. */
  readonly header: string;
  /** How many blocks, one in the other, go on behind the cut besides the outermost. */
  readonly depth: number;
}

/** What goes on by the indent of its lines, not by a sign before each. */
const isIndented = ({ type }: FlowNode) => type === 'item' || type === 'footnote' || type === 'admonition';
const isOpenable = (node: FlowNode) => node.type === 'list' || node.type === 'quote' || isIndented(node);

/** The innermost place where a block can be divided; null for one that is one piece. */
export function divisionOf(text: string, block: FlowNode): Division | null {
  const path: FlowNode[] = [];
  for (let node: FlowNode | undefined = block; node && isOpenable(node); node = node.children.at(-1)) path.push(node);
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const { children } = path[depth] as FlowNode;
    const restart = children.at(-1)?.restart ?? 0;
    const done = children.filter((child) => child.restart < restart);
    const header = done.length === 0 ? null : headerOf(text, path.slice(0, depth + 1));
    if (header !== null) return { done: upTo(path, depth, done), restart, header, depth };
  }
  return null;
}

function upTo(path: readonly FlowNode[], depth: number, done: readonly FlowNode[]): FlowNode {
  const deepest = { ...(path[depth] as FlowNode), children: [...done], end: done.at(-1)?.end ?? 0 };
  return path
    .slice(0, depth)
    .reduceRight(
      (inner, node) => ({ ...node, children: [...node.children.slice(0, -1), inner], end: inner.end }),
      deepest,
    );
}

/** A line for each of what is indented, since the place of its sign and that of its content say what belongs to it. Null where they cannot be told. */
function headerOf(text: string, path: readonly FlowNode[]): string | null {
  const lines: string[] = [];
  let around = '';
  let outer: FlowNode | undefined;
  for (const node of path.slice(0, path.findLastIndex(isIndented) + 1)) {
    if (node.type === 'list') continue;
    const { sign = '', column = 0, content = 0 } = node.opening ?? {};
    const before = text.slice(text.lastIndexOf('\n', node.start - 1) + 1, node.start);
    // What begins in the line of a note's name is indented from there, and the lines that follow it are not.
    if (outer?.type === 'footnote' && outer.line === node.line) return null;
    if (column <= around.length || /\t/.test(before + sign)) return null;
    outer = node;
    const opening = around.padEnd(column - 1) + sign.trimEnd();
    if (node.type === 'quote') around = opening;
    else {
      const width = node.type === 'item' ? Math.max(content - 1, opening.length + 1) : content - 1;
      lines.push(
        node.type === 'admonition' ? `${opening}\n` : `${opening.padEnd(Math.max(width, opening.length + 1))}#\n`,
      );
      around = around.padEnd(width);
    }
  }
  return lines.join('');
}

/** What was read behind a header, without its headings. */
export function withoutHeader(nodes: readonly FlowNode[], header: string): readonly FlowNode[] {
  let node = nodes[0];
  for (let left = header.split('\n').length - 1; node && left > 0;) {
    if (isIndented(node)) left--;
    if (node.type === 'item' || node.type === 'footnote') node.children.shift();
    node = node.children[0];
  }
  return nodes;
}

/** Adds what was read behind a cut to the block that was cut, so many levels deep. False where it is no rest of it. */
export function goOn(open: FlowNode, rest: FlowNode, depth: number): boolean {
  if (open.type !== rest.type || (open.type === 'list' && open.info !== rest.info)) return false;
  const [first, ...others] = rest.children;
  const last = open.children.at(-1);
  const more = depth > 0 && first && last && goOn(last, first, depth - 1) ? others : rest.children;
  for (const child of more) open.children.push(child);
  open.end = rest.end;
  return true;
}
