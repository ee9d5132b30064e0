import { decodeHTMLStrict } from 'entities/decode';
import { cleanText, hiddenRanges } from './clean-text.js';
import type { XmlElement, XmlText } from './xml-node.js';
import { isElement } from './xml-node.js';

/** The text that a reader sees: entities decoded, invisible characters gone. */
export function decodeText(node: XmlText): string {
  const text = node.type === 'text' && node.value.includes('&') ? decodeHTMLStrict(node.value) : node.value;
  return cleanText(text);
}

/** All text inside an element, decoded. */
export function textOf(element: XmlElement): string {
  return element.children
    .map((child) => (isElement(child) ? textOf(child) : child.type === 'comment' ? '' : decodeText(child)))
    .join('');
}

const unit = /&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);|[\s\S]/g;

/** Offsets into `raw` of each UTF-16 unit of its decoded text, and of the end: how to find the bytes of a stretch of visible text. */
export function rawOffsets(raw: string, decodeEntities: boolean): readonly number[] {
  const isPlain = !(decodeEntities && raw.includes('&')) && hiddenRanges(raw).length === 0;
  if (isPlain) return Array.from({ length: raw.length + 1 }, (_, i) => i);
  const decoded: string[] = [];
  const offsets: number[] = [];
  const push = (text: string, at: number) => {
    for (let i = 0; i < text.length; i++) offsets.push(at);
    decoded.push(text);
  };
  if (decodeEntities)
    for (const match of raw.matchAll(unit))
      push(match[0].length > 1 ? decodeHTMLStrict(match[0]) : match[0], match.index);
  else for (let i = 0; i < raw.length; i++) push(raw.charAt(i), i);
  const hidden = new Set(hiddenRanges(decoded.join('')).flatMap(([start, end]) => range(start, end)));
  return [...offsets.filter((_, i) => !hidden.has(i)), raw.length];
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, i) => start + i);
}
