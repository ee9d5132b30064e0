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

/** A line of nothing but `>>>`, which CommonMark reads as three quotes with nothing in them. */
function isQuoteFence(node: FlowNode): boolean {
  return node.type === 'quote' && node.end - node.start === 3 && node.children[0]?.children[0]?.type === 'quote';
}

/** Puts what stands between fences into frames. A line of colons closes the innermost frame of just its size, else the innermost no larger. */
export function toFrames(nodes: readonly FlowNode[], notes: ParseNotes): FlowPart[] {
  const roots: FlowPart[] = [];
  const open: { frame: Frame; size: number }[] = [];
  const siblings = () => open.at(-1)?.frame.children ?? roots;
  const openFrame = (node: FlowNode, size: number) => {
    const { start, end, line } = node;
    const frame: Frame = { type: 'frame', opening: node, children: [], start, end, line };
    siblings().push(frame);
    if (open.length >= maxDepth) throw unconvertible(line, `blocks are nested deeper than ${maxDepth} levels`);
    open.push({ frame, size });
  };
  const close = (at: number, end: number) => {
    for (const { frame } of open.splice(at)) frame.end = end;
  };
  const parts = nodes.flatMap(withoutFences);
  let quoteFences = parts.filter(isQuoteFence).length;
  for (const node of parts) {
    if (isQuoteFence(node)) {
      quoteFences--;
      const at = open.findLastIndex(({ frame }) => frame.opening.type === 'quote');
      if (at >= 0) close(at, node.end);
      else if (quoteFences > 0) openFrame(node, Infinity);
      else notes.add(`The ">>>" in line ${node.line} has no second one and is left out.`);
    } else if (node.type !== 'fence') siblings().push(node);
    else if (/^:+\s*$/.test(node.text)) {
      const at = closing(open, colonsOf(node));
      if (at < 0) notes.add(`The "${node.text.trim()}" in line ${node.line} closes nothing and is left out.`);
      else close(at, node.end);
    } else openFrame(node, colonsOf(node));
  }
  for (const { frame, size } of open)
    if (size !== Infinity)
      notes.add(
        `The "${frame.opening.text.trim().slice(0, 40)}" in line ${frame.line} is never closed: all that follows is in it.`,
      );
  close(0, nodes.at(-1)?.end ?? 0);
  return roots;
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
