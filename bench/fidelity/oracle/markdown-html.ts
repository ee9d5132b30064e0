import { plainAddress } from './addresses.js';
import { directiveOf } from './directives.js';
import { readFlow, type Dialect } from './flow.js';
import { addDirective } from './markdown-inline.js';
import { block, type LineOfText, type Outline } from './outline.js';
import { codeOf, titled, titleOf } from './read-storage.js';
import { readInline as readInlineOfStorage } from './storage-inline.js';
import { tableOutline, type CellReading } from './tables.js';
import { childNamed, elementsIn, isElement, parseHtmlTree, textIn, type XmlElement, type XmlNode } from './xml.js';

/** A block of HTML in Markdown, as a reader of HTML sees it, with directives in its text. */
export function readHtmlBlock(html: string): Outline[] {
  return flow(parseHtmlTree(html).children);
}

const dialect: Dialect = { readBlock, readInline };

function flow(nodes: readonly XmlNode[], kind = 'paragraph', isParagraph?: boolean): Outline[] {
  return readFlow(nodes, dialect, kind, isParagraph);
}

function readBlock(element: XmlElement): Outline[] | undefined {
  const { name, children, attributes } = element;
  if (/^h[1-6]$/.test(name)) return flow(children, `heading ${name.slice(1)}`);
  switch (name) {
    case 'p':
      return flow(children, 'paragraph', true);
    case 'div':
      return flow(children);
    case 'hr':
      return [block('rule', [])];
    case 'pre':
      return [codeOf(textIn(element).replace(/^\n/, ''))];
    case 'blockquote':
      return [block('quote', flow(children))];
    case 'ul':
    case 'ol':
      return listOf(element);
    case 'table':
      return tableOf(element);
    case 'details':
      return [
        block(
          `expand${titleOf(textIn(childNamed(element, 'summary') ?? ''))}`,
          flow(children.filter((child) => !isElement(child) || child.name !== 'summary')),
        ),
      ];
    case 'macro': {
      const own = attributes['name'] ?? '';
      return children.length === 0 && !('id' in attributes && titled.has(own))
        ? undefined
        : [block(`${own}${titled.has(own) ? titleOf(attributes['title'] ?? '') : ''}`, flow(children))];
    }
    default:
      return undefined;
  }
}

/** A box at the start of an item makes it a task. */
function listOf(list: XmlElement): Outline[] {
  const items = elementsIn(list).map((item) => {
    const [first, ...rest] = item.children;
    const box = typeof first === 'string' ? /^\s*\[([ x])\]\s*(?:\(empty\))?/.exec(first) : null;
    if (!box) return block('item', item.name === 'li' ? flow(item.children) : (readBlock(item) ?? []));
    return block(box[1] === ' ' ? 'task open' : 'task done', flow([(first as string).slice(box[0].length), ...rest]));
  });
  const isTasks = items.length > 0 && items.every(({ kind }) => kind.startsWith('task'));
  return items.length === 0 ? [] : [block(isTasks ? 'tasks' : list.name === 'ul' ? 'bullets' : 'numbers', items)];
}

function tableOf(table: XmlElement): Outline[] {
  const rows = elementsIn(table).flatMap((child) =>
    child.name === 'tr' ? [child] : elementsIn(child).filter(({ name }) => name === 'tr'),
  );
  const span = (cell: XmlElement, name: string) => Math.max(1, Number(cell.attributes[name] ?? 1) || 1);
  const outline = tableOutline(
    rows.map((row) =>
      elementsIn(row).map((cell): CellReading => ({
        isHeader: cell.name === 'th',
        colspan: span(cell, 'colspan'),
        rowspan: span(cell, 'rowspan'),
        content: flow(cell.children),
      })),
    ),
  );
  return outline ? [outline] : [];
}

const directive = /(?:(?<!:):(status|date)|::?(macro))(\[(?:\\.|[^\]\\])*\])?(\{(?:"[^"]*"|[^"}])*\})?/g;

function readInline(node: XmlNode, line: LineOfText, marks: readonly string[]): void {
  if (isElement(node)) {
    const href = node.attributes['href'] ?? '';
    if (node.name === 'a' && href.startsWith('user:')) return line.addThing(`@${plainAddress(href.slice(5))}`);
    if (node.name === 'macro') return line.addThing(`macro ${node.attributes['name'] ?? ''}`);
    if (node.name === 'img' && node.attributes['title'])
      return line.addThing(`image ${plainAddress(node.attributes['src'] ?? '')} "${node.attributes['title']}"`, marks);
    return readInlineOfStorage(node, line, marks, readInline);
  }
  let at = 0;
  for (const match of node.matchAll(directive)) {
    if (match[3] === undefined && match[4] === undefined) continue;
    line.add(node.slice(at, match.index), marks);
    addDirective(directiveOf(match[1] ?? match[2] ?? '', match[3], match[4]), line);
    at = match.index + match[0].length;
  }
  line.add(node.slice(at), marks);
}
