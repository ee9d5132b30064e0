import { fenceKind, readFence, readPre } from '../../macros/code.js';
import { readContainer } from '../../macros/containers.js';
import { opaqueLabel } from '../../macros/opaque.js';
import { isMacro, macroName } from '../../macros/parameters.js';
import { readAdfExtension } from '../../macros/adf-extension.js';
import type { Block, Source } from '../../model/block.js';
import { cleanText } from '../../xml/clean-text.js';
import type { XmlElement, XmlNode } from '../../xml/xml-node.js';
import { elementsOf, findElement, isElement } from '../../xml/xml-node.js';
import { isBlockElement, isBlockMacro, isSilent } from './elements.js';
import { lazyContent, withContent } from './lazy-content.js';
import { readList, readTaskList } from './read-list.js';
import { readTable } from './read-table.js';
import type { Reader } from './reader.js';
import { elementSource, looseSource } from './source.js';

/**
 * Reads nodes into the blocks that a person sees. What is between them (tags of elements that only wrap, empty paragraphs, white
 * space, comments) belongs to no block and is never touched.
 */
export function readBlocks(reader: Reader, nodes: readonly XmlNode[]): Block[] {
  const blocks: Block[] = [];
  let loose: XmlNode[] = [];
  // One by one: a call with a hundred thousand arguments has no room on the stack.
  const add = (more: readonly Block[]) => {
    for (const block of more) blocks.push(block);
  };
  const flush = () => {
    add(readLoose(reader, loose));
    loose = [];
  };
  for (const node of nodes) {
    if (!isElement(node) || !(isBlockElement(node) || reader.hasBlock(node)) || isSilent(node)) loose.push(node);
    else {
      flush();
      add(isBlockElement(node) ? readElement(reader, node) : readBlocks(reader, node.children));
    }
  }
  flush();
  return blocks;
}

/** Inline content without a paragraph around it. Macros or images that stand alone are blocks of their own. */
function readLoose(reader: Reader, nodes: readonly XmlNode[]): Block[] {
  const seen = nodes.filter((node) => !isSilent(node) && !isBlank(reader, node));
  const first = seen[0];
  const last = seen.at(-1);
  if (!first || !last) return [];
  if (seen.every(standsAlone))
    return seen
      .map((node) => (isMacro(node) ? readOpaque(reader, node) : readParagraph(reader, [node], looseSource([node]))))
      .flat();
  return readParagraph(reader, nodes.slice(nodes.indexOf(first), nodes.indexOf(last) + 1), null);
}

function isBlank(reader: Reader, node: XmlNode): boolean {
  return !isElement(node) && /^[\s\u00A0]*$/.test(reader.text(node));
}

function standsAlone(node: XmlNode): boolean {
  return isElement(node, 'ac:image') || (isMacro(node) && macroName(node) !== 'status');
}

function readParagraph(reader: Reader, nodes: readonly XmlNode[], source: Source | null): Block[] {
  const lazy = lazyContent(reader, nodes);
  return lazy ? [withContent({ type: 'paragraph', source: source ?? looseSource(nodes) }, lazy)] : [];
}

function readElement(reader: Reader, element: XmlElement): Block[] {
  if (isMacro(element)) return readMacro(reader, element);
  const source = elementSource(reader.source, element);
  switch (element.name) {
    case 'p':
      return isTransparent(reader, element)
        ? readTransparent(reader, element)
        : readParagraph(reader, element.children, source);
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return readHeading(reader, element, source);
    case 'ul':
    case 'ol':
      return readList(reader, element, readBlocks);
    case 'ac:task-list':
      return readTaskList(reader, element, readBlocks);
    case 'table':
      return readTable(reader, element, readBlocks);
    case 'blockquote':
      return nonEmpty({ type: 'quote', children: readBlocks(reader, element.children), source });
    case 'pre':
      return [{ type: 'code', id: null, ...readPre(element), source }];
    case 'hr':
      return [{ type: 'rule', source }];
    case 'ac:layout-section':
      return readLayoutSection(reader, element);
    case 'ac:adf-extension':
      return readAdf(reader, element);
    default:
      return readBlocks(reader, element.children);
  }
}

/** A paragraph around blocks, or around nothing but macros, only wraps. */
function isTransparent(reader: Reader, paragraph: XmlElement): boolean {
  const seen = paragraph.children.filter((node) => !isSilent(node) && !isBlank(reader, node));
  return (
    reader.hasBlock(paragraph) ||
    (seen.length > 0 && seen.every((node) => isMacro(node) && macroName(node) !== 'status'))
  );
}

/** A placeholder that is all of its paragraph takes the paragraph with it. */
function readTransparent(reader: Reader, paragraph: XmlElement): Block[] {
  const blocks = readBlocks(reader, paragraph.children);
  const [only] = blocks;
  if (blocks.length !== 1 || only?.type !== 'opaque' || !only.source || reader.hasBlock(paragraph)) return blocks;
  return [{ ...only, source: { ...only.source, outer: { start: paragraph.start, end: paragraph.end } } }];
}

function readHeading(reader: Reader, element: XmlElement, source: Source): Block[] {
  const head = { type: 'heading', level: Number(element.name.charAt(1)) } as const;
  if (reader.hasBlock(element))
    return readBlocks(reader, element.children).map((block) =>
      block.type === 'paragraph' && block.source?.element === null
        ? withContent({ ...head, source: block.source }, block)
        : block,
    );
  const lazy = lazyContent(reader, element.children);
  return lazy ? [withContent({ ...head, source }, lazy)] : [];
}

function nonEmpty(block: Block & { children: readonly Block[] }): Block[] {
  return block.children.length === 0 ? [] : [block];
}

function readMacro(reader: Reader, macro: XmlElement): Block[] {
  const body = findElement(macro, 'ac:rich-text-body');
  if (body) {
    const source = elementSource(reader.source, macro, body);
    const id = reader.idOf(macro);
    return [{ type: 'container', ...readContainer(macro), id, children: readBlocks(reader, body.children), source }];
  }
  const source = elementSource(reader.source, macro);
  const kind = fenceKind(macro);
  if (kind === null || !isBlockMacro(macro)) return readOpaque(reader, macro);
  return [{ type: 'code', id: kind === 'text' ? reader.idOf(macro) : null, ...readFence(macro), source }];
}

function readOpaque(reader: Reader, element: XmlElement): Block[] {
  return [
    {
      type: 'opaque',
      id: reader.idOf(element),
      label: opaqueLabel(element),
      source: elementSource(reader.source, element),
    },
  ];
}

/** A section of one cell is only a frame around the page: its tags stay between the blocks. */
function readLayoutSection(reader: Reader, section: XmlElement): Block[] {
  const cells = elementsOf(section, 'ac:layout-cell');
  if (cells.length <= 1) return readBlocks(reader, cells[0]?.children ?? []);
  const children = cells.map((cell): Block => {
    const content = { name: 'layout-cell', attributes: {}, id: null, children: readBlocks(reader, cell.children) };
    return { type: 'container', ...content, source: elementSource(reader.source, cell) };
  });
  const attributes = { type: cleanText(section.attributes['ac:type'] ?? 'two_equal') };
  return [
    {
      type: 'container',
      name: 'layout-section',
      attributes,
      id: null,
      children,
      source: elementSource(reader.source, section),
    },
  ];
}

function readAdf(reader: Reader, extension: XmlElement): Block[] {
  const node = findElement(extension, 'ac:adf-node');
  if (!node) return readOpaque(reader, extension);
  const id = reader.idOf(extension);
  const body = findElement(node, 'ac:adf-content');
  const content = body ?? node;
  const children = (body ? null : readDecisions(reader, node)) ?? readBlocks(reader, content.children);
  const source = elementSource(reader.source, extension, content);
  if (children.length === 0 && !body) return [{ type: 'opaque', id, label: opaqueLabel(extension), source }];
  return [{ type: 'container', ...readAdfExtension(node), id, children, source }];
}

/** The items of a list of decisions, each with all of its bytes; null for any other node, or where an item holds blocks. */
function readDecisions(reader: Reader, list: XmlElement): Block[] | null {
  const items = elementsOf(list, 'ac:adf-node');
  const contents = items.map((item) => findElement(item, 'ac:adf-content'));
  if (contents.some((content) => content === undefined || reader.hasBlock(content))) return null;
  return items.flatMap((item, i) => {
    const content = contents[i];
    return content ? readParagraph(reader, content.children, elementSource(reader.source, item, content)) : [];
  });
}
