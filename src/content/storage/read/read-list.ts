import type { Block, Item } from '../../model/block.js';
import { textOf } from '../../xml/decode.js';
import type { XmlElement, XmlNode } from '../../xml/xml-node.js';
import { findElement, isElement } from '../../xml/xml-node.js';
import type { ReadChildren, Reader } from './reader.js';
import { elementSource } from './source.js';

/** An `ul` or `ol`; nothing for one without items. A start that Markdown cannot write is read as 1. */
export function readList(reader: Reader, list: XmlElement, readChildren: ReadChildren): Block[] {
  const children = list.children.filter(isItem).map((child) => readItem(reader, child, readChildren));
  const kind = list.name === 'ol' ? 'ordered' : 'bullet';
  const first = kind === 'ordered' ? Number.parseInt(list.attributes['start'] ?? '1', 10) : 1;
  const start = first >= 0 && first <= 999_999_999 ? first : 1;
  return children.length === 0
    ? []
    : [{ type: 'list', kind, first: start, children, source: elementSource(reader.source, list) }];
}

/** Old pages nest a list straight in a list; it reads as an item that holds it. */
function isItem(node: XmlNode): node is XmlElement {
  return isElement(node) && (node.name === 'li' || node.name === 'ul' || node.name === 'ol');
}

function readItem(reader: Reader, element: XmlElement, readChildren: ReadChildren): Item {
  if (element.name === 'li')
    return {
      type: 'item',
      done: null,
      children: readChildren(reader, element.children),
      source: elementSource(reader.source, element),
    };
  const span = { start: element.start, end: element.end };
  return {
    type: 'item',
    done: null,
    children: readChildren(reader, [element]),
    source: { outer: span, inner: span, element: null },
  };
}

/** An `ac:task-list`; a list straight in it reads as an item that holds it, as in other lists. */
export function readTaskList(reader: Reader, list: XmlElement, readChildren: ReadChildren): Block[] {
  const children: Item[] = [];
  for (const child of list.children) {
    if (isElement(child, 'ac:task')) children.push(readTask(reader, child, readChildren));
    else if (isElement(child, 'ac:task-list')) {
      const span = { start: child.start, end: child.end };
      children.push({
        type: 'item',
        done: false,
        children: readChildren(reader, [child]),
        source: { outer: span, inner: span, element: null },
      });
    }
  }
  return children.length === 0
    ? []
    : [{ type: 'list', kind: 'task', first: 1, children, source: elementSource(reader.source, list) }];
}

/** The body of a task, and the lists nested behind it. */
function readTask(reader: Reader, task: XmlElement, readChildren: ReadChildren): Item {
  const status = findElement(task, 'ac:task-status');
  const body = findElement(task, 'ac:task-body');
  const done = status ? textOf(status).trim() === 'complete' : false;
  const rest = task.children.filter((child) => isElement(child, 'ac:task-list'));
  const children = [...readChildren(reader, body?.children ?? []), ...readChildren(reader, rest)];
  const source = elementSource(reader.source, task, body ?? task, body && rest.length > 0 ? task.innerEnd : undefined);
  return { type: 'item', done, children, source };
}
