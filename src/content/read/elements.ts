/** How each element of the storage format behaves for a reader. */
import { isMacro } from '../macros/parameters.js';
import { fenceKind } from '../macros/code.js';
import { markOf, marks } from '../model/inline.js';
import type { XmlElement, XmlNode } from '../tree/xml-node.js';
import { findElement, isElement } from '../tree/xml-node.js';

const blocks = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'table',
  'blockquote',
  'pre',
  'hr',
  'div',
  'dl',
  'dt',
  'dd',
  'section',
  'article',
  'ac:task-list',
  'ac:layout',
  'ac:layout-section',
  'ac:layout-cell',
  'ac:adf-extension',
]);

/** Elements that carry nothing a person reads. */
const silent = new Set([
  'ac:placeholder',
  'ac:adf-mark',
  'ac:adf-fragment-mark',
  'ac:adf-fallback',
  'ac:adf-attribute',
  'ac:parameter',
  'ac:task-id',
  'ac:task-uuid',
  'ac:task-status',
  'colgroup',
  'col',
  'wbr',
  'ac:default-parameter',
  'ac:task-ids',
]);

/** Elements of Confluence's own that only group what is inside them. */
const groups = new Set([
  'ac:inline-comment-marker',
  'ac:link-body',
  'ac:rich-text-body',
  'ac:task-body',
  'ac:layout',
  'ac:layout-section',
  'ac:layout-cell',
  'ac:adf-content',
  'ac:adf-node',
  'ac:caption',
]);

/** Fixed-width letters, which HTML has several words for. */
const codeElements = new Set(['tt', 'kbd', 'samp']);

export function isBlockElement(element: XmlElement): boolean {
  return blocks.has(element.name) || (isMacro(element) && isBlockMacro(element));
}

/** Macros that can only stand between paragraphs: those with a body of their own. */
export function isBlockMacro(macro: XmlElement): boolean {
  return findElement(macro, 'ac:rich-text-body') !== undefined || fenceKind(macro) !== null;
}

export function isSilent(node: XmlNode): boolean {
  return isElement(node) ? silent.has(node.name) : node.type === 'comment';
}

export function formatOf(element: XmlElement): number {
  return codeElements.has(element.name) ? marks.code : markOf(element.name);
}

/** An element that only wraps: any HTML, and a few of Confluence's. Everything else of Confluence's is opaque. */
export function isWrapper(element: XmlElement): boolean {
  return groups.has(element.name) || !/^(?:ac|ri|at):/.test(element.name);
}
