import type { Heading, Leaf, Paragraph, Source } from '../../model/block.js';
import type { Token } from '../../model/inline.js';
import { visible } from '../../model/inline.js';
import { tokenize } from '../../model/tokenize.js';
import type { XmlNode } from '../../xml/xml-node.js';
import { isElement } from '../../xml/xml-node.js';
import { readInline } from './read-inline.js';
import type { Reader } from './reader.js';

/** Inline content that is cut into words only when someone asks: most blocks of a page are never looked at in an edit. */
interface LazyContent {
  readonly content: readonly Token[];
}

/** The content of these nodes; null when there is nothing in them that a person sees. */
export function lazyContent(reader: Reader, nodes: readonly XmlNode[]): LazyContent | null {
  if (!nodes.every(isPlain) || !nodes.some(hasWords)) {
    const content = tokenize(readInline(reader, nodes));
    return visible(content).length === 0 ? null : { content };
  }
  let content: readonly Token[] | undefined;
  return {
    get content() {
      const words = content ?? tokenize(readInline(reader, nodes));
      if (reader.keepsWords) content = words;
      return words;
    },
  };
}

/** Nothing in here is given an id: ids are given in reading order, so that such content must be read at once. */
function isPlain(node: XmlNode): boolean {
  if (!isElement(node)) return true;
  const plain = !/^(?:ac|ri|at):|^(?:img|time)$/.test(node.name) || node.name === 'ac:inline-comment-marker';
  return plain && node.children.every(isPlain);
}

/** Hangul's fillers count as letters, but nobody sees them, so that `cleanText` takes them out. */
const seenLetter = /(?![\u115F\u1160\u3164\uFFA0])[\p{L}\p{N}]/u;

function hasWords(node: XmlNode): boolean {
  if (isElement(node)) return node.children.some(hasWords);
  return node.type === 'text' && seenLetter.test(node.value.replace(/&[^;]*;/g, ''));
}

/** A leaf with content that is read when it is asked for. */
export function withContent(head: Omit<Paragraph, 'content'> | Omit<Heading, 'content'>, lazy: LazyContent): Leaf {
  return new LazyLeaf(head.type, 'level' in head ? head.level : undefined, head.source, lazy) as Leaf;
}

/** A class, because a page has tens of thousands of these, and a getter defined on each would make slow objects of them. */
class LazyLeaf {
  constructor(
    readonly type: Leaf['type'],
    readonly level: number | undefined,
    readonly source: Source | null,
    private readonly lazy: LazyContent,
  ) {}

  get content(): readonly Token[] {
    return this.lazy.content;
  }
}
