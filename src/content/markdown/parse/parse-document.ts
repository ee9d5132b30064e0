import type { Block } from '../../model/block.js';
import { isParent } from '../../model/block.js';
import type { Token } from '../../model/inline.js';
import { BlockBuilder, NotAsKnown } from './build-blocks.js';
import { Definitions } from './definitions.js';
import type { FlowNode } from './flow-node.js';
import { parseFlow } from './flow.js';
import { footnoteList } from './footnotes.js';
import { withoutFrontMatter } from './front-matter.js';
import { InlineParser } from './inline-parser.js';
import { KnownTexts } from './known-texts.js';
import { ParseNotes } from './notes.js';

interface ParsedMarkdown {
  readonly blocks: readonly Block[];
  /** What of the text is not in the blocks as it was written. */
  readonly warnings: readonly string[];
}

/** Parses a whole Markdown text into blocks, without what it warns of. */
export function parseMarkdown(markdown: string, known?: KnownTexts): readonly Block[] {
  return parseDocument(markdown, known).blocks;
}

/**
 * Parses a whole Markdown text; what the page has word for word is taken from there. `isKnown` tells of words that the page shows
 * in the same spelling: what they became before needs no warning.
 */
export function parseDocument(
  markdown: string,
  known: KnownTexts = new KnownTexts([]),
  isKnown = (words: string) => known.includes(words),
): ParsedMarkdown {
  try {
    return parseWith(markdown, known, known.texts, isKnown);
  } catch (error) {
    if (!(error instanceof NotAsKnown)) throw error;
    known.reset();
    return parseWith(markdown, known, [], isKnown);
  }
}

function parseWith(
  markdown: string,
  known: KnownTexts,
  pageTexts: readonly string[],
  isKnown: (words: string) => boolean,
): ParsedMarkdown {
  const notes = new ParseNotes(isKnown);
  const text = withoutFrontMatter(notes.clean(markdown.replace(/\r\n?/g, '\n')), notes);
  const nodes = parseFlow(
    text,
    pageTexts,
    (place) => known.countAt(place),
    (place) => known.expandAt(place),
  );
  const definitions = new Definitions(nodes);
  const builder = new BlockBuilder(text, new InlineParser(definitions, notes), known, notes);
  const blocks = builder.page(nodes);
  const list = footnoteList(definitions, (children) => builder.blocks(children));
  const isUsed = (block: Block) => {
    const node = builder.definitions.get(block);
    if (!node) return false;
    if (isComment(node)) notes.comment();
    return isComment(node) || definitions.isUsed(node);
  };
  const unseen = definitions.repeated.filter((node) => definitions.isUsed(node));
  for (const { start, end } of unseen.slice(0, 5))
    notes.add(
      `"${text.slice(start, Math.min(end, start + 60))}" was left out: that name is already defined, and the first definition is used.`,
    );
  const [only, ...others] = blocks;
  if (others.length === 0 && only?.type === 'code' && !only.source && /^(?:markdown|mdx?)$/i.test(only.language))
    notes.add('The whole text became one code block: leave out the ``` around it if it is meant as Markdown.');
  const all = [...blocks, ...list];
  const settled = builder.definitions.size === 0 ? all : settle(all, isUsed, builder.definitions);
  return { blocks: settled, warnings: notes.list() };
}

/** `[//]: # (words)`, by which writers say something that nobody is to see: an address that leads nowhere, under a name that no link has. */
function isComment({ type, identifier, info, title }: FlowNode): boolean {
  if (type !== 'definition') return false;
  const leadsNowhere = info === '#' || info === '' || info === '<>';
  return leadsNowhere && (title !== undefined || identifier === '//' || /^comment$/i.test(identifier));
}

/** Without what was used; what was not is text, and one with the lines that it stands among. */
function settle(
  blocks: readonly Block[],
  isUsed: (block: Block) => boolean,
  definitions: ReadonlyMap<Block, { readonly restart: number }>,
): readonly Block[] {
  const out: Block[] = [];
  let previous: Block | undefined;
  /** The words of the last block, where they are a copy that grows. */
  let words: Token[] | null = null;
  for (const block of blocks) {
    if (isUsed(block)) continue;
    const last = out.at(-1);
    const [one, other] = [previous && definitions.get(previous), definitions.get(block)];
    previous = block;
    if (one && other && one.restart === other.restart && last?.type === 'paragraph' && block.type === 'paragraph') {
      words ??= [...last.content];
      words.push(blank, ...block.content);
      out[out.length - 1] = { ...last, content: words };
    } else {
      words = null;
      out.push(isParent(block) ? settleParent(block, isUsed, definitions) : block);
    }
  }
  return out;
}

function settleParent<Parent extends Block & { children: readonly Block[] }>(
  block: Parent,
  isUsed: (block: Block) => boolean,
  definitions: ReadonlyMap<Block, { readonly restart: number }>,
): Parent {
  if (block.source) return block;
  return { ...block, children: settle(block.children, isUsed, definitions) };
}

const blank: Token = { kind: 'space', text: ' ', marks: 0, link: null, atom: null, pieces: [] };
