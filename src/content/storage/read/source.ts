import type { Source, Span } from '../../model/block.js';
import type { XmlElement, XmlNode } from '../../xml/xml-node.js';

/** Content in `body` (by default the element itself) of the block that `element` is. */
export function elementSource(
  source: string,
  element: XmlElement,
  body: XmlElement = element,
  innerEnd = body.innerEnd,
): Source {
  const outer = { start: element.start, end: element.end };
  if (body.innerStart < body.end) return { outer, inner: { start: body.innerStart, end: innerEnd }, element };
  const ending = /\s*\/>$/.exec(source.slice(body.start, body.end));
  return {
    outer,
    inner: { start: body.end - (ending?.[0].length ?? 0), end: body.end },
    element,
    hollow: { open: '>', close: `</${body.name}>` },
  };
}

/** Nodes that stand loose among others, without an element around them. */
export function looseSource(nodes: readonly XmlNode[]): Source {
  const span: Span = { start: nodes[0]?.start ?? 0, end: nodes.at(-1)?.end ?? 0 };
  return { outer: span, inner: span, element: null };
}
