import { fallbackOf } from '../../macros/adf-extension.js';
import { isPanel, updateContainer } from '../../macros/containers.js';
import { isMacro } from '../../macros/parameters.js';
import { setAttribute } from '../../xml/splice.js';
import type { Container, Item, Parent } from '../../model/block.js';
import { unconvertible } from '../../model/unconvertible.js';
import type { Splice } from '../../xml/splice.js';
import type { XmlElement } from '../../xml/xml-node.js';
import { findElement } from '../../xml/xml-node.js';
import { isSection, layoutType } from '../../macros/layout.js';
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
  if (isMacro(element)) return [...renamed(source, element, original, edited), ...updateContainer(element, edited)];
  if (isSection(original)) {
    const type = edited.attributes['type'];
    const isKept = type === original.attributes['type'] && edited.children.length === original.children.length;
    return isKept
      ? []
      : setAttribute(source, element, 'ac:type', layoutType(type, edited.children.length, edited.line ?? 0));
  }
  return [];
}

/** What has to go where the content of a parent changed: a copy for older editors would show the old text, and Confluence makes a new one. */
export function staleCopies({ source }: Parent): Splice[] {
  const fallback = source?.element && fallbackOf(source.element);
  return fallback ? [{ start: fallback.start, end: fallback.end, text: '' }] : [];
}

/** Another kind of panel for the same content. */
function renamed(source: string, element: XmlElement, original: Container, edited: Container): Splice[] {
  if (original.name === edited.name) return [];
  if (isPanel(original.name) && isPanel(edited.name)) return setAttribute(source, element, 'ac:name', edited.name);
  throw unconvertible(edited.line ?? 0, `a block "${original.name}" cannot become "${edited.name}"`);
}

function taskChanges(element: XmlElement, original: Item, edited: Item): Splice[] {
  const status = findElement(element, 'ac:task-status');
  if (!status || original.done === edited.done) return [];
  const text = `<ac:task-status>${edited.done ? 'complete' : 'incomplete'}</ac:task-status>`;
  return [{ start: status.start, end: status.end, text }];
}
