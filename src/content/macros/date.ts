/** Dates: `<time datetime>` <-> `:date[2026-02-03]`. */
import type { Atom } from '../model/inline.js';
import { encodeAttribute } from '../xml/encode.js';
import { unconvertible } from '../model/unconvertible.js';
import type { Splice } from '../xml/splice.js';
import type { XmlElement } from '../xml/xml-node.js';
import { setAttribute } from '../xml/splice.js';

type DateAtom = Extract<Atom, { kind: 'date' }>;

/** `<time datetime="…">` as a date; null for a value that Markdown could not carry, which stays a placeholder. */
export function readDate(time: XmlElement): DateAtom | null {
  const date = time.attributes['datetime'] ?? '';
  return /^[\w:.+-]+$/.test(date) ? { kind: 'date', date } : null;
}

/** Storage for a date; throws UNCONVERTIBLE for one that is no day of the calendar (YYYY-MM-DD). */
export function writeDate(date: DateAtom): string {
  assertDate(date.date);
  return `<time datetime="${encodeAttribute(date.date)}" />`;
}

/** The replacements that give a `time` another day; throws UNCONVERTIBLE as `writeDate` does. */
export function updateDate(source: string, time: XmlElement, date: DateAtom): Splice[] {
  assertDate(date.date);
  return setAttribute(source, time, 'datetime', date.date);
}

/** Is this, as YYYY-MM-DD, a day of the calendar? */
export function isDay(date: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  // JavaScript takes the 31st of February for the 3rd of March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

function assertDate(date: string): void {
  if (isDay(date)) return;
  throw unconvertible(0, `":date[${date}]" is not a date`, 'Write a date as :date[2026-02-03], year first.');
}
