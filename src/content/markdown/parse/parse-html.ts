import { decodeHTML } from 'entities/decode';
import { canonicalHref, safeHref } from '../../macros/link.js';
import { containerName } from '../../macros/containers.js';
import { normalCode } from '../../macros/code.js';
import type { Block, Cell, Item, Row } from '../../model/block.js';
import { elementNames } from '../../model/element-names.js';
import type { Run } from '../../model/inline.js';
import { visible } from '../../model/inline.js';
import { markOf } from '../../model/element-names.js';
import { tokenize } from '../../model/tokenize.js';
import type { HtmlElement, HtmlNode } from './html-tree.js';
import { parseHtml } from './html-tree.js';
import { atomRun, breakRun, textRun } from '../../model/inline.js';
import { mentionOf } from '../../macros/mention.js';
import { unconvertible } from '../../model/unconvertible.js';

/** A block of HTML in Markdown: a table, or `<details>`. Null for any other HTML, which is text. */
export function parseHtmlBlock(html: string, line: number): Block[] | null {
  const nodes = parseHtml(html.trim());
  const [first] = nodes.filter((node) => typeof node !== 'string' || node.trim() !== '');
  if (first === undefined || typeof first === 'string' || !['table', 'details'].includes(first.name)) return null;
  return htmlBlocks(nodes, line);
}

const placeholder = /::macro\[((?:[^\]\\]|\\.)*)\]\{#([\w-]+)\}/;

function htmlBlocks(nodes: readonly HtmlNode[], line: number): Block[] {
  const blocks: Block[] = [];
  let loose: HtmlNode[] = [];
  const flush = () => {
    blocks.push(...looseBlocks(loose, line));
    loose = [];
  };
  for (const node of nodes) {
    if (typeof node === 'string' || !elementNames.htmlBlock.has(node.name)) loose.push(node);
    else {
      flush();
      blocks.push(...htmlBlock(node, line));
    }
  }
  flush();
  return blocks;
}

/** Inline content, with the placeholders of blocks standing between. */
function looseBlocks(nodes: readonly HtmlNode[], line: number): Block[] {
  const at = nodes.findIndex((node) => typeof node === 'string' && placeholder.test(node));
  const text = nodes[at];
  const match = typeof text === 'string' ? placeholder.exec(text) : null;
  if (match && typeof text === 'string') {
    const before = looseBlocks([...nodes.slice(0, at), text.slice(0, match.index)], line);
    const after = looseBlocks([text.slice(match.index + match[0].length), ...nodes.slice(at + 1)], line);
    return [...before, { type: 'opaque', id: match[2] ?? '', label: match[1] ?? '', source: null, line }, ...after];
  }
  const content = tokenize(htmlRuns(nodes, 0, null));
  return visible(content).length === 0 ? [] : [{ type: 'paragraph', content, source: null, line }];
}

function htmlBlock(element: HtmlElement, line: number): Block[] {
  const base = { source: null, line };
  switch (element.name) {
    case 'p':
    case 'div':
      return htmlBlocks(element.children, line);
    case 'ul':
    case 'ol':
      return htmlList(element, line);
    case 'table':
      return [{ type: 'table', children: htmlRows(element, line), ...base }];
    case 'pre': {
      const { lang = '', title = '', id } = element.attributes;
      return [{ type: 'code', language: lang, title, id: id ?? null, text: normalCode(htmlText(element)), ...base }];
    }
    case 'blockquote':
      return [{ type: 'quote', children: htmlBlocks(element.children, line), ...base }];
    case 'hr':
      return [{ type: 'rule', ...base }];
    case 'macro':
      return [htmlContainer(element, line)];
    case 'details':
      return [htmlDetails(element, line)];
    default:
      return [
        {
          type: 'heading',
          level: Number(element.name.charAt(1)),
          content: tokenize(htmlRuns(element.children, 0, null)),
          ...base,
        },
      ];
  }
}

function htmlContainer(element: HtmlElement, line: number): Block {
  const { id, name = '', macro, ...rest } = element.attributes;
  const known = macro === undefined ? containerName(name) : null;
  const head = known === null ? { name: 'macro', attributes: { name, ...rest } } : { name: known, attributes: rest };
  return {
    type: 'container',
    ...head,
    id: id ?? null,
    children: htmlBlocks(element.children, line),
    source: null,
    line,
  };
}

function htmlDetails(element: HtmlElement, line: number): Block {
  const summary = findSummary(element);
  const title = summary ? oneLine(htmlText(summary)) : '';
  const children = htmlBlocks(
    element.children.filter((child) => child !== summary),
    line,
  );
  return {
    type: 'container',
    name: 'expand',
    attributes: title === '' ? {} : { title },
    id: null,
    children,
    source: null,
    line,
  };
}

/** The title in the opening lines of `<details>`. */
export function htmlDetailsTitle(opening: string): string {
  const [details] = parseHtml(opening);
  const summary = typeof details === 'object' ? findSummary(details) : undefined;
  return summary ? oneLine(htmlText(summary)) : '';
}

function findSummary(details: HtmlElement): HtmlElement | undefined {
  return details.children.find((child): child is HtmlElement => typeof child !== 'string' && child.name === 'summary');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function htmlList(element: HtmlElement, line: number): Block[] {
  const items = element.children
    .filter((child): child is HtmlElement => typeof child !== 'string' && child.name === 'li')
    .map((li) => htmlItem(li, line));
  const kind = element.name === 'ol' ? 'ordered' : items.every((item) => item.done !== null) ? 'task' : 'bullet';
  return items.length === 0
    ? []
    : [
        {
          type: 'list',
          kind,
          first: Number(element.attributes['start'] ?? '1') || 1,
          children: items,
          source: null,
          line,
        },
      ];
}

function htmlItem(li: HtmlElement, line: number): Item {
  const [first, ...rest] = li.children;
  const box = typeof first === 'string' ? /^\s*\[([ xX])\]\s?/.exec(first) : null;
  if (!box || typeof first !== 'string')
    return { type: 'item', done: null, children: htmlBlocks(li.children, line), source: null, line };
  return {
    type: 'item',
    done: box[1] !== ' ',
    children: htmlBlocks([first.slice(box[0].length), ...rest], line),
    source: null,
    line,
  };
}

function htmlRows(table: HtmlElement, line: number): Row[] {
  return table.children.flatMap((child) => {
    if (typeof child === 'string') return [];
    if (child.name !== 'tr') return /^t(?:head|body|foot)$/.test(child.name) ? htmlRows(child, line) : [];
    const cells = child.children.filter(
      (cell): cell is HtmlElement => typeof cell !== 'string' && (cell.name === 'td' || cell.name === 'th'),
    );
    return cells.length === 0
      ? []
      : [{ type: 'row', children: cells.map((cell) => htmlCell(cell, line)), source: null, line }];
  });
}

function htmlCell(cell: HtmlElement, line: number): Cell {
  const span = (value: string | undefined) => Math.min(1000, Math.max(1, Number.parseInt(value ?? '1', 10) || 1));
  const spans = { colspan: span(cell.attributes['colspan']), rowspan: span(cell.attributes['rowspan']) };
  return {
    type: 'cell',
    header: cell.name === 'th',
    ...spans,
    children: htmlBlocks(cell.children, line),
    source: null,
    line,
  };
}

function htmlRuns(nodes: readonly HtmlNode[], format: number, link: string | null): Run[] {
  return nodes.flatMap((node): Run[] => {
    if (typeof node === 'string') return directiveRuns(node, format, link);
    if (node.name === 'br') return [breakRun(format, link)];
    if (node.name === 'img') {
      const { src = '', alt = '', title = '' } = node.attributes;
      const target = safeHref(canonicalHref(src));
      if (target === null) throw unconvertible(0, 'an image has no address that can be used');
      return [atomRun({ kind: 'image', target, alt, caption: title }, format, link)];
    }
    if (node.name !== 'a') return htmlRuns(node.children, format | markOf(node.name), link);
    const href = canonicalHref(node.attributes['href'] ?? '');
    const mention = mentionOf(href, htmlText(node));
    return mention ? [atomRun(mention, format, link)] : htmlRuns(node.children, format, safeHref(href) ?? link);
  });
}

const directive = /:(status|date|macro)\[((?:[^\]\\]|\\.)*)\](?:\{(?:#([\w-]+)|color="?([\w-]+)"?)?\})?/g;

/** Text of HTML, in which our inline directives stand as they do in Markdown. */
function directiveRuns(text: string, format: number, link: string | null): Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const match of text.matchAll(directive)) {
    const label = decodeHTML(match[2] ?? '').replace(/\\([!-/:-@[-`{-~])/g, '$1');
    runs.push(textRun(decodeHTML(text.slice(at, match.index)), format, link));
    at = match.index + match[0].length;
    if (match[1] === 'status')
      runs.push(atomRun({ kind: 'status', title: label, color: (match[4] ?? '').toLowerCase() }, format, link));
    else if (match[1] === 'date') runs.push(atomRun({ kind: 'date', date: label }, format, link));
    else runs.push(atomRun({ kind: 'opaque', id: match[3] ?? '', label }, format, link));
  }
  return [...runs, textRun(decodeHTML(text.slice(at)), format, link)];
}

export function htmlText(element: HtmlElement): string {
  return element.children
    .map((child) => (typeof child === 'string' ? decodeHTML(child) : child.name === 'br' ? '\n' : htmlText(child)))
    .join('');
}
