import { fallbackOf } from '../../macros/adf-extension.js';
import { updateContainer } from '../../macros/containers.js';
import { isMacro } from '../../macros/parameters.js';
import { setAttribute } from '../../xml/splice.js';
import type { Container, Item, Parent } from '../../model/block.js';
import type { Splice } from '../../xml/splice.js';
import type { XmlElement } from '../../xml/xml-node.js';
import { findElement } from '../../xml/xml-node.js';
import { isSection } from '../../storage/write/write-blocks.js';
import { fitColumns } from './columns.js';

/** What an edit changes of a parent's own tags and parameters, apart from its content. */
export function ownChanges(source: string, original: Parent, edited: Parent): Splice[] {
  const element = original.source?.element;
  if (!element) return [];
  if (original.type === 'container' && edited.type === 'container')
    return containerChanges(source, element, original, edited);
  if (original.type === 'item' && edited.type === 'item') return taskChanges(element, original, edited);
  if (original.type === 'table' && edited.type === 'table')
    return fitColumns(original, edited)?.colgroup(source, element) ?? [];
  return [];
}

function containerChanges(source: string, element: XmlElement, original: Container, edited: Container): Splice[] {
  if (isMacro(element)) return updateContainer(element, edited.attributes);
  if (isSection(original))
    return edited.children.length === 1 ? setAttribute(source, element, 'ac:type', 'single') : [];
  // The copy for older editors would show the old text: without it, Confluence makes a new one.
  const fallback = fallbackOf(element);
  return fallback ? [{ start: fallback.start, end: fallback.end, text: '' }] : [];
}

function taskChanges(element: XmlElement, original: Item, edited: Item): Splice[] {
  const status = findElement(element, 'ac:task-status');
  if (!status || original.done === edited.done) return [];
  const text = `<ac:task-status>${edited.done ? 'complete' : 'incomplete'}</ac:task-status>`;
  return [{ start: status.start, end: status.end, text }];
}
