import { decodeHTML } from 'entities/decode';
import { parseStorage } from '../../xml/parse-storage.js';
import type { XmlNode } from '../../xml/xml-node.js';

/** What a reader sees nothing of: white space, control and zero-width characters, and the blank of Braille. */
const unseen = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]+/gu;

/** Things that stand for something without words, each counted as a short word of so many characters. */
const thingChars = 10;
const things: ReadonlySet<string> = new Set([
  ...['ac:structured-macro', 'ac:macro', 'ac:image', 'ac:adf-extension', 'ac:emoticon', 'ac:placeholder', 'img'],
  ...['ri:user', 'time'],
]);

/** An anchor is a mark that no reader sees. */
const unseenMacros: ReadonlySet<string | undefined> = new Set(['anchor']);

/**
 * How much of a storage body a reader sees, in characters: its words, texts of code included, and something for each
 * macro, image, mention and date. Comments, attributes, parameters, and white space of every kind count for nothing.
 */
export function visibleSize(storage: string): number {
  let size = 0;
  const open: XmlNode[] = [...parseStorage(storage).children];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'element') {
      if (node.name === 'ac:parameter' || unseenMacros.has(node.attributes['ac:name'])) continue;
      if (things.has(node.name)) size += thingChars;
      for (const child of node.children) open.push(child);
    } else if (node.type === 'text') size += seenIn(decodeHTML(node.value));
    else if (node.type === 'cdata') size += seenIn(node.value);
  }
  return size;
}

function seenIn(text: string): number {
  return text.replace(unseen, '').length;
}
