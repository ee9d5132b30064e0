import type { Block, Cell, Container, List, Table } from '../../model/block.js';
import type { Atom, Token } from '../../model/inline.js';
import { markNames, marks } from '../../model/inline.js';
import { markElements } from '../../model/element-names.js';
import { userHref } from '../../macros/link.js';
import { escapeText } from './escape-text.js';
import { printAtom, stretches } from './print-inline.js';

/** Tables that GFM cannot show: HTML without any line that is empty, so that it is one block of Markdown. */
export function printHtmlTable(table: Table): string {
  const rows = table.children.map((row) => `<tr>${row.children.map(printHtmlCell).join('')}</tr>`);
  return ['<table>', ...rows, '</table>'].join('\n');
}

function printHtmlCell(cell: Cell): string {
  const name = cell.header ? 'th' : 'td';
  const colspan = cell.colspan > 1 ? ` colspan="${cell.colspan}"` : '';
  const rowspan = cell.rowspan > 1 ? ` rowspan="${cell.rowspan}"` : '';
  return `<${name}${colspan}${rowspan}>${htmlContent(cell.children)}</${name}>`;
}

/** One paragraph alone needs no tag; a list may follow it. */
function htmlContent(blocks: readonly Block[]): string {
  const [first, ...rest] = blocks;
  if (first?.type === 'paragraph' && rest.every((block) => block.type === 'list'))
    return htmlInline(first.content) + rest.map(htmlBlock).join('');
  return blocks.map(htmlBlock).join('');
}

function htmlBlock(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${htmlInline(block.content)}</p>`;
    case 'heading':
      return `<h${block.level}>${htmlInline(block.content)}</h${block.level}>`;
    case 'code': {
      const attributes = [
        ['lang', block.language],
        ['title', block.title],
        ['id', block.id ?? ''],
      ] as const;
      return `<pre${attributes.map(([key, value]) => htmlAttribute(key, value)).join('')}>${escapeHtml(block.text).replaceAll('\n', '&#10;')}</pre>`;
    }
    case 'quote':
      return `<blockquote>${htmlContent(block.children)}</blockquote>`;
    case 'list':
      return htmlList(block);
    case 'table':
      return printHtmlTable(block).replaceAll('\n', '');
    case 'rule':
      return '<hr>';
    case 'container':
      return htmlContainer(block);
    case 'opaque':
      return `:${printAtom({ kind: 'opaque', id: block.id, label: block.label }, false)}`;
    default:
      return htmlContent(block.children);
  }
}

function htmlList(list: List): string {
  const tag = list.kind === 'ordered' ? 'ol' : 'ul';
  const items = list.children.map((item) => {
    const box = item.done === null ? '' : item.done ? '[x] ' : '[ ] ';
    return `<li>${box}${htmlContent(item.children)}</li>`;
  });
  const start = list.kind === 'ordered' && list.first !== 1 ? ` start="${list.first}"` : '';
  return `<${tag}${start}>${items.join('')}</${tag}>`;
}

function htmlContainer(container: Container): string {
  const { name, ...rest } = container.attributes;
  const shown =
    container.name === 'macro'
      ? { name: name ?? '', macro: 'yes', ...rest }
      : { name: container.name, ...container.attributes };
  const pairs = Object.entries({ ...shown, id: container.id ?? '' }).map(([key, value]) => htmlAttribute(key, value));
  return `<macro${pairs.join('')}>${htmlContent(container.children)}</macro>`;
}

function htmlAttribute(key: string, value: string): string {
  return value === '' ? '' : ` ${key}="${escapeHtml(value).replaceAll('"', '&quot;')}"`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const between = { before: 'other', next: 'directive', inLink: false, inCell: false } as const;

/** Words in HTML are read as Markdown's are: what would be a sign of Markdown there, or a task's box, is written as an entity. */
function escapeWords(text: string): string {
  return escapeText(text, between)
    .replace(/\\([!-/:-@[-`{-~])|[&<>]/g, (sign, escaped: string | undefined) =>
      escaped === undefined || /[&<>]/.test(escaped) ? escapeHtml(escaped ?? sign) : `&#${escaped.charCodeAt(0)};`,
    )
    .replace(/^\[(?=[ xX]\])/, '&#91;');
}

function htmlInline(tokens: readonly Token[]): string {
  let out = '';
  for (const stretch of stretches(tokens)) {
    let inner = stretch.kind === 'break' ? '<br>' : stretch.atom ? htmlAtom(stretch.atom) : escapeWords(stretch.text);
    for (const name of markNames.toReversed())
      if (stretch.marks & marks[name]) inner = `<${markElements[name]}>${inner}</${markElements[name]}>`;
    out += stretch.link === null ? inner : `<a${htmlAttribute('href', stretch.link)}>${inner}</a>`;
  }
  return out;
}

function htmlAtom(atom: Atom): string {
  if (atom.kind === 'image')
    return `<img${htmlAttribute('src', atom.target)}${htmlAttribute('alt', atom.alt)}${htmlAttribute('title', atom.caption)}>`;
  if (atom.kind === 'mention')
    return `<a${htmlAttribute('href', userHref(atom.account))}>@${escapeWords(atom.label)}</a>`;
  return printAtom(atom, false).replace(/[<>]/g, (sign) => (sign === '<' ? '&lt;' : '&gt;'));
}
