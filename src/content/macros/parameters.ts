import { encodeAttribute, encodeText } from '../xml/encode.js';
import { textOf } from '../xml/decode.js';
import type { Splice } from '../xml/splice.js';
import type { Named, XmlElement, XmlNode } from '../xml/xml-node.js';
import { elementsOf, isElement } from '../xml/xml-node.js';

const macroElements = new Set(['ac:structured-macro', 'ac:macro']);

type MacroElement = Named<'ac:structured-macro' | 'ac:macro'>;

/** Whether a node is a macro; `ac:macro` is what pages of Confluence 3 and 4 have. */
export function isMacro(node: XmlNode | undefined): node is MacroElement {
  return isElement(node) && macroElements.has(node.name);
}

/** `ac:name` as it is written; empty for an element that has none. */
export function macroName(macro: XmlElement): string {
  return macro.attributes['ac:name'] ?? '';
}

/** The element of a parameter, by its exact name: only of this macro, not of those inside of it. */
export function findParameter(macro: XmlElement, name: string): XmlElement | undefined {
  return elementsOf(macro, 'ac:parameter').find((parameter) => parameter.attributes['ac:name'] === name);
}

/** The text of a parameter without the blanks around it; empty where there is none. */
export function parameter(macro: XmlElement, name: string): string {
  const found = findParameter(macro, name);
  return found ? textOf(found).trim() : '';
}

/** The replacements that give a parameter this value, adding or removing the element as needed. */
export function setParameter(macro: XmlElement, name: string, value: string): Splice[] {
  if (parameter(macro, name) === value) return [];
  const found = findParameter(macro, name);
  if (!found) return [{ start: macro.innerStart, end: macro.innerStart, text: writeParameter(name, value) }];
  if (value === '') return [{ start: found.start, end: found.end, text: '' }];
  if (found.innerStart === found.end)
    return [{ start: found.start, end: found.end, text: writeParameter(name, value) }];
  return [{ start: found.innerStart, end: found.innerEnd, text: encodeText(value) }];
}

function writeParameter(name: string, value: string): string {
  return value === '' ? '' : `<ac:parameter ac:name="${encodeAttribute(name)}">${encodeText(value)}</ac:parameter>`;
}

/** A new macro. Confluence gives it an id when it saves. */
export function writeMacro(name: string, parameters: Readonly<Record<string, string>>, body = ''): string {
  const written = Object.entries(parameters).map(([key, value]) => writeParameter(key, value));
  return `<ac:structured-macro ac:name="${encodeAttribute(name)}" ac:schema-version="1">${written.join('')}${body}</ac:structured-macro>`;
}
