import type { DocumentLimits } from './limits.js';
import { elementsOf, findChild, parseXml, type XmlElement } from './xml.js';

/** What the styles of a Word document say of its paragraphs (ECMA-376, part 1, 17.7). */
export interface Styles {
  /** 1 to 9 for a heading, as a style's own name or the one it is based on says. */
  headingLevel(id: string): number | undefined;
  /** `numPr` of a style whose paragraphs are items. */
  listOf(id: string): XmlElement | undefined;
}

/**
 * Whether a level of a list counts (`isNumbered`) or has bullets; levels are counted from 0 (ECMA-376, part 1, 17.9).
 */
export interface ListLevels {
  isNumbered(listId: string, depth: number): boolean;
}

const mostBases = 20;

/** styles.xml; ids are translated with the program, names are not. */
export function readStyles(xml: string | undefined, limits: DocumentLimits): Styles {
  const root = xml === undefined ? undefined : findChild(parseXml(xml, limits), 'styles');
  const styles = new Map(
    (root === undefined ? [] : elementsOf(root))
      .filter(({ name }) => name === 'style')
      .map((style) => [style.attributes['styleId'] ?? '', style]),
  );
  /** The style and what it is based on; a file may well say that a style is based on itself. */
  const chain = (id: string): XmlElement[] => {
    const found: XmlElement[] = [];
    let style = styles.get(id);
    while (style !== undefined && !found.includes(style) && found.length < mostBases) {
      found.push(style);
      style = styles.get(findChild(style, 'basedOn')?.attributes['val'] ?? '');
    }
    return found;
  };
  const nearest = <T>(id: string, of: (style: XmlElement) => T | undefined): T | undefined => {
    for (const style of chain(id)) {
      const value = of(style);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  return {
    headingLevel: (id) =>
      nearest(id, headingOf) ?? (/^Heading([1-9])$/.test(id) && styles.size === 0 ? Number(id.at(-1)) : undefined),
    listOf: (id) => nearest(id, (style) => findChild(findChild(style, 'pPr'), 'numPr')),
  };
}

function headingOf(style: XmlElement): number | undefined {
  const name = findChild(style, 'name')?.attributes['val']?.toLowerCase() ?? '';
  if (name === 'title') return 1;
  if (name === 'subtitle') return 2;
  const named = /^heading ([1-9])$/.exec(name)?.[1];
  if (named !== undefined) return Number(named);
  const outline = Number(findChild(findChild(style, 'pPr'), 'outlineLvl')?.attributes['val'] ?? Number.NaN);
  return outline < 9 ? outline + 1 : undefined;
}

/** numbering.xml: a list refers to an abstract one, whose levels say how they count. */
export function readNumbering(xml: string | undefined, limits: DocumentLimits): ListLevels {
  const root = xml === undefined ? undefined : findChild(parseXml(xml, limits), 'numbering');
  const all = root === undefined ? [] : elementsOf(root);
  const formats = new Map<string, string>();
  for (const list of all.filter(({ name }) => name === 'abstractNum')) {
    for (const level of elementsOf(list).filter(({ name }) => name === 'lvl')) {
      const key = `${list.attributes['abstractNumId']} ${level.attributes['ilvl']}`;
      formats.set(key, findChild(level, 'numFmt')?.attributes['val'] ?? 'decimal');
    }
  }
  const abstractOf = new Map(
    all
      .filter(({ name }) => name === 'num')
      .map((list) => [list.attributes['numId'] ?? '', findChild(list, 'abstractNumId')?.attributes['val'] ?? '']),
  );
  return {
    isNumbered: (listId, depth) => {
      const format = formats.get(`${abstractOf.get(listId)} ${depth}`) ?? 'bullet';
      return format !== 'bullet' && format !== 'none';
    },
  };
}
