import { decodeHTML } from 'entities';
import { Parser } from 'htmlparser2';

/** Storage, or HTML inside of Markdown, as a tree. Read with htmlparser2: the converter reads with another parser. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlNode[];
  /** Where its opening tag starts in the source, and where its closing tag ends. */
  readonly start: number;
  end: number;
  /** Where its opening tag ends, and its closing tag starts. */
  innerStart: number;
  innerEnd: number;
}

export type XmlNode = XmlElement | string;

/** Thrown for storage whose tags do not fit. */
export class IllFormed extends Error {}

export function isElement(node: XmlNode | undefined): node is XmlElement {
  return typeof node === 'object';
}

/** Parses storage; throws IllFormed where a tag is closed by nothing but the end of another. */
export function parseStorageTree(source: string): XmlElement {
  return parse(source, true);
}

/** Parses HTML as Markdown holds it: what is not closed is closed by its parents. */
export function parseHtmlTree(source: string): XmlElement {
  return parse(source, false);
}

function parse(source: string, strict: boolean): XmlElement {
  const root: XmlElement = {
    name: '#root',
    attributes: {},
    children: [],
    start: 0,
    end: source.length,
    innerStart: 0,
    innerEnd: source.length,
  };
  const open = [root];
  let inCdata = false;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        const decoded = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, decodeHTML(value)]));
        const element: XmlElement = {
          name,
          attributes: decoded,
          children: [],
          start: source.indexOf('<', parser.startIndex),
          end: source.length,
          innerStart: source.indexOf('>', parser.endIndex) + 1,
          innerEnd: source.length,
        };
        open.at(-1)?.children.push(element);
        open.push(element);
      },
      onclosetag: (name, isImplied) => {
        const element = open.pop();
        const isEmptyTag = source.slice(0, parser.endIndex + 1).endsWith('/>');
        if (strict && isImplied && !isEmptyTag) throw new IllFormed(`<${name}> is not closed`);
        if (!element) return;
        element.end = source[parser.endIndex] === '>' ? parser.endIndex + 1 : source.indexOf('>', parser.endIndex) + 1;
        element.innerEnd = isEmptyTag ? element.end : source.lastIndexOf('<', element.end - 1);
        if (isEmptyTag) element.innerStart = element.end;
      },
      ontext: (text) => open.at(-1)?.children.push(inCdata ? text : decodeHTML(text)),
      oncdatastart: () => (inCdata = true),
      oncdataend: () => (inCdata = false),
    },
    { xmlMode: strict, decodeEntities: false, recognizeSelfClosing: true, recognizeCDATA: true },
  );
  parser.end(source);
  return root;
}

export function elementsIn(element: XmlElement): XmlElement[] {
  return element.children.filter(isElement);
}

export function childNamed(element: XmlElement, name: string): XmlElement | undefined {
  return elementsIn(element).find((child) => child.name === name);
}

/** Every element below this one, in the order of the document. */
export function* descendantsOf(element: XmlElement): Generator<XmlElement> {
  for (const child of elementsIn(element)) {
    yield child;
    yield* descendantsOf(child);
  }
}

export function textIn(node: XmlNode): string {
  return isElement(node) ? node.children.map(textIn).join('') : node;
}
