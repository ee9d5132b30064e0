import { SaxesParser } from 'saxes';
import { assertWithin, unreadable, type DocumentLimits } from './limits.js';

/** An element by its local name: programs differ in their prefixes. Text stands among the children. */
export interface XmlElement {
  readonly name: string;
  /** By local name; those of a relationship keep their prefix as `r:`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (XmlElement | string)[];
}

interface XmlHandler {
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
}

/** Walks XML within the limits. Throws UNCONVERTIBLE for what is not well-formed, too deep or too much. */
export function walkXml(xml: string, limits: DocumentLimits, handler: XmlHandler): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  let elements = 0;
  parser.on('error', (error) => {
    throw unreadable('is damaged: its XML is not well-formed', error);
  });
  parser.on('doctype', () => {
    throw unreadable('declares XML entities, which Office never does');
  });
  parser.on('opentag', ({ name, attributes }) => {
    elements += 1;
    depth += 1;
    if (depth > limits.maxDepth) throw unreadable(`is nested more than ${limits.maxDepth} deep`);
    assertWithin(elements, limits.maxElements, 'elements');
    handler.open?.(localName(name), localAttributes(attributes));
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    handler.close?.(localName(name));
  });
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));
  parser.write(xml.replace(/^\uFEFF/, '')).close();
}

/** The whole as a tree, for parts that are small enough to be held. */
export function parseXml(xml: string, limits: DocumentLimits): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  const open = [root];
  walkXml(xml, limits, {
    open: (name, attributes) => {
      const element: XmlElement = { name, attributes, children: [] };
      open.at(-1)?.children.push(element);
      open.push(element);
    },
    close: () => void open.pop(),
    text: (text) => void open.at(-1)?.children.push(text),
  });
  return root;
}

/** The child elements, without the text between them. */
export const elementsOf = ({ children }: XmlElement): XmlElement[] =>
  children.filter((child): child is XmlElement => typeof child !== 'string');

/** The first child element with this local name; undefined of nothing. */
export const findChild = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element && elementsOf(element).find((child) => child.name === name);

/** Every element of the name below, in reading order, none within another. */
export function findAll(element: XmlElement, name: string): XmlElement[] {
  return elementsOf(element).flatMap((child) => (child.name === name ? [child] : findAll(child, name)));
}

/** All text below an element, in reading order, with the blanks as they are. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

function localAttributes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const local: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('xmlns')) continue;
    const isRelationship = name.includes(':') && /^(?:id|embed|link)$/.test(localName(name)) && !name.startsWith('w:');
    local[isRelationship ? `r:${localName(name)}` : localName(name)] = value;
  }
  return local;
}
