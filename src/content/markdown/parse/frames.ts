import { unconvertible } from '../../model/unconvertible.js';
import type { FlowNode } from './flow-node.js';
import type { ParseNotes } from './notes.js';

/** A `:::` container: what stands between the line that opens it and the one that closes it. */
export interface Frame {
  readonly type: 'frame';
  readonly opening: FlowNode;
  readonly children: FlowPart[];
  readonly start: number;
  /** Behind the line that closes it, or the last block where none does. */
  end: number;
  readonly line: number;
}
export type FlowPart = FlowNode | Frame;

const maxDepth = 40;

const colonsOf = (node: FlowNode) => /^:*/.exec(node.text)?.[0].length ?? 0;

/** Puts what stands between fences into frames. A line of colons closes the innermost frame of just its size, else the innermost no larger. */
export function toFrames(nodes: readonly FlowNode[], notes: ParseNotes): FlowPart[] {
  const roots: FlowPart[] = [];
  const open: { frame: Frame; size: number }[] = [];
  const siblings = () => open.at(-1)?.frame.children ?? roots;
  for (const node of nodes.flatMap(withoutFences)) {
    if (node.type !== 'fence') siblings().push(node);
    else if (/^:+\s*$/.test(node.text)) {
      const at = closing(open, colonsOf(node));
      if (at < 0) notes.add(`The "${node.text.trim()}" in line ${node.line} closes nothing and is left out.`);
      else for (const { frame } of open.splice(at)) frame.end = node.end;
    } else {
      const { start, end, line } = node;
      const frame: Frame = { type: 'frame', opening: node, children: [], start, end, line };
      siblings().push(frame);
      if (open.length >= maxDepth) throw unconvertible(line, `blocks are nested deeper than ${maxDepth} levels`);
      open.push({ frame, size: colonsOf(node) });
    }
  }
  const end = nodes.at(-1)?.end;
  for (const { frame } of open) frame.end = Math.max(frame.end, end ?? 0);
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
