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
  for (const node of nodes) {
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

function closing(open: readonly { size: number }[], size: number): number {
  const exact = open.findLastIndex((one) => one.size === size);
  return exact >= 0 ? exact : open.findLastIndex((one) => one.size <= size);
}
