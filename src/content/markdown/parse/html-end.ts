import type { FlowNode } from './flow-node.js';

/** A line that opens or closes a container, behind another one. */
const containerLine = /\n {0,3}:{3,}[ \t]*(?:\n|$|[A-Za-z{])/;
/** HTML that ends at a sign of its own, wherever that stands. */
const ownEnd = /^\s*<(?:[!?]|(?:pre|script|style|textarea)\b)/i;

interface CutHtml {
  readonly html: FlowNode;
  readonly before: FlowNode;
  /** Where the line of the container begins. */
  readonly end: number;
}

/**
 * The first HTML of these blocks that goes on over a line of a container. To CommonMark it ends at the next empty line, which would
 * leave what stands in the one container, or all that follows, in another one.
 */
export function cutAtContainer(nodes: readonly FlowNode[], source: string): CutHtml | null {
  for (const html of nodes) {
    if (html.type !== 'html') continue;
    const text = source.slice(html.start, html.end);
    const at = text.search(containerLine);
    if (at < 0 || ownEnd.test(text) || isInPre(text.slice(0, at))) continue;
    return { html, before: { ...html, text: text.slice(0, at), end: html.start + at }, end: html.start + at + 1 };
  }
  return null;
}

function isInPre(html: string): boolean {
  return (html.match(/<pre\b/gi)?.length ?? 0) > (html.match(/<\/pre\b/gi)?.length ?? 0);
}
