import { posix } from 'node:path';
import { escapeStart, escapeText, marked, toTable, type Converted } from './markdown.js';
import { relationshipsOf, type Package, type Relationship } from './package-parts.js';
import { readNumbering, readStyles, type ListLevels, type Styles } from './word-styles.js';
import { elementsOf, findChild, parseXml, textOf, type XmlElement } from './xml.js';

interface Context {
  readonly styles: Styles;
  readonly lists: ListLevels;
  readonly links: ReadonlyMap<string, Relationship>;
  /** Ids of the notes that the text refers to, in its order. */
  readonly notes: string[];
  pictures: number;
}

/** What holds other content without being content itself. */
const wrappers = new Set([
  'ins',
  'sdt',
  'sdtContent',
  'smartTag',
  'customXml',
  'moveTo',
  'AlternateContent',
  'Choice',
  'fldSimple',
]);

/** WordprocessingML (ECMA-376, part 1, chapter 17): headings, lists, tables, links, notes and marks. */
export function readWord(pack: Package): Converted {
  const { archive, limits, main } = pack;
  const document = parseXml(archive.getText(main), limits);
  const body = findChild(findChild(document, 'document'), 'body');
  const relationships = relationshipsOf(archive, limits, main);
  const part = (name: string) => archive.findText(posix.join(posix.dirname(main), name));
  const context: Context = {
    styles: readStyles(part('styles.xml'), limits),
    lists: readNumbering(part('numbering.xml'), limits),
    links: new Map(relationships.filter(({ isExternal }) => isExternal).map((one) => [one.id, one])),
    notes: [],
    pictures: 0,
  };
  const blocks = body === undefined ? [] : blocksOf(body, context);
  const footnotes = part('footnotes.xml');
  const notes = footnotes === undefined ? [] : notesOf(parseXml(footnotes, limits), context);
  return { blocks: [...blocks, ...notes], warnings: warningsOf(pack, context) };
}

function warningsOf({ archive }: Package, { pictures }: Context): string[] {
  const comments = [...archive.names].some((name) => /\/comments\.xml$/.test(name));
  return [
    ...(pictures > 0 ? [`${pictures} images are named, not shown.`] : []),
    ...(comments ? ['Comments in the document were left out.'] : []),
  ];
}

/** Items of a list belong together without an empty line between them. */
function blocksOf(parent: XmlElement, context: Context): string[] {
  const blocks: string[] = [];
  let wasItem = false;
  for (const element of elementsOf(parent)) {
    if (element.name === 'p') {
      const { text, isItem } = paragraph(element, context);
      if (text.trim() === '') continue;
      if (isItem && wasItem) blocks.push(`${blocks.pop() ?? ''}\n${text}`);
      else blocks.push(text);
      wasItem = isItem;
    } else if (element.name === 'tbl') {
      blocks.push(table(element, context));
      wasItem = false;
    } else if (wrappers.has(element.name)) {
      blocks.push(...blocksOf(element, context));
      wasItem = false;
    }
  }
  return blocks;
}

function paragraph(element: XmlElement, context: Context): { text: string; isItem: boolean } {
  const properties = findChild(element, 'pPr');
  const style = findChild(properties, 'pStyle')?.attributes['val'] ?? '';
  const outline = Number(findChild(properties, 'outlineLvl')?.attributes['val'] ?? Number.NaN);
  const level = context.styles.headingLevel(style) ?? (outline < 9 ? outline + 1 : undefined);
  const text = inline(element, context);
  if (text.trim() === '') return { text: '', isItem: false };
  if (level !== undefined)
    return { text: `${'#'.repeat(Math.min(level, 6))} ${text.trim().replaceAll('\n', ' ')}`, isItem: false };
  const list = findChild(properties, 'numPr') ?? context.styles.listOf(style);
  const listId = findChild(list, 'numId')?.attributes['val'];
  if (listId === undefined || listId === '0')
    return { text: text.trim().split('\n').map(escapeStart).join('  \n'), isItem: false };
  const depth = Math.min(Number(findChild(list, 'ilvl')?.attributes['val'] ?? 0) || 0, 8);
  const sign = context.lists.isNumbered(listId, depth) ? '1.' : '-';
  return { text: `${'   '.repeat(depth)}${sign} ${text.trim().replaceAll('\n', ' ')}`, isItem: true };
}

function inline(parent: XmlElement, context: Context): string {
  let text = '';
  for (const element of elementsOf(parent)) {
    if (element.name === 'r') text += run(element, context);
    else if (element.name === 'hyperlink') text += link(element, context);
    else if (element.name === 'oMath' || element.name === 'oMathPara') text += escapeText(textOf(element));
    else if (wrappers.has(element.name)) text += inline(element, context);
  }
  // Runs that are split for no reason a reader sees: `**a****b**`.
  return text.replaceAll('****', '').replaceAll('~~~~', '');
}

function link(element: XmlElement, context: Context): string {
  const target = context.links.get(element.attributes['r:id'] ?? '')?.target;
  const text = inline(element, context);
  const isSafe = target !== undefined && /^(?:https?|mailto):/i.test(target);
  return isSafe && text.trim() !== '' ? `[${text}](<${target.replace(/[<>\s]/g, encodeURIComponent)}>)` : text;
}

function run(element: XmlElement, context: Context): string {
  const properties = findChild(element, 'rPr');
  if (isOn(properties, 'vanish')) return '';
  let text = '';
  for (const child of elementsOf(element)) text += runPart(child, context);
  if (isOn(properties, 'strike')) text = marked(text, '~~');
  if (isOn(properties, 'i')) text = marked(text, '*');
  return isOn(properties, 'b') ? marked(text, '**') : text;
}

function runPart(element: XmlElement, context: Context): string {
  switch (element.name) {
    case 't':
      return escapeText(textOf(element));
    case 'tab':
      return ' ';
    case 'br':
    case 'cr':
      return '\n';
    case 'noBreakHyphen':
      return '-';
    case 'footnoteReference':
      return `[^${noteNumber(element.attributes['id'] ?? '', context)}]`;
    case 'drawing':
    case 'pict':
    case 'object':
    case 'AlternateContent':
      return drawing(element, context);
    default:
      return '';
  }
}

/** A picture by its description, and the words of a text box; the fallback would say them twice. */
function drawing(element: XmlElement, context: Context): string {
  if (element.name === 'Fallback') return '';
  if (element.name === 'docPr') {
    context.pictures += 1;
    const { descr = '', title = '', name = '' } = element.attributes;
    return `[picture: ${escapeText(descr || title || name)}]`;
  }
  if (element.name === 'txbxContent') return blocksOf(element, context).join(' ').replaceAll('\n', ' ');
  return elementsOf(element)
    .map((child) => drawing(child, context))
    .filter((text) => text !== '')
    .join(' ');
}

const noteNumber = (id: string, { notes }: Context): number => {
  if (!notes.includes(id)) notes.push(id);
  return notes.indexOf(id) + 1;
};

function notesOf(document: XmlElement, context: Context): string[] {
  const all = elementsOf(findChild(document, 'footnotes') ?? document);
  return context.notes.map((id, index) => {
    const note = all.find(({ attributes }) => attributes['id'] === id);
    const text = note === undefined ? '' : blocksOf(note, context).join(' ').replaceAll('\n', ' ');
    return `[^${index + 1}]: ${text}`;
  });
}

/** Cells that span columns leave the next ones empty; those that go on from the row above are empty themselves. */
function table(element: XmlElement, context: Context): string {
  const rows = elementsOf(element).filter(({ name }) => name === 'tr');
  return toTable(
    rows.map((row) =>
      elementsOf(row)
        .flatMap((child) => (child.name === 'sdt' ? elementsOf(findChild(child, 'sdtContent') ?? child) : [child]))
        .filter(({ name }) => name === 'tc')
        .flatMap((cell) => {
          const properties = findChild(cell, 'tcPr');
          const merged = findChild(properties, 'vMerge');
          const goesOn = merged !== undefined && merged.attributes['val'] !== 'restart';
          const span = Math.min(Number(findChild(properties, 'gridSpan')?.attributes['val'] ?? 1) || 1, 63);
          return [goesOn ? '' : blocksOf(cell, context).join('\n'), ...Array<string>(Math.max(0, span - 1)).fill('')];
        }),
    ),
  );
}

function isOn(properties: XmlElement | undefined, name: string): boolean {
  const found = findChild(properties, name);
  return found !== undefined && !['0', 'false', 'off', 'none'].includes(found.attributes['val'] ?? '');
}
