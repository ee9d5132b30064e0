import { readFlow, type Dialect } from './flow.js';
import { block, leaf, type Outline } from './outline.js';
import { readInline, macroNameOf, parameterOf, isInLine } from './storage-inline.js';
import { tableOutline, type CellReading } from './tables.js';
import {
  childNamed,
  descendantsOf,
  elementsIn,
  parseStorageTree,
  textIn,
  type XmlElement,
  type XmlNode,
} from './xml.js';

/** What a visitor of a page sees, by a reading of its storage that shares nothing with the converter. */
export function readStorage(storage: string): Outline[] {
  return flow(parseStorageTree(storage).children);
}

const dialect: Dialect = { readBlock, readInline };

function flow(nodes: readonly XmlNode[], kind = 'paragraph', isParagraph?: boolean): Outline[] {
  return readFlow(nodes, dialect, kind, isParagraph);
}

/** Elements that only hold blocks. */
const transparent = new Set([
  'div',
  'section',
  'article',
  'dl',
  'ac:layout',
  'ac:rich-text-body',
  'ac:adf-content',
  'ac:task-body',
  '#root',
]);
const paragraphs = new Set(['p', 'dt', 'dd']);
/** Blocks that show nothing. */
const unseen = new Set(['ac:adf-fallback', 'colgroup', 'ac:adf-fragment-mark']);

function readBlock(element: XmlElement): Outline[] | undefined {
  const { name, children } = element;
  if (transparent.has(name) || paragraphs.has(name)) return flow(children, 'paragraph', paragraphs.has(name));
  if (unseen.has(name)) return [];
  if (/^h[1-6]$/.test(name)) return flow(children, `heading ${name.slice(1)}`);
  switch (name) {
    case 'hr':
      return [block('rule', [])];
    case 'pre':
      return [codeOf(textIn(element))];
    case 'blockquote':
      return some('quote', flow(children));
    case 'ul':
    case 'ol':
      return listOf(name === 'ul' ? 'bullets' : 'numbers', elementsIn(element).map(itemOf));
    case 'ac:task-list':
      return listOf('tasks', elementsIn(element).flatMap(taskOf));
    case 'table':
      return tableOf(element);
    case 'ac:layout-section':
      return sectionOf(element);
    case 'ac:structured-macro':
    case 'ac:macro':
      return macroOf(element);
    case 'ac:adf-extension':
      return elementsIn(element).flatMap((child) => (child.name === 'ac:adf-node' ? nodeOf(child) : []));
    default:
      return isInLine(element) && holdsBlock(element) ? flow(children) : undefined;
  }
}

/** Captions of pictures are no blocks of the page. */
function holdsBlock(element: XmlElement): boolean {
  return elementsIn(element).some((child) => isBlock(child) || (isInLine(child) && holdsBlock(child)));
}

function isBlock(element: XmlElement): boolean {
  return (
    /^(?:p|div|h[1-6]|hr|pre|blockquote|ul|ol|table|dl|ac:task-list|ac:layout|ac:adf-extension)$/.test(element.name) ||
    childNamed(element, 'ac:rich-text-body') !== undefined
  );
}

function some(kind: string, children: readonly Outline[]): Outline[] {
  return children.length === 0 ? [] : [block(kind, children)];
}

/** Empty lines at the end of code are not told: Markdown has them by its fence. */
export function codeOf(text: string): Outline {
  return leaf('code', text.replace(/\n+$/, ''));
}

function listOf(kind: string, items: readonly Outline[]): Outline[] {
  return items.length === 0 ? [] : [block(kind, items)];
}

/** A list that stands in a list without an item is in an item of its own. */
function itemOf(element: XmlElement): Outline {
  return block('item', element.name === 'li' ? flow(element.children) : (readBlock(element) ?? []));
}

function taskOf(element: XmlElement): Outline[] {
  if (element.name !== 'ac:task') return [block('item', readBlock(element) ?? [])];
  const status = childNamed(element, 'ac:task-status');
  const body = childNamed(element, 'ac:task-body');
  const isDone = status !== undefined && textIn(status).trim() === 'complete';
  return [block(isDone ? 'task done' : 'task open', body ? flow(body.children) : [])];
}

function tableOf(table: XmlElement): Outline[] {
  const rows = elementsIn(table).flatMap((child) =>
    child.name === 'tr' ? [child] : elementsIn(child).filter(({ name }) => name === 'tr'),
  );
  const span = (cell: XmlElement, name: string) => Math.max(1, Number(cell.attributes[name] ?? 1) || 1);
  const outline = tableOutline(
    rows.map((row) =>
      elementsIn(row)
        .filter(({ name }) => name === 'td' || name === 'th')
        .map((cell): CellReading => ({
          isHeader: cell.name === 'th',
          colspan: span(cell, 'colspan'),
          rowspan: span(cell, 'rowspan'),
          content: flow(cell.children),
        })),
    ),
  );
  return outline ? [outline] : [];
}

/** A section of one cell is only the frame of a page. */
function sectionOf(section: XmlElement): Outline[] {
  const cells = elementsIn(section).filter(({ name }) => name === 'ac:layout-cell');
  if (cells.length < 2) return cells.flatMap((cell) => flow(cell.children));
  return [
    block(
      `section ${section.attributes['ac:type'] ?? ''}`,
      cells.map((cell) => block('layout cell', flow(cell.children))),
    ),
  ];
}

/** Macros whose title a reader sees. */
export const titled = new Set(['info', 'note', 'tip', 'warning', 'panel', 'expand']);
/** Macros that run what they hold, and show none of it. */
const running = new Set(['html', 'html-include', 'script', 'style', 'unmigrated-wiki-markup']);

/** The words of a title, without signs that an attribute cannot hold. */
export function titleOf(title: string): string {
  const words = title.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.length === 0 ? '' : ` "${words.join(' ')}"`;
}

function macroOf(macro: XmlElement): Outline[] | undefined {
  const name = macroNameOf(macro);
  const rich = childNamed(macro, 'ac:rich-text-body');
  const title = titleOf(parameterOf(macro, 'title'));
  if (rich) return [block(`${name}${titled.has(name) ? title : ''}`, flow(rich.children))];
  const plain = childNamed(macro, 'ac:plain-text-body');
  if (!plain || running.has(name)) return undefined;
  const code = codeOf(textIn(plain));
  return [name === 'code' ? { ...code, kind: `code${title}` } : code];
}

const panels: Readonly<Record<string, string>> = {
  success: 'tip',
  error: 'warning',
  info: 'info',
  note: 'note',
  warning: 'warning',
  tip: 'tip',
};

/** Panels, lists of decisions and the like of the new editor; without content they are a macro. */
function nodeOf(node: XmlElement): Outline[] {
  const content = [...descendantsOf(node)].some(({ name }) => name === 'ac:adf-content');
  if (!content) return [block(`macro ${node.attributes['type'] ?? 'adf-extension'}`, [])];
  const type = node.attributes['type'] ?? '';
  const panelType = elementsIn(node).find(
    ({ name, attributes }) => name === 'ac:adf-attribute' && attributes['key'] === 'panel-type',
  );
  const name = panels[panelType ? textIn(panelType).trim() : ''] ?? type;
  const inner = elementsIn(node).flatMap((child) => {
    if (child.name === 'ac:adf-content') return flow(child.children);
    return child.name === 'ac:adf-node'
      ? elementsIn(child).flatMap((one) => (one.name === 'ac:adf-content' ? flow(one.children) : []))
      : [];
  });
  return [block(name, inner)];
}
