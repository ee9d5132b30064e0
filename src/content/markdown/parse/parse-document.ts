import type { Block } from '../../model/block.js';
import { isParent } from '../../model/block.js';
import type { Token } from '../../model/inline.js';
import { cleanText } from '../../xml/clean-text.js';
import { BlockBuilder, NotAsKnown } from './build-blocks.js';
import { Definitions } from './definitions.js';
import { parseFlow } from './flow.js';
import { footnoteList } from './footnotes.js';
import { InlineParser } from './inline-parser.js';
import { KnownTexts } from './known-texts.js';
import { ParseNotes } from './notes.js';

export interface ParsedMarkdown {
  readonly blocks: readonly Block[];
  /** What of the text is not in the blocks as it was written. */
  readonly warnings: readonly string[];
}

/** Parses a whole Markdown text into blocks, without what it warns of. */
export function parseMarkdown(markdown: string, known?: KnownTexts): readonly Block[] {
  return parseDocument(markdown, known).blocks;
}

/** Parses a whole Markdown text; what the page has word for word is taken from there. */
export function parseDocument(markdown: string, known: KnownTexts = new KnownTexts([])): ParsedMarkdown {
  try {
    return parseWith(markdown, known, known.texts);
  } catch (error) {
    if (!(error instanceof NotAsKnown)) throw error;
    known.reset();
    return parseWith(markdown, known, []);
  }
}

function parseWith(markdown: string, known: KnownTexts, pageTexts: readonly string[]): ParsedMarkdown {
  const notes = new ParseNotes();
  const text = withoutFrontMatter(cleanText(markdown.replace(/\r\n?/g, '\n')), notes);
  const nodes = parseFlow(text, pageTexts);
  const definitions = new Definitions(nodes);
  const builder = new BlockBuilder(text, new InlineParser(definitions, notes), known, notes);
  const blocks = builder.page(nodes);
  const list = footnoteList(definitions, (children) => builder.blocks(children));
  const isUsed = (block: Block) => {
    const node = builder.definitions.get(block);
    if (!node) return false;
    return node.type === 'footnote'
      ? definitions.called.includes(node.identifier)
      : definitions.isUsed(node.identifier);
  };
  for (const { start, end } of definitions.repeated.slice(0, 5))
    notes.add(`"${text.slice(start, Math.min(end, start + 60))}" is left out: the first text of that name holds.`);
  const [only, ...others] = blocks;
  if (others.length === 0 && only?.type === 'code' && !only.source && /^(?:markdown|mdx?)$/i.test(only.language))
    notes.add('All of the text is one block of code: leave out the ``` around it to have its Markdown read.');
  const settled = builder.definitions.size === 0 ? blocks : settle(blocks, isUsed, builder.definitions);
  return { blocks: [...settled, ...list], warnings: notes.list() };
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

/** A line between the signs: a key, an entry of a list, a comment, or what continues the line before. */
const frontMatterLine = /^(?:[ \t].*|-[ \t].*|#.*|[\w"'.-].*?:(?:[ \t].*)?)?$/;

/** How many lines of front matter a text begins with, the signs around it included; 0 for none. */
function frontMatterLines(lines: readonly string[]): number {
  // Nothing else begins with such a line; what ends it does.
  if (/^\+{3}[ \t]*$/.test(lines[0] ?? ''))
    return lines.findIndex((line, at) => at > 0 && /^\+{3}[ \t]*$/.test(line)) + 1;
  // A rule with an empty line behind it is a rule.
  if (!/^---[ \t]*$/.test(lines[0] ?? '') || lines[1]?.trim() === '') return 0;
  // One line after the other: an expression over all of them takes time that doubles with each.
  for (let at = 1; at < lines.length; at++) {
    if (at > 1 && /^(?:---|\.\.\.)[ \t]*$/.test(lines[at] ?? '')) return at + 1;
    if (!frontMatterLine.test(lines[at] ?? '')) return 0;
  }
  return 0;
}

/** What other tools keep before a text, YAML or TOML, is no part of it. Its lines stay, so that the others keep their numbers. */
function withoutFrontMatter(text: string, notes: ParseNotes): string {
  if (!/^(?:---|\+{3})/.test(text)) return text;
  const lines = text.split('\n');
  const count = frontMatterLines(lines);
  const body = lines.slice(1, Math.max(1, count - 1)).join('\n');
  if (!/^[\w"'.-][^\n]*[:=]/m.test(body)) return text;
  const keys = [...body.matchAll(/^([\w"'.-]+)[ \t]*[:=]/gm)].map(([, key]) => key).slice(0, 8);
  notes.add(
    `The front matter (${keys.join(', ')}) is left out: a page has its title, labels and the like beside its text.`,
  );
  return '\n'.repeat(count) + lines.slice(count).join('\n');
}
