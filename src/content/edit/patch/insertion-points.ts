import type { Block, Span } from '../../model/block.js';
import type { XmlElement, XmlNode, XmlTree } from '../../xml/xml-node.js';
import { isElement } from '../../xml/xml-node.js';
import { isLoose, sourceOf } from './originals.js';

/** Where new text goes before a block: outside of what only wraps this block and what is behind it, where text does not belong. */
export function pointBefore(tree: XmlTree, block: Block, span: Span): number {
  const { start } = sourceOf(block).outer;
  return leave(tree, start, span, isLoose(block), (element, from) => ({
    isAtEdge: tree.source.slice(element.innerStart, from).trim() === '',
    point: element.start,
  }));
}

/** Where new text goes behind a block. */
export function pointBehind(tree: XmlTree, block: Block, span: Span): number {
  const { end } = sourceOf(block).outer;
  return leave(tree, end, span, isLoose(block), (element, from) => ({
    isAtEdge: tree.source.slice(from, element.innerEnd).trim() === '',
    point: element.end,
  }));
}

/** Leaves paragraphs that hold blocks, lists of terms, and what has loose text in it, as far as nothing else is in them. */
function leave(
  tree: XmlTree,
  from: number,
  span: Span,
  isTextLoose: boolean,
  edge: (element: XmlElement, from: number) => { isAtEdge: boolean; point: number },
): number {
  let [point, reached] = [from, from];
  for (const element of wrappersAt(tree.children, from, span).reverse()) {
    const { isAtEdge, point: outside } = edge(element, reached);
    if (!isAtEdge || /^(?:ac:|t(?:body|head|foot)$)/.test(element.name)) break;
    reached = outside;
    const isLeft = element.name === 'dl' || element.name === 'p' || (isTextLoose && !/^d[dt]$/.test(element.name));
    if (isLeft) point = reached;
  }
  return point;
}

/** The elements around a place that lie within the span, outermost first. */
function wrappersAt(nodes: readonly XmlNode[], at: number, span: Span): XmlElement[] {
  for (const node of nodes) {
    if (!isElement(node) || node.innerStart > at || node.innerEnd < at || node.innerStart === node.end) continue;
    const inner = wrappersAt(node.children, at, span);
    return node.start >= span.start && node.end <= span.end ? [node, ...inner] : inner;
  }
  return [];
}
