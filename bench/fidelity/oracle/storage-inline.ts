import { addressOfAnchor, personOf, plainAddress, targetOfLink, targetOfResource } from './addresses.js';
import type { LineOfText } from './outline.js';
import { childNamed, elementsIn, isElement, textIn, type XmlElement, type XmlNode } from './xml.js';

/** Elements that format their text, by the sign for it. */
const formats: Readonly<Record<string, string>> = {
  strong: 'b', b: 'b', em: 'i', i: 'i', u: 'u', ins: 'u', s: 's', del: 's', strike: 's', code: 'code', tt: 'code', kbd: 'code', samp: 'code', sub: 'sub', sup: 'sup',
}; // prettier-ignore

/** Elements of which a visitor sees nothing. */
const unseen = new Set([
  'ac:placeholder',
  'ac:adf-mark',
  'ac:parameter',
  'ac:task-id',
  'ac:task-uuid',
  'ac:task-status',
  'col',
  'wbr',
]);

/** Elements that stand in a line and hold text. */
export function isInLine({ name }: XmlElement): boolean {
  return name in formats || ['span', 'font', 'big', 'small', 'a', 'ac:inline-comment-marker', 'mark'].includes(name);
}

export function macroNameOf(macro: XmlElement): string {
  return macro.attributes['ac:name'] ?? '';
}

export function parameterOf(macro: XmlElement, name: string): string {
  const found = elementsIn(macro).find(
    (child) => child.name === 'ac:parameter' && child.attributes['ac:name'] === name,
  );
  return found ? textIn(found).replace(/\s+/g, ' ').trim() : '';
}

type ReadInline = (node: XmlNode, line: LineOfText, marks: readonly string[]) => void;

/** Adds what stands in a line of storage; what is inside of formats is read with `read`. */
export function readInline(
  node: XmlNode,
  line: LineOfText,
  marks: readonly string[],
  read: ReadInline = readInline,
): void {
  if (!isElement(node)) return line.add(node, marks);
  const { name, attributes, children } = node;
  const inside = (more: readonly string[]) => children.forEach((child) => read(child, line, [...marks, ...more]));
  const format = formats[name];
  if (unseen.has(name)) return;
  if (format !== undefined) return inside([format]);
  switch (name) {
    case 'br':
      return line.addBreak();
    case 'time':
      return line.addThing(`date ${attributes['datetime'] ?? ''}`);
    case 'a':
      return inside(linkMark(addressOfAnchor(attributes['href'] ?? ''), textIn(node)));
    case 'ac:link':
      return readLink(node, line, marks);
    case 'ac:image':
      return readImage(node, line, marks);
    case 'img':
      return line.addThing(`image ${plainAddress(attributes['src'] ?? '')}`, marks);
    case 'ac:emoticon':
      return line.add('☺', []);
    case 'ac:structured-macro':
    case 'ac:macro':
      return readMacro(node, line);
    default:
      return inside([]);
  }
}

/** A link that shows nothing but its own address is the address. */
export function linkMark(address: string, text: string): string[] {
  return address === '' || plainAddress(text) === address ? [] : [`→${address}`];
}

function readLink(link: XmlElement, line: LineOfText, marks: readonly string[]): void {
  const user = childNamed(link, 'ri:user');
  if (user) return line.addThing(`@${personOf(user)}`);
  const target = targetOfLink(link);
  const body = elementsIn(link).find(({ name }) => name.endsWith('link-body'));
  if (!target && !elementsIn(link).length) return line.addThing('macro link');
  const inner = [...marks, ...(target ? linkMark(target.address, body ? textIn(body) : target.label) : [])];
  if (body && (textIn(body).trim() !== '' || elementsIn(body).length > 0))
    body.children.forEach((child) => readInline(child, line, inner));
  else if (target) line.add(target.label, inner);
}

function readImage(image: XmlElement, line: LineOfText, marks: readonly string[]): void {
  const resource = elementsIn(image).find(({ name }) => name.startsWith('ri:'));
  const target = resource ? targetOfResource(resource) : null;
  const caption = childNamed(image, 'ac:caption');
  const words = caption ? textIn(caption).replace(/\s+/g, ' ').trim() : '';
  line.addThing(`image ${target ? plainAddress(target.address) : '?'}${words === '' ? '' : ` "${words}"`}`, marks);
}

function readMacro(macro: XmlElement, line: LineOfText): void {
  const name = macroNameOf(macro);
  if (name !== 'status') return line.addThing(`macro ${name}`);
  line.addThing(statusOf(parameterOf(macro, 'title'), parameterOf(macro, 'colour')));
}

/** Grey is the colour of a status that names none. */
export function statusOf(title: string, colour: string): string {
  return `status ${title} ${colour === '' ? 'grey' : colour.toLowerCase()}`;
}
