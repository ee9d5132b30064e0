import type { Block, Code, Container, Item, List } from '../../model/block.js';
import { quoteAttribute } from './escape-text.js';
import { printInline } from './print-inline.js';
import { printTable } from './print-table.js';

/** Prints blocks as Markdown, one empty line between them. */
export function printBlocks(blocks: readonly Block[]): string {
  return printEach(blocks).join('\n\n');
}

/** The Markdown of each block; lists side by side take turns with their markers, so that they stay apart. */
export function printEach(blocks: readonly Block[]): string[] {
  let turn = false;
  return blocks.map((block, i) => {
    const before = blocks[i - 1];
    turn = block.type === 'list' && before?.type === 'list' && isOrdered(block) === isOrdered(before) ? !turn : false;
    return printBlock(block, turn);
  });
}

function isOrdered(list: List): boolean {
  return list.kind === 'ordered';
}

function printBlock(block: Block, turn = false): string {
  switch (block.type) {
    case 'paragraph':
      return printInline(block.content);
    case 'heading':
      return `${'#'.repeat(block.level)} ${printInline(block.content, { oneLine: true, inLine: true })}`;
    case 'code':
      return printCodeBlock(block);
    case 'quote':
      return prefix(printBlocks(block.children), '> ');
    case 'list':
      return printList(block, turn);
    case 'item':
      return printItem(block, '- ');
    case 'table':
      return printTable(block);
    case 'row':
    case 'cell':
      return printBlocks(block.children);
    case 'rule':
      return '---';
    case 'container':
      return printContainer(block);
    case 'opaque':
      return `::macro[${block.label.replace(/[[\]\\]/g, '\\$&')}]{#${block.id}}`;
  }
}

function prefix(text: string, mark: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? mark.trimEnd() : mark + line))
    .join('\n');
}

function printCodeBlock(code: Code): string {
  const longest = Math.max(2, ...Array.from(code.text.matchAll(/`+/g), (match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  const title = code.title === '' ? '' : `title=${quoteAttribute(code.title)}`;
  const info = [code.language, title, code.id === null ? '' : `{#${code.id}}`].filter((part) => part !== '').join(' ');
  return `${fence}${info}\n${code.text === '' ? '' : `${code.text}\n`}${fence}`;
}

function printList(list: List, turn: boolean): string {
  const bullet = turn ? '* ' : '- ';
  const sign = turn ? ')' : '.';
  return list.children
    .map((item, i) => printItem(item, list.kind === 'ordered' ? `${list.first + i}${sign} ` : bullet))
    .join('\n');
}

function printItem(item: Item, marker: string): string {
  const indent = ' '.repeat(marker.length);
  const [first] = item.children;
  const isTask = item.done !== null;
  const box = isTask ? `[${item.done ? 'x' : ' '}] ` : '';
  const lead =
    isTask && first?.type === 'paragraph' ? printInline(first.content, { inLine: true }) : isTask ? '(empty)' : null;
  const rest = lead !== null && first?.type === 'paragraph' ? item.children.slice(1) : item.children;
  let text = lead === null ? '' : box + lead;
  let previous: Block | undefined = lead === null ? undefined : { type: 'paragraph', content: [], source: null };
  printEach(rest).forEach((printed, i) => {
    const block = rest[i];
    const tight = block?.type === 'list' && previous?.type === 'paragraph' && interrupts(block);
    text += (previous === undefined ? '' : tight ? '\n' : '\n\n') + (block?.type === 'rule' ? '***' : printed);
    previous = block;
  });
  const lines = text.split('\n').map((line, i) => (i === 0 ? marker + line : line === '' ? '' : indent + line));
  return lines.join('\n').replace(/(?<![ \t\n])[ \t\n]+$/, '');
}

/** May this list follow a paragraph without an empty line? CommonMark lets only lists that start with 1 and have text. */
function interrupts(list: List): boolean {
  return (
    list.kind === 'task' ||
    ((list.kind === 'bullet' || list.first === 1) && list.children[0]?.children[0]?.type === 'paragraph')
  );
}

function printContainer(container: Container): string {
  const colons = ':'.repeat(2 + depth(container));
  const pairs = Object.entries(container.attributes).map(
    ([key, value]) => `${key}=${key !== 'title' && /^[\w-]+$/.test(value) ? value : quoteAttribute(value)}`,
  );
  const attributes = [...pairs, ...(container.id === null ? [] : [`#${container.id}`])].join(' ');
  const body = container.children.length === 0 ? '' : `${printBlocks(container.children)}\n`;
  return `${colons}${container.name}${attributes === '' ? '' : `{${attributes}}`}\n${body}${colons}`;
}

/** A fence around containers must be longer than theirs. */
function depth(block: Block): number {
  const inner = 'children' in block ? block.children.map(depth) : [];
  return Math.max(0, ...inner) + (block.type === 'container' ? 1 : 0);
}
