import { linkBody, linkTarget } from '../macros/link.js';
import { isSilent, isWrapper } from '../storage/read/elements.js';
import { decodeText } from '../xml/decode.js';
import type { XmlElement, XmlNode } from '../xml/xml-node.js';
import { isElement } from '../xml/xml-node.js';

/** Words, pictures that stand for some, and signs where they are all there is. */
export function wordsIn(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+|\p{Extended_Pictographic}/gu) ?? text.match(/[^\s\u00A0]+/g) ?? [];
}

/** A link without a body shows the title or the file name of what it points at. */
export function bareLinkLabel(node: XmlElement): string | null {
  if (node.name !== 'ac:link' || linkBody(node)) return null;
  return linkTarget(node)?.label ?? null;
}

/** The text that is seen of a node. */
export function visibleText(node: XmlNode): string {
  if (!isElement(node)) return node.type === 'comment' ? '' : decodeText(node);
  return isSilent(node) ? '' : (bareLinkLabel(node) ?? node.children.map(visibleText).join(' '));
}

const pictures = new Set(['hr', 'img', 'time']);

/** Is there anything inside that a person sees? */
export function holdsAnything(element: XmlElement): boolean {
  return element.children.some((child) => {
    if (!isElement(child)) return child.type !== 'comment' && /[^\s\u00A0]/.test(decodeText(child));
    if (isSilent(child) || child.name.startsWith('ri:')) return false;
    return pictures.has(child.name) || !isWrapper(child) || holdsAnything(child);
  });
}
