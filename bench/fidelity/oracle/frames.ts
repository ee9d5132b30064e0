import type { Allowance } from './allowance.js';
import { targetOfLink } from './addresses.js';
import { without } from './compare.js';
import { wordsIn } from './words.js';
import { descendantsOf, elementsIn, isElement, textIn, type XmlElement } from './xml.js';

/** What one element says beside its text: its attributes, or the value of a parameter, an id or a width. */
export interface Frame {
  /** The bytes of its opening tag, or of all of it where its text is no text of the page. */
  readonly bytes: string;
  /** The words that a reader finds in it, or around it where it holds none: with all of them it may go. */
  readonly words: readonly string[];
}

/** Their text is a setting. */
const settings = /^(?:colgroup|ac:parameter|ac:adf-attribute|ac:task-id|ac:task-uuid)$/;
/** An edit of a text may cut them in two, and their bytes are judged with the block they are in. */
const cut =
  /^(?:strong|b|em|i|u|ins|s|del|strike|sub|sup|code|tt|kbd|samp|span|font|big|small|br|wbr|ac:inline-comment-marker|ac:link-body|ac:plain-text-link-body)$/;

/** Without a word of their own they are a thing or nothing, which goes with whatever is deleted. */
const holdsText = /^(?:p|h[1-6]|li|td|th|ac:task)$/;
/** Their words are none of the page's text. */
const wordless = /^(?:ac:adf-fallback|ac:task-status|ac:placeholder)$/;

const textBlock = /^(?:p|h[1-6]|li)$/;

/** Every element that says something beside its text: tables and their cells, lists, macros, pictures, links, layouts, settings. */
export function framesOf(root: XmlElement, storage: string): Frame[] {
  const frames: Frame[] = [];
  const visit = (element: XmlElement, around: readonly string[]): void => {
    for (const child of elementsIn(element)) {
      // Copies for older editors follow what they are copies of.
      if (child.name === 'ac:adf-fallback') continue;
      const isSetting = settings.test(child.name);
      const own = isSetting ? [] : shownWords(child);
      const words = own.length === 0 && !holdsText.test(child.name) ? around : own;
      const isFilled = isSetting ? textIn(child).trim() !== '' || child.name === 'colgroup' : hasAttributes(child);
      if (isFilled && !cut.test(child.name)) frames.push({ bytes: bytesOf(child, storage, isSetting), words });
      if (!isSetting) visit(child, words);
    }
  };
  visit(root, shownWords(root));
  return frames;
}

/** Widths move with their columns. */
function bytesOf(element: XmlElement, storage: string, isSetting: boolean): string {
  // A heading of another level is the same one.
  if (element.name !== 'colgroup')
    return storage.slice(element.start, isSetting ? element.end : element.innerStart).replace(/^<h[1-6]/, '<h');
  const columns = elementsIn(element).map(({ start, end }) => storage.slice(start, end));
  return `<colgroup> ${columns.sort().join(' ')}`;
}

function hasAttributes({ attributes }: XmlElement): boolean {
  return Object.keys(attributes).length > 0;
}

function shownWords(element: XmlElement): string[] {
  if (settings.test(element.name) || wordless.test(element.name)) return [];
  // A link without words of its own shows what its target is called.
  if (element.name === 'ac:link' && textIn(element).trim() === '') return wordsIn(targetOfLink(element)?.label ?? '');
  return element.children.flatMap((child) => (isElement(child) ? shownWords(child) : wordsIn(child)));
}

/** The frames that are gone, though a word of theirs is to stay; so many texts and lists became one with another. */
export function lostFrames(
  before: readonly Frame[],
  after: readonly Frame[],
  { blocks, words }: Allowance,
  merged: Joinable,
): string[] {
  const gone = without(
    before.map(({ bytes }) => bytes),
    after.map(({ bytes }) => bytes),
  );
  const lost = gone.filter((bytes) => !before.some((frame) => frame.bytes === bytes && isTaken(frame, words, blocks)));
  let { texts, lists } = merged;
  return lost.filter((bytes) => {
    if (/^<(?:p|h|li)\b/.test(bytes)) return --texts < 0;
    return !/^<[uo]l\b/.test(bytes) || --lists < 0;
  });
}

/** What has no word of its own, nor is in a text that has one, goes with a block that does. */
function isTaken({ words }: Frame, taken: readonly string[], blocks: number): boolean {
  if (words.length === 0) return taken.length > 0 || blocks > 0;
  return words.every((word) => taken.some((one) => one.includes(word)));
}

/** Blocks of which two become one where what stood between them goes; then one of their tags goes. */
export interface Joinable {
  readonly texts: number;
  readonly lists: number;
}

export function countJoinable(root: XmlElement): Joinable {
  const names = [...descendantsOf(root)].map(({ name }) => name);
  return {
    texts: names.filter((name) => textBlock.test(name)).length,
    lists: names.filter((name) => /^[uo]l$/.test(name)).length,
  };
}

/** How many cells each row of each table has: widths are those of other columns where one comes or goes. */
export function columnsOf(root: XmlElement): string {
  return [...descendantsOf(root)]
    .filter(({ name }) => name === 'table')
    .map((table) => {
      const rows = elementsIn(table)
        .flatMap((part) => [part, ...elementsIn(part)])
        .filter(({ name }) => name === 'tr');
      return rows.map((row) => elementsIn(row).length).join();
    })
    .join(' ');
}

/** What shows nothing and is kept all the same: empty paragraphs and comments of the source. */
export function unseenIn(root: XmlElement, storage: string): string[] {
  const empty = [...descendantsOf(root)].filter(
    ({ name, children }) => name === 'p' && children.every((child) => !isElement(child) && child.trim() === ''),
  );
  return [...empty.map(() => 'an empty paragraph'), ...(storage.match(/<!--[^]*?-->/g) ?? [])];
}

/** Copies for older editors, each with what it is a copy of: where that stays, so does the copy. */
export function copiesIn(root: XmlElement, storage: string): { readonly original: string; readonly copy: string }[] {
  return [...descendantsOf(root)].flatMap((element) => {
    const copy =
      element.name === 'ac:adf-extension' && elementsIn(element).find((one) => one.name === 'ac:adf-fallback');
    return copy
      ? [{ original: storage.slice(element.start, copy.start), copy: storage.slice(copy.start, copy.end) }]
      : [];
  });
}
