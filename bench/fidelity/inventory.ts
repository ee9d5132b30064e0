import { attributeOf, elementsBelow, isElement, scanStorage, type Element } from './scan-storage.js';

/** Elements that only format or hold text: an edit of the text may cut them in two. */
const formatting = new Set([
  'strong', 'b', 'em', 'i', 'u', 'ins', 's', 'del', 'strike', 'sub', 'sup', 'code', 'tt', 'kbd', 'samp', 'span', 'font', 'big', 'small', 'br', 'p',
  'ac:link-body', 'ac:plain-text-link-body', 'ac:plain-text-body', 'ac:rich-text-body', 'wbr',
]); // prettier-ignore

/** Elements that are told apart by their text. */
const byText = new Set(['ac:parameter', 'ac:task-id', 'ac:task-uuid', 'ac:adf-attribute']);

/**
 * Everything on a page that an edit elsewhere must leave: each element by its opening tag, byte for byte, with how often it is there.
 * Anchors of comments are counted once for each comment, and copies for older editors not at all.
 */
export function takeInventory(storage: string): Map<string, number> {
  const inventory = new Map<string, number>();
  for (const element of elementsBelow(scanStorage(storage))) {
    if (formatting.has(element.name) || isIn(element, 'ac:adf-fallback')) continue;
    if (element.name === 'ac:inline-comment-marker')
      inventory.set(`comment ${attributeOf(storage, element, 'ac:ref')}`, 1);
    else {
      const key = storage
        .slice(element.start, byText.has(element.name) ? element.end : element.innerStart)
        .replace(/\s*\/?>$/, '');
      inventory.set(key, (inventory.get(key) ?? 0) + 1);
    }
  }
  return inventory;
}

export function isIn(element: Element | null, name: string): boolean {
  return element !== null && (element.name === name || isIn(element.parent, name));
}

/** What `before` has more often than `after`. */
export function lostFrom(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string[] {
  return [...before].filter(([key, times]) => (after.get(key) ?? 0) < times).map(([key]) => key);
}

/** A thing that nobody deletes by deleting the words around it. */
export interface Treasure {
  readonly kind: 'macro' | 'comment' | 'image' | 'layout';
  readonly key: string;
}

const showsItsBody = new Set(['code', 'noformat', 'status']);

/** Placeholders, images, frames and comments: what may only go with a plain word. A macro counts when its text is not on the page itself. */
export function treasuresOf(storage: string): Treasure[] {
  const found: Treasure[] = [];
  for (const element of elementsBelow(scanStorage(storage))) {
    if (isIn(element, 'ac:adf-fallback') || isIn(element.parent, 'ac:parameter')) continue;
    const kind = kindOf(storage, element);
    if (kind === null) continue;
    const ref = attributeOf(storage, element, 'ac:ref');
    const key =
      kind === 'comment' ? ref : storage.slice(element.start, kind === 'layout' ? element.innerStart : element.end);
    if (kind !== 'comment' || !found.some((one) => one.key === key)) found.push({ kind, key });
  }
  return found;
}

function kindOf(storage: string, element: Element): Treasure['kind'] | null {
  switch (element.name) {
    case 'ac:structured-macro':
    case 'ac:macro': {
      const shown = element.children.filter(isElement).some((child) => child.name === 'ac:rich-text-body');
      return shown || showsItsBody.has(attributeOf(storage, element, 'ac:name')) ? null : 'macro';
    }
    case 'ac:inline-comment-marker':
      return 'comment';
    case 'ac:image':
    case 'img':
      return 'image';
    case 'ac:layout-section':
      return element.children.filter(isElement).length > 1 ? 'layout' : null;
    default:
      return null;
  }
}

/** The treasures of `before` that `after` no longer has. */
export function lostTreasures(before: readonly Treasure[], after: readonly Treasure[]): Treasure[] {
  const left = new Map<string, number>();
  for (const { key } of after) left.set(key, (left.get(key) ?? 0) + 1);
  return before.filter(({ key }) => {
    const times = left.get(key) ?? 0;
    left.set(key, times - 1);
    return times <= 0;
  });
}
