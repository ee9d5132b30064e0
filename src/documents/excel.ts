import { escapeText, toTable, type Converted } from './markdown.js';
import { relationshipsOf, type Package } from './package-parts.js';
import { assertWithin, unreadable } from './limits.js';
import { readNumberFormats, toDateText } from './excel-dates.js';
import { elementsOf, findChild, parseXml, walkXml, type XmlElement } from './xml.js';

const mostTableCells = 1_000_000;

interface Workbook {
  readonly pack: Package;
  readonly texts: readonly string[];
  readonly isDate: (style: number) => boolean;
  readonly from1904: boolean;
  cells: number;
}

/** SpreadsheetML (ECMA-376, part 1, chapter 18): every sheet as a table of what its cells show; formulas by their last value. */
export function readExcel(pack: Package): Converted {
  const { archive, limits, main } = pack;
  const root = findChild(parseXml(archive.getText(main), limits), 'workbook');
  const sheets = elementsOf(findChild(root, 'sheets') ?? { name: '', attributes: {}, children: [] });
  assertWithin(sheets.length, limits.maxPages, 'sheets');
  const relationships = relationshipsOf(archive, limits, main);
  const byType = (type: string) => relationships.find((one) => one.type === type)?.target;
  const workbook: Workbook = {
    pack,
    texts: sharedTexts(pack, byType('sharedStrings')),
    isDate: readNumberFormats(archive.findText(byType('styles') ?? ''), limits),
    from1904: ['1', 'true'].includes(findChild(root, 'workbookPr')?.attributes['date1904'] ?? ''),
    cells: 0,
  };
  const blocks: string[] = [];
  const warnings: string[] = [];
  for (const sheet of sheets) {
    const { name = 'Sheet', state = 'visible' } = sheet.attributes;
    const part = relationships.find(({ id }) => id === sheet.attributes['r:id']);
    if (part?.type !== 'worksheet') warnings.push(`The sheet "${name}" has no cells and was left out.`);
    else blocks.push(...sheetBlocks(workbook, part.target, state === 'visible' ? name : `${name} (hidden)`));
  }
  return { blocks, warnings };
}

function sheetBlocks(workbook: Workbook, part: string, name: string): string[] {
  const rows = rowsOf(workbook, part);
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))].sort((a, b) => a - b);
  if (rows.length * columns.length > mostTableCells)
    throw unreadable(`has a sheet of ${rows.length} rows and ${columns.length} columns`);
  const heading = `## ${escapeText(name)}`;
  if (columns.length === 0) return [heading, 'Empty.'];
  return [heading, toTable(rows.map((row) => columns.map((column) => row.get(column) ?? '')))];
}

interface OpenCell {
  column: number;
  type: string;
  style: number;
  text: string;
}

/** Rows with something in them, each a map from column to text. Rows and cells without an address follow the one before. */
function rowsOf(workbook: Workbook, part: string): Map<number, string>[] {
  const { archive, limits } = workbook.pack;
  const rows: Map<number, string>[] = [];
  let row = new Map<number, string>();
  let cell: OpenCell | undefined;
  let column = -1;
  let phonetic = 0;
  let isText = false;
  walkXml(archive.getText(part), limits, {
    open: (name, attributes) => {
      if (name === 'row') {
        row = new Map();
        column = -1;
      } else if (name === 'c') {
        assertWithin((workbook.cells += 1), limits.maxCells, 'cells');
        column = columnOf(attributes['r']) ?? column + 1;
        cell = { column, type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), text: '' };
      }
      if (name === 'rPh') phonetic += 1;
      isText = (name === 'v' || name === 't') && phonetic === 0;
    },
    close: (name) => {
      if (name === 'c' && cell !== undefined) {
        const text = shown(workbook, cell);
        if (text !== '') row.set(cell.column, text);
        cell = undefined;
      } else if (name === 'row' && row.size > 0) rows.push(row);
      if (name === 'rPh') phonetic -= 1;
      isText = false;
    },
    text: (text) => {
      if (isText && cell !== undefined) cell.text += text;
    },
  });
  return rows;
}

function shown({ texts, isDate, from1904 }: Workbook, { type, style, text }: OpenCell): string {
  if (type === 's') return texts[Number(text)] ?? '';
  if (type === 'b') return text === '1' ? 'TRUE' : text === '' ? '' : 'FALSE';
  const isNumber = type === 'n' && text.trim() !== '';
  if (isNumber && isDate(style)) return toDateText(Number(text), from1904);
  if (isNumber && Number.isFinite(Number(text))) return String(Number(Number(text).toPrecision(15)));
  return escapeText(text.trim());
}

/** `BC12` is column 54. */
function columnOf(address: string | undefined): number | undefined {
  const letters = /^\$?([A-Z]{1,3})/i.exec(address ?? '')?.[1]?.toUpperCase();
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Texts that cells refer to by number; readings of Japanese words are left out. */
function sharedTexts({ archive, limits }: Package, part: string | undefined): string[] {
  const xml = archive.findText(part ?? '');
  if (xml === undefined) return [];
  const items = findChild(parseXml(xml, limits), 'sst');
  return items === undefined ? [] : elementsOf(items).map((item) => escapeText(spoken(item)));
}

function spoken(element: XmlElement): string {
  if (element.name === 'rPh') return '';
  return element.children
    .map((child) => (typeof child === 'string' ? (element.name === 't' ? child : '') : spoken(child)))
    .join('');
}
