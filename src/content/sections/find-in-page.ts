import { printBlocks } from '../markdown/print/print-blocks.js';
import type { Block } from '../model/block.js';
import { isLeaf, walk } from '../model/block.js';
import { plainText } from '../model/inline.js';
import { readPage } from '../storage/read/read-page.js';
import type { ReadOptions } from '../storage/read/reader.js';
import type { BlockText, PageBlock } from './page-blocks.js';
import { pageBlocksOf } from './page-blocks.js';
import { collapseSpace } from '../xml/clean-text.js';

/** Words to look for in a page. */
export interface FindQuery {
  readonly query: string;
  /** The most matches. */
  readonly limit: number;
  readonly options?: ReadOptions;
}

/** A block with the words in it; of a list the one item, of a table the one row below its header. */
export interface BlockMatch extends BlockText {
  /** The words just before and after it, which may be empty. */
  readonly before: string;
  readonly after: string;
}

/** The blocks of a page in which words stand. */
export interface FindResult {
  /** Those with the whole phrase first, then those with all of its words; each in the order of the page. */
  readonly matches: BlockMatch[];
  /** How many there are, those above the limit included. */
  readonly total: number;
  /** False when no block has all the words: the matches then are those that have most of them. */
  readonly hasAllWords: boolean;
}

const mostText = 1_500;
const mostContext = 160;

/** The blocks of a page that hold these words, in any case, however they are formatted. */
export function findInPage(storage: string, { query, limit, options = {} }: FindQuery): FindResult {
  const units = pageBlocksOf(readPage(storage, options)).flatMap(unitsOf);
  const phrase = foldWords(query);
  const words = [...new Set(phrase.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word)))];
  const wanted = words.length === 0 ? [phrase] : words;
  const scores = units.map(({ words: text }) =>
    text.includes(phrase) ? wanted.length + 1 : wanted.filter((word) => text.includes(word)).length,
  );
  const best = scores.reduce((most, score) => Math.max(most, score), 0);
  const least = Math.max(1, Math.min(best, wanted.length));
  const found = [...scores.keys()].filter((at) => (scores[at] ?? 0) >= least);
  const ranked = found.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b).slice(0, limit);
  return {
    matches: ranked.flatMap((at) => toMatch(units, at, wanted)),
    total: found.length,
    hasAllWords: best >= wanted.length,
  };
}

/** What is looked at as one: a paragraph, an item, a row. */
interface Unit {
  readonly place: PageBlock;
  /** In small letters, with single spaces. */
  readonly words: string;
  readonly plain: string;
  print(): string;
}

function unitsOf(place: PageBlock): Unit[] {
  const { block } = place;
  if (block.type === 'list') {
    return block.children.map((item, index) => {
      const list = { ...block, first: block.first + index, children: [item] };
      return unitOf(place, item, () => printBlocks([list]));
    });
  }
  if (block.type === 'table') {
    const [header] = block.children;
    return block.children.map((row) => {
      const rows = header === undefined || row === header ? [row] : [header, row];
      return unitOf(place, row, () => printBlocks([{ ...block, children: rows }]));
    });
  }
  return [unitOf(place, block, () => printBlocks([block]))];
}

function unitOf(place: PageBlock, part: Block, print: () => string): Unit {
  const plain = wordsIn(part);
  return { place, plain, words: foldWords(plain), print };
}

/** Everything that a reader could look for in a block. */
function wordsIn(block: Block): string {
  const texts: string[] = [];
  walk([block], (part) => {
    if (isLeaf(part)) texts.push(plainText(part.content));
    if (part.type === 'code') texts.push(part.title, part.text);
    if (part.type === 'opaque') texts.push(part.label);
  });
  return texts.filter((text) => text !== '').join(' ');
}

function foldWords(text: string): string {
  return collapseSpace(text.normalize('NFKC')).toLowerCase();
}

function toMatch(units: readonly Unit[], at: number, words: readonly string[]): BlockMatch[] {
  const unit = units[at];
  if (unit === undefined) return [];
  const { id, headingPath } = unit.place;
  return [
    {
      id,
      headingPath,
      text: around(unit.print(), words),
      before: lastOf(units[at - 1]?.plain ?? ''),
      after: firstOf(units[at + 1]?.plain ?? ''),
    },
  ];
}

/** A long text only where the first of the words is. */
function around(text: string, words: readonly string[]): string {
  if (text.length <= mostText) return text;
  const small = text.toLowerCase();
  const [first = 0] = words.map((word) => small.indexOf(word)).filter((found) => found >= 0);
  const start = Math.max(0, Math.min(first - mostText / 2, text.length - mostText));
  const part = text.slice(start, start + mostText).replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
  return `${start > 0 ? '… ' : ''}${part}${start + mostText < text.length ? ' …' : ''}`;
}

function firstOf(text: string): string {
  return text.length <= mostContext ? text : `${text.slice(0, mostContext).replace(/[\uD800-\uDBFF]$/, '')} …`;
}

function lastOf(text: string): string {
  return text.length <= mostContext ? text : `… ${text.slice(-mostContext).replace(/^[\uDC00-\uDFFF]/, '')}`;
}
