import { containerName, readContainer } from '../macros/containers.js';
import { isMacro, macroName, parameter } from '../macros/parameters.js';
import { isBlockElement, isSilent, isWrapper } from '../storage/read/elements.js';
import { decodeText } from '../xml/decode.js';
import type { XmlElement, XmlNode, XmlTree } from '../xml/xml-node.js';
import { isElement } from '../xml/xml-node.js';
import { describeThing } from './describe-thing.js';
import type { Description, Extent, Inventory, Thing } from './thing.js';
import { bareLinkLabel, wordsIn } from './visible-text.js';

/** Lists what a page holds that an edit must not drop by accident. */
export function takeInventory({ source, children }: XmlTree): Inventory {
  const things: Thing[] = [];
  const words: string[] = [];
  /** What stands loose on the page, up to the next block. */
  let loose: Extent | null = null;
  for (const node of children) {
    if (isElement(node) && isSentence(node)) loose = null;
    else loose ??= { from: words.length, to: words.length };
    visit(node, loose);
    if (loose) loose.to = words.length;
  }
  return { things, words };

  function show(more: readonly string[]): void {
    // One by one: a call with a hundred thousand arguments has no room on the stack.
    for (const word of more) words.push(word);
  }

  function visit(node: XmlNode, sentence: Extent | null): void {
    if (!isElement(node)) {
      if (node.type !== 'comment') show(textWords(decodeText(node)));
      return;
    }
    if (isSilent(node)) return;
    const own = { from: words.length, to: words.length };
    const description = describeThing(node, source);
    if (description)
      things.push({ ...description, element: node, extent: extentOf(description, own, sentence), words });
    show(signsOf(node, description));
    const label = bareLinkLabel(node);
    if (label !== null) show(wordsIn(label));
    else for (const child of contentOf(node)) visit(child, isSentence(node) ? own : sentence);
    own.to = words.length;
  }
}

function extentOf({ shows }: Description, own: Extent, sentence: Extent | null): Extent | null {
  if (shows === 'itself') return own;
  return shows === 'in its sentence' ? sentence : null;
}

/** What a link, an image or a macro points at is no part of its content. */
function contentOf(element: XmlElement): readonly XmlNode[] {
  if (isWrapper(element)) return element.children;
  return element.children.filter((child) => !isElement(child) || !child.name.startsWith('ri:'));
}

/** Words, and a sign for each name behind an `@`: text that stands for a person. */
function textWords(text: string): readonly string[] {
  const words = wordsIn(text);
  if (!text.includes('@')) return words;
  return [...words, ...Array.from(text.matchAll(/(?<![\p{L}\p{N}.])@\p{L}/gu), () => mentionInWords)];
}

/** A sign for something that is seen but is no word: no text can hold it. */
const mark = '\u0000';

/** Somebody is named in plain words. */
export const mentionInWords = `${mark}@`;

/** Whether an entry of `words` stands for something seen that is no word, such as an image. */
export function isSign(word: string): boolean {
  return word.startsWith(mark);
}

/** What is seen of an element beside the words inside of it. */
function signsOf(element: XmlElement, description: Description | null): readonly string[] {
  if (description?.shows === 'itself') return isMacro(element) ? titleOf(element) : [];
  if (description && description.kind !== 'comment' && description.kind !== 'layout')
    return [`${mark}${description.content}`];
  if (element.name === 'ac:emoticon') return [`${mark}emoticon ${element.attributes['ac:name'] ?? ''}`];
  return element.name === 'hr' ? [`${mark}rule`] : [];
}

/** The title is shown of containers and of code. */
function titleOf(macro: XmlElement): readonly string[] {
  const name = macroName(macro);
  const titles = containerName(name) === null ? [] : Object.values(readContainer(macro).attributes);
  return [...titles, ...(name === 'code' ? [parameter(macro, 'title')] : [])].flatMap(wordsIn);
}

const sentences = new Set(['td', 'th', 'li', 'ac:task-body', 'ac:rich-text-body', 'ac:adf-content']);

function isSentence(element: XmlElement): boolean {
  return isBlockElement(element) || sentences.has(element.name);
}
