import { leading, linesOf } from './markdown-lines.js';

/** A word of Markdown that is text: no target, attribute, directive, tag or sign. */
export interface Spot {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const words = new Intl.Segmenter('und', { granularity: 'word' });

/** What is in a line that is not text; masked with as many blanks. */
const notText = [
  /(?<!(?<!\\)(?:\\\\)*\\):{1,2}[a-z]+\[(?:[^\]\\]|\\.)*\](?:\{[^}]*\})?/g,
  /!\[(?:[^\]\\]|\\.)*\]\((?:[^()]|\([^()]*\))*\)/g,
  /\[@(?:[^\]\\]|\\.)*\]\([^()]*\)/g,
  /\]\((?:[^()\s]|\([^()]*\))*(?:\s+"[^"]*")?\)/g,
  /<a href="user:[^"]*">[^<]*<\/a>/g,
  /<li>\[[ x]\]/g,
  /<\/?[a-z][^>]*>/gi,
  /&[#\w]+;/g,
  /(?:https?:\/\/|www\.|mailto:)[^\s<>|]*/gi,
  /[^\s|*[\]()]+@[^\s|*[\]()]+/g,
  /:[a-z0-9_+-]+:/g,
  new RegExp(String.raw`${leading}\[[ x]\](?: \(empty\))?`, 'g'),
];

const directive = new RegExp(`${leading}:{3,}`);

/** The places of words in Markdown. */
export function spotsIn(markdown: string): Spot[] {
  return linesOf(markdown).flatMap(({ text, start, kind }) => {
    if (kind === 'code') return wordsIn(text, start);
    return kind === 'fence' || directive.test(text) ? [] : wordsIn(mask(text), start);
  });
}

function mask(line: string): string {
  return notText.reduce((text, pattern) => text.replace(pattern, (found) => ' '.repeat(found.length)), line);
}

function wordsIn(line: string, offset: number): Spot[] {
  return [...words.segment(line)].flatMap(({ segment, index }) => {
    const match = /\p{L}[\p{L}\p{M}\p{N}\u200C\u200D]*/u.exec(segment);
    if (!match) return [];
    const start = offset + index + match.index;
    return [{ word: match[0], start, end: start + match[0].length }];
  });
}

/** At most `limit` of them, spread evenly. */
export function spread<Item>(items: readonly Item[], limit: number): Item[] {
  if (items.length <= limit) return [...items];
  return Array.from({ length: limit }, (_, i) => items[Math.floor((i * items.length) / limit)] as Item);
}

/** Placeholders of what Markdown cannot show, in a line or on one of their own. */
export function placeholdersIn(markdown: string): { text: string; start: number; end: number }[] {
  return [...markdown.matchAll(/(?<![:\\])::?macro\[(?:[^\]\\]|\\.)*\]\{#[^}]*\}/g)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}
