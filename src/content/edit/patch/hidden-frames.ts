/**
 * Sections of one column are frames around blocks that no reader sees. What may not stand within one, a section of several, is put
 * between two of them: the frame is closed before it and opened again behind it.
 */
import type { Block } from '../../model/block.js';
import type { XmlElement, XmlTree } from '../../xml/xml-node.js';
import { elementsOf, isElement } from '../../xml/xml-node.js';

/** Where a frame was closed and opened, until it is known whether anything stands on that side. No XML holds these characters. */
const [closed, opened] = ['\u0000', '\u0001'];

const [single, singleEnd] = [
  '<ac:layout-section ac:type="single"><ac:layout-cell>',
  '</ac:layout-cell></ac:layout-section>',
];

/** A section of one column around what may not stand between sections. */
export function writeSingle(content: string): string {
  return single + content + singleEnd;
}

/** Two such sections, the first at the end of other storage, as one. */
export function joinSingle(before: string, after: string): string {
  return before.slice(0, -singleEnd.length) + after.slice(single.length);
}

/** A section as it must stand beside a block of the page: between the halves of the frame that the block is in, or in a layout of its own. */
export function putSection({ source, children }: XmlTree, neighbour: Block | undefined, section: string): string {
  const frame = neighbour?.source ? frameAt(children, neighbour.source.outer.start) : undefined;
  if (!frame) return `<ac:layout>${section}</ac:layout>`;
  const close = source.slice(frame.cell.innerEnd, frame.section.end);
  const open = source.slice(frame.section.start, frame.cell.innerStart);
  return `${closed}${close}${section}${open}${opened}`;
}

interface Frame {
  readonly section: XmlElement;
  readonly cell: XmlElement;
}

function frameAt(children: XmlTree['children'], at: number): Frame | undefined {
  const holds = (element: XmlElement) => element.innerStart <= at && at < element.innerEnd;
  for (const layout of children) {
    if (!isElement(layout, 'ac:layout') || !holds(layout)) continue;
    const section = elementsOf(layout, 'ac:layout-section').find(holds);
    const cells = section ? elementsOf(section, 'ac:layout-cell') : [];
    const [cell] = cells;
    if (section && cell && cells.length === 1 && holds(cell)) return { section, cell };
  }
  return undefined;
}

const open = String.raw`<ac:layout-section\b[^>]*>\s*<ac:layout-cell\b[^>]*>`;
const close = String.raw`</ac:layout-cell>\s*</ac:layout-section>`;
const nothing = String.raw`(?:[\s\u0000\u0001]|&nbsp;|<br\s*/>|<p\s*/>|<p(?:\s[^>]*)?>(?:\s|&nbsp;|<br\s*/>)*</p>)*`;
const section = `([^${closed}${opened}]*)`;

/** Nothing is left in what was opened behind a section: it goes, and what no reader sees of it stays before the section. */
const emptyBehind = new RegExp(`${closed}(${close})${section}${open}${opened}(${nothing})${close}`, 'g');
/** Nothing is left before a section: it stands first. */
const emptyBefore = new RegExp(`${open}(${nothing})${closed}${close}${section}(${open})${opened}`, 'g');
const emptyAltogether = new RegExp(`${open}${nothing}${closed}${close}`, 'g');

/** The source without the halves of divided frames in which nothing is left to stand. */
export function joinFrames(storage: string): string {
  if (!storage.includes(closed)) return storage;
  const behind = repeat(storage, (text) => text.replace(emptyBehind, `$3${closed}$1$2`));
  const before = repeat(behind, (text) => text.replace(emptyBefore, `$2$3$1${opened}`));
  return before.replace(emptyAltogether, '').replaceAll(closed, '').replaceAll(opened, '');
}

function repeat(text: string, change: (text: string) => string): string {
  for (let now = text; ;) {
    const next = change(now);
    if (next === now) return now;
    now = next;
  }
}
