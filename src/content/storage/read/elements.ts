/** How each element of the storage format behaves for a reader. */
import { isMacro } from '../../macros/parameters.js';
import { fenceKind } from '../../macros/code.js';
import { elementNames, markOf } from '../../model/element-names.js';
import { marks } from '../../model/inline.js';
import type { XmlElement, XmlNode } from '../../xml/xml-node.js';
import { findElement, isElement } from '../../xml/xml-node.js';

/** Whether an element stands between paragraphs, and so ends the loose text before it. */
export function isBlockElement(element: XmlElement): boolean {
  return elementNames.block.has(element.name) || (isMacro(element) && isBlockMacro(element));
}

/** Macros that can only stand between paragraphs: those with a body of their own. */
export function isBlockMacro(macro: XmlElement): boolean {
  return findElement(macro, 'ac:rich-text-body') !== undefined || fenceKind(macro) !== null;
}

/** Whether nothing of a node is read: a comment, or an element that only a program needs. */
export function isSilent(node: XmlNode): boolean {
  return isElement(node) ? elementNames.silent.has(node.name) : node.type === 'comment';
}

/** The marks that an element gives to what is in it, as bits of `marks`; 0 for one that gives none. */
export function formatOf(element: XmlElement): number {
  return elementNames.code.has(element.name) ? marks.code : markOf(element.name);
}

/** An element that only wraps: any HTML, and a few of Confluence's. Everything else of Confluence's is opaque. */
export function isWrapper(element: XmlElement): boolean {
  return elementNames.group.has(element.name) || !/^(?:ac|ri|at):/.test(element.name);
}
