/** Dates: `<time datetime>` <-> `:date[2026-02-03]`. */
import type { Atom } from '../model/inline.js';
import { encodeAttribute } from '../xml/encode.js';
import type { Splice } from '../xml/splice.js';
import type { XmlElement } from '../xml/xml-node.js';
import { setAttribute } from '../xml/splice.js';

type DateAtom = Extract<Atom, { kind: 'date' }>;

export function readDate(time: XmlElement): DateAtom | null {
  const date = time.attributes['datetime'] ?? '';
  return /^[\w:.+-]+$/.test(date) ? { kind: 'date', date } : null;
}

export function writeDate(date: DateAtom): string {
  return `<time datetime="${encodeAttribute(date.date)}" />`;
}

export function updateDate(source: string, time: XmlElement, date: DateAtom): Splice[] {
  return setAttribute(source, time, 'datetime', date.date);
}
