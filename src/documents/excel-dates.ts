import type { DocumentLimits } from './limits.js';
import { elementsOf, findChild, parseXml } from './xml.js';

const dayMs = 86_400_000;

/** Formats that every program knows without a definition and that show a date or a time. */
const builtIn = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47);

/** Whether the cells of a style show dates, out of styles.xml. */
export function readNumberFormats(xml: string | undefined, limits: DocumentLimits): (style: number) => boolean {
  const root = xml === undefined ? undefined : findChild(parseXml(xml, limits), 'styleSheet');
  const list = (name: string) => {
    const found = findChild(root, name);
    return found === undefined ? [] : elementsOf(found);
  };
  const own = new Map(
    list('numFmts').map(({ attributes }) => [attributes['numFmtId'], attributes['formatCode'] ?? '']),
  );
  const dates = list('cellXfs').map(({ attributes }) => {
    const code = own.get(attributes['numFmtId']);
    return code === undefined ? builtIn(Number(attributes['numFmtId'])) : showsDate(code);
  });
  return (style) => dates[style] ?? false;
}

/** Letters of a date outside of quotes, colours and escapes. */
function showsDate(code: string): boolean {
  return /[ymdhs]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, '').replace(/general/i, ''));
}

/** A serial number of days as ISO date, time, or both. Day 60 of 1900 never was, and the first days are one off for it. */
export function toDateText(serial: number, from1904: boolean): string {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return String(serial);
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const iso = new Date(start + Math.round((serial * dayMs) / 1000) * 1000).toISOString();
  const time = iso.slice(11, 16);
  if (serial < 1 && !from1904) return time;
  return Number.isInteger(serial) ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${time}`;
}
