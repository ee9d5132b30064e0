import { encodeAttribute } from './encode.js';
import type { XmlElement } from './xml-node.js';

/** One replacement of a range of the source. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The source from `start` to `end` with the replacements made; they must not overlap. */
export function splice(source: string, start: number, end: number, splices: readonly Splice[]): string {
  let out = '';
  let at = start;
  for (const one of [...splices].sort((a, b) => a.start - b.start || a.end - b.end)) {
    out += source.slice(at, one.start) + one.text;
    at = one.end;
  }
  return out + source.slice(at, end);
}

/** The replacement that sets one attribute in an element's opening tag. */
export function setAttribute(source: string, element: XmlElement, name: string, value: string): Splice[] {
  if ((element.attributes[name] ?? '') === value) return [];
  const tag = source.slice(element.start, element.innerStart);
  const found = new RegExp(`\\s${name}\\s*=\\s*("[^"]*"|'[^']*')`).exec(tag);
  const text = value === '' ? '' : ` ${name}="${encodeAttribute(value)}"`;
  const start = found ? element.start + found.index : element.start + 1 + element.name.length;
  return [{ start, end: start + (found?.[0].length ?? 0), text }];
}
