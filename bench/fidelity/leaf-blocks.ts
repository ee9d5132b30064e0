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

const cellBorders = new Set(['td', 'th', 'tr', 'li', 'table', 'ac:structured-macro', 'ac:macro']);

type Range = Pick<Change, 'start' | 'end'>;

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
export function isWithinLeaf(before: string, after: string): boolean {
  const change = changeBetween(before, after);
  // A panel of the newer editor holds its text twice; an edit drops the copy for older editors.
  if (copies(after) < copies(before)) return isWithinLeaf(withoutCopies(before), withoutCopies(after));
  const root = scanStorage(before);
  return placesOf(before, change).some((place) => isOneLeaf(root, place));
}

/** Was something only put in between blocks, and nothing that was there touched? */
export function isPutBetween(before: string, after: string): boolean {
  if (copies(after) < copies(before)) return isPutBetween(withoutCopies(before), withoutCopies(after));
  const { start, end } = changeBetween(before, after);
  return start === end;
}

const copy = /<ac:adf-fallback>[\s\S]*?<\/ac:adf-fallback>/g;

function copies(storage: string): number {
  return storage.match(copy)?.length ?? 0;
}

function withoutCopies(storage: string): string {
  return storage.replace(copy, '');
}

/** What was put in may have gone in at several places with the same result, such as before or after a tag that it ends with. */
function placesOf(before: string, { start, end, instead }: Change): Range[] {
  const places = [{ start, end }];
  for (let at = start; start === end && at > 0 && instead.length > 0; at--) {
    if (before[at - 1] !== instead[(((at - 1 - start) % instead.length) + instead.length) % instead.length]) break;
    places.push({ start: at - 1, end: at - 1 });
  }
  return places;
}

function isOneLeaf(root: Element, change: Range): boolean {
  const around = smallestAround(root, change);
  // A cell of several paragraphs is one block to a reader.
  if (ancestor(around, 'td') ?? ancestor(around, 'th')) return !crosses(around, change, cellBorders);
  return !crosses(around, change, borders);
}

function ancestor(element: Element | null, name: string): Element | null {
  return element === null || element.name === name ? element : ancestor(element.parent, name);
}

function smallestAround(root: Element, { start, end }: Range): Element {
  let around = root;
  for (const element of elementsBelow(root))
    if (leaves.has(element.name) && element.innerStart <= start && end <= element.innerEnd) around = element;
  return around;
}

/** Is a tag of such an element in the changed range? */
function crosses(around: Element, { start, end }: Range, tags: ReadonlySet<string>): boolean {
  const touches = (from: number, to: number) => from < end && to > start;
  return [...elementsBelow(around)].some((element) => {
    const parts = tags.has(element.name) && !isInline(element);
    return parts && (touches(element.start, element.innerStart) || touches(element.innerEnd, element.end));
  });
}

/** A macro that stands in a line, as a word does. */
function isInline({ name, children }: Element): boolean {
  return /^ac:(?:structured-)?macro$/.test(name) && !children.some((child) => child.name.endsWith('-body'));
}
