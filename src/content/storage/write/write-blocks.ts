import { writeFence } from '../../macros/code.js';
import { writeContainer } from '../../macros/containers.js';
import { isSection, writeSection } from '../../macros/layout.js';
import { writeNewMacro } from '../../macros/new-macro.js';
import { unconvertible } from '../../model/unconvertible.js';
import type { Block, Cell, Container, Item, List, Paragraph, Row, Table } from '../../model/block.js';
import { isHeaders } from '../../model/block.js';
import { visible } from '../../model/inline.js';
import type { WriteContext } from './write-inline.js';
import { writeInline } from './write-inline.js';

/** How nested blocks are written: the patcher puts what the page already has in their place. */
type WriteChild = (block: Block) => string;

/** Storage for blocks that are new. Sections of a layout that stand together share one layout. */
export function writeBlocks(blocks: readonly Block[], context: WriteContext): string {
  const write: WriteChild = (block) => writeBlock(block, context, write);
  return writeFlow(blocks, write);
}

function writeFlow(blocks: readonly Block[], write: WriteChild): string {
  let out = '';
  blocks.forEach((block, i) => {
    const section = isSection(block);
    if (section && !isSection(blocks[i - 1])) out += '<ac:layout>';
    out += write(block);
    if (section && !isSection(blocks[i + 1])) out += '</ac:layout>';
  });
  return out;
}

/**
 * Storage for one new block. A placeholder in it is resolved by the context, which throws UNCONVERTIBLE for one that
 * the page does not have.
 */
export function writeBlock(block: Block, context: WriteContext, write: WriteChild): string {
  switch (block.type) {
    case 'paragraph':
      return writeParagraph(block, context);
    case 'heading':
      return `<h${block.level}>${writeInline(block.content, context)}</h${block.level}>`;
    case 'code':
      if (block.id !== null) return context.renew?.(block) ?? context.resolve(block.id, block.language);
      return writeFence(block, context.deployment);
    case 'quote':
      return `<blockquote>${writeFlow(block.children, write)}</blockquote>`;
    case 'list':
      return writeList(block, write);
    case 'item':
      return writeItem(block, write);
    case 'table':
      return writeTable(block, write);
    case 'row':
      return `<tr>${block.children.map(write).join('')}</tr>`;
    case 'cell':
      return writeCell(block, write);
    case 'rule':
      return '<hr />';
    case 'container':
      return writeNewContainer(block, write);
    case 'opaque':
      return block.macro ? writeNewMacro(block.macro) : context.resolve(block.id, block.label);
  }
}

/** An image alone stands without a paragraph, as Confluence's editor has it. */
function writeParagraph(paragraph: Paragraph, context: WriteContext): string {
  const content = writeInline(paragraph.content, context);
  const shown = visible(paragraph.content);
  return shown.length === 1 && shown[0]?.atom?.kind === 'image' && shown[0].link === null
    ? content
    : `<p>${content}</p>`;
}

function writeList(list: List, write: WriteChild): string {
  const items = list.children.map(write).join('');
  if (list.kind === 'task') return `<ac:task-list>${items}</ac:task-list>`;
  if (list.kind === 'bullet') return `<ul>${items}</ul>`;
  return `<ol${list.first === 1 ? '' : ` start="${list.first}"`}>${items}</ol>`;
}

function writeItem(item: Item, write: WriteChild): string {
  if (item.done === null) return `<li>${writeFlow(item.children, write)}</li>`;
  const [first, ...rest] = item.children;
  const nested = first?.type === 'paragraph' ? rest : item.children;
  const text = first?.type === 'paragraph' ? unwrap(write(first)) : '';
  const status = `<ac:task-status>${item.done ? 'complete' : 'incomplete'}</ac:task-status>`;
  return `<ac:task>${status}<ac:task-body>${text}${writeFlow(nested, write)}</ac:task-body></ac:task>`;
}

/** The text of a task stands in its body without a paragraph. */
function unwrap(paragraph: string): string {
  return /^<p>(?!.*<p>)([\s\S]*)<\/p>$/.exec(paragraph)?.[1] ?? paragraph;
}

function writeTable(table: Table, write: WriteChild): string {
  return `<table><tbody>${table.children.map(write).join('')}</tbody></table>`;
}

/** The row with headers where the row beside it has some, unless its cells say what they are. */
export function likeNeighbour(row: Row, neighbour: Block | undefined): Row {
  if (neighbour?.type !== 'row' || isHeaders(neighbour)) return row;
  const isHeader = (cell: Cell, i: number) => cell.header === null && neighbour.children[i]?.header === true;
  return {
    ...row,
    children: row.children.map((cell, i) => (isHeader(cell, i) ? { ...cell, header: true } : cell)),
  };
}

function writeCell(cell: Cell, write: WriteChild): string {
  const name = cell.header ? 'th' : 'td';
  const colspan = cell.colspan > 1 ? ` colspan="${cell.colspan}"` : '';
  const rowspan = cell.rowspan > 1 ? ` rowspan="${cell.rowspan}"` : '';
  const content = cell.children.length === 0 ? '<p />' : writeFlow(cell.children, write);
  const text = cell.align ? content.replace(/^<p>/, `<p style="text-align: ${cell.align};">`) : content;
  return `<${name}${colspan}${rowspan}>${text}</${name}>`;
}

function writeNewContainer(block: Container, write: WriteChild): string {
  const body = writeFlow(block.children, write);
  if (block.name === 'layout-cell') return `<ac:layout-cell>${body}</ac:layout-cell>`;
  if (isSection(block)) return writeSection(block.attributes['type'], block.children.length, body, block.line ?? 0);
  if (block.name === 'macro')
    throw unconvertible(
      block.line ?? 0,
      'it is a macro that is not on this page, and new macros of this kind cannot be written in Markdown',
    );
  return writeContainer(block.name, block.attributes, body);
}
