import { elementsBelow, scanStorage, type Element } from './scan-storage.js';

/** The smallest blocks that hold text. */
const leaves = new Set([
  'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'td', 'th', 'li', 'ac:task-body', 'pre', 'ac:plain-text-body', 'blockquote', 'div', 'dt', 'dd',
  'ac:layout-cell', 'ac:rich-text-body', 'ac:adf-content', 'ac:caption', 'section', 'article',
]); // prettier-ignore

/** Elements whose tags part one block from the next. */
const borders = new Set([
  ...leaves, 'ul', 'ol', 'table', 'tbody', 'thead', 'tfoot', 'tr', 'ac:task-list', 'ac:task', 'ac:layout', 'ac:layout-section', 'ac:structured-macro',
  'ac:macro', 'ac:adf-extension', 'ac:adf-node', 'hr', 'dl', 'colgroup', 'col',
]); // prettier-ignore

export interface Change {
  /** The range of the storage before that was replaced, and what stands there now. */
  readonly start: number;
  readonly end: number;
  readonly instead: string;
}

/** The one range in which two texts differ, as small as their common start and end allow. */
export function changeBetween(before: string, after: string): Change {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < most - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { start, end: before.length - tail, instead: after.slice(start, after.length - tail) };
}

/** Does the change lie within one smallest block: a paragraph, a heading, a cell, a task, an item's own text, the body of code? */
export function isWithinLeaf(storage: string, change: Change): boolean {
  const around = smallestAround(scanStorage(storage), change);
  const panel = ancestor(around, 'ac:adf-extension');
  // A panel of the newer editor holds its text twice; the copy for older editors is dropped with an edit.
  if (panel && storage.slice(panel.start, panel.end).includes('<ac:adf-fallback')) return true;
  // A cell of several paragraphs is one block to a reader.
  if (ancestor(around, 'td') ?? ancestor(around, 'th')) return !crosses(around, change, new Set(['td', 'th', 'tr', 'li', 'table', 'ac:structured-macro']));
  return !crosses(around, change, borders);
}

function ancestor(element: Element | null, name: string): Element | null {
  return element === null || element.name === name ? element : ancestor(element.parent, name);
}

function smallestAround(root: Element, { start, end }: Change): Element {
  let around = root;
  for (const element of elementsBelow(root)) if (leaves.has(element.name) && element.innerStart <= start && end <= element.innerEnd) around = element;
  return around;
}

/** Is a tag of such an element in the changed range? */
function crosses(around: Element, { start, end }: Change, tags: ReadonlySet<string>): boolean {
  const touches = (from: number, to: number) => from < end && to > start;
  for (const { name, start: open, innerStart, innerEnd, end: close } of elementsBelow(around))
    if (tags.has(name) && (touches(open, innerStart) || touches(innerEnd, close))) return true;
  return false;
}
