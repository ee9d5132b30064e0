import { escapeStart, escapeText, marked, toTable, type Converted } from './markdown.js';
import { relationshipsOf, type Package } from './package-parts.js';
import { assertWithin } from './limits.js';
import { elementsOf, findAll, findChild, parseXml, textOf, type XmlElement } from './xml.js';

const titles = new Set(['title', 'ctrTitle']);
/** What stands on every slide and says nothing. */
const fixedPlaceholders = new Set(['sldNum', 'dt', 'ftr', 'hdr', 'sldImg']);

/** PresentationML (ECMA-376, part 1, chapter 19): each slide with its title, its text and tables, and the speaker's notes. */
export function readPowerPoint(pack: Package): Converted {
  const { archive, limits, main } = pack;
  const presentation = findChild(parseXml(archive.getText(main), limits), 'presentation');
  const slides = presentation === undefined ? [] : findAll(presentation, 'sldId');
  assertWithin(slides.length, limits.maxPages, 'slides');
  const relationships = new Map(relationshipsOf(archive, limits, main).map((one) => [one.id, one.target]));
  const warnings: string[] = [];
  const blocks = slides.flatMap(({ attributes }, index) => {
    const part = relationships.get(attributes['r:id'] ?? '');
    const xml = part === undefined ? undefined : archive.findText(part);
    if (part !== undefined && xml !== undefined) return slideBlocks(pack, part, parseXml(xml, limits), index + 1);
    warnings.push(`Slide ${index + 1} is missing from the file.`);
    return [];
  });
  return { blocks, warnings };
}

function slideBlocks(pack: Package, part: string, slide: XmlElement, number: number): string[] {
  const shapes = shapesOf(slide);
  const title = shapes.find((shape) => titles.has(placeholderOf(shape)));
  const heading =
    title === undefined
      ? ''
      : paragraphsOf(title)
          .map(({ text }) => text)
          .join(' ')
          .trim();
  return [
    `## Slide ${number}${heading === '' ? '' : `: ${heading}`}`,
    ...shapes.filter((shape) => shape !== title && !fixedPlaceholders.has(placeholderOf(shape))).flatMap(shapeBlocks),
    ...notesOf(pack, part),
  ];
}

/** Shapes in the order of the slide, those of groups among them. */
function shapesOf(element: XmlElement): XmlElement[] {
  return elementsOf(element).flatMap((child) => {
    if (['sp', 'graphicFrame', 'pic'].includes(child.name)) return [child];
    return child.name === 'Fallback' ? [] : shapesOf(child);
  });
}

function placeholderOf(shape: XmlElement): string {
  const [placeholder] = findAll(shape, 'ph');
  return placeholder === undefined ? '' : (placeholder.attributes['type'] ?? 'body');
}

function shapeBlocks(shape: XmlElement): string[] {
  const tables = findAll(shape, 'tbl').map(table);
  if (tables.length > 0) return tables;
  if (shape.name === 'pic') {
    const { descr = '', name = '' } = findAll(shape, 'cNvPr')[0]?.attributes ?? {};
    return [`[picture: ${escapeText(descr || name)}]`];
  }
  const paragraphs = paragraphsOf(shape).filter(({ text }) => text.trim() !== '');
  if (paragraphs.length === 0) return [];
  const isBody = ['body', 'obj'].includes(placeholderOf(shape));
  const blocks: string[] = [];
  let wasItem = false;
  for (const { text, depth, bullet } of paragraphs) {
    const isItem = bullet ?? isBody;
    const line = isItem ? `${'  '.repeat(depth)}- ${text}` : escapeStart(text);
    blocks.push(isItem && wasItem ? `${blocks.pop() ?? ''}\n${line}` : line);
    wasItem = isItem;
  }
  return blocks;
}

function table(element: XmlElement): string {
  const rows = elementsOf(element).filter(({ name }) => name === 'tr');
  return toTable(
    rows.map((row) =>
      elementsOf(row)
        .filter(({ name }) => name === 'tc')
        .map((cell) =>
          paragraphsOf(cell)
            .map(({ text }) => text)
            .join('\n'),
        ),
    ),
  );
}

interface Paragraph {
  readonly text: string;
  readonly depth: number;
  /** undefined: as the placeholder has it. */
  readonly bullet: boolean | undefined;
}

function paragraphsOf(element: XmlElement): Paragraph[] {
  return findAll(element, 'p').map((paragraph) => {
    const properties = findChild(paragraph, 'pPr');
    const has = (name: string) => findChild(properties, name) !== undefined;
    return {
      text: elementsOf(paragraph).map(runText).join(''),
      depth: Math.min(Number(properties?.attributes['lvl'] ?? 0) || 0, 8),
      bullet: has('buNone') ? false : has('buChar') || has('buAutoNum') ? true : undefined,
    };
  });
}

function runText(run: XmlElement): string {
  if (run.name === 'br') return ' ';
  if (run.name !== 'r' && run.name !== 'fld') return '';
  const text = escapeText(findAll(run, 't').map(textOf).join(''));
  return findChild(run, 'rPr')?.attributes['b'] === '1' ? marked(text, '**') : text;
}

function notesOf({ archive, limits }: Package, part: string): string[] {
  const target = relationshipsOf(archive, limits, part).find(({ type }) => type === 'notesSlide')?.target;
  const xml = target === undefined ? undefined : archive.findText(target);
  if (xml === undefined) return [];
  const shapes = shapesOf(parseXml(xml, limits)).filter((shape) => !fixedPlaceholders.has(placeholderOf(shape)));
  const text = shapes
    .flatMap(paragraphsOf)
    .map(({ text: line }) => line.trim())
    .filter((line) => line !== '');
  return text.length === 0 ? [] : [`Notes: ${text.join(' ')}`];
}
