/** Macros with a readable body <-> `:::name{title="…" #id}`. */
import { cleanText } from '../xml/clean-text.js';
import type { Container } from '../model/block.js';
import { unconvertible } from '../model/unconvertible.js';
import type { Splice } from '../xml/splice.js';
import type { XmlElement } from '../xml/xml-node.js';
import { parameter, macroName, setParameter, writeMacro } from './parameters.js';

/** Directive name (also the macro's) to the parameters that Markdown shows and may change. */
export const containerParameters: Readonly<Record<string, readonly string[]>> = {
  info: ['title'],
  note: ['title'],
  tip: ['title'],
  warning: ['title'],
  panel: ['title', 'bgColor', 'borderColor'],
  expand: ['title'],
  excerpt: ['name'],
  details: [],
};

/** Looks that stay as they are where a text leaves them out. */
const looks: ReadonlySet<string> = new Set(['bgColor', 'borderColor']);

/** GFM alerts, and the names that other tools have for panels. */
export const containerAliases: Readonly<Record<string, string>> = {
  important: 'note',
  attention: 'note',
  caution: 'warning',
  danger: 'warning',
  error: 'warning',
  failure: 'warning',
  bug: 'warning',
  success: 'tip',
  check: 'tip',
  hint: 'tip',
  abstract: 'info',
  summary: 'info',
  todo: 'info',
  example: 'info',
  question: 'info',
  faq: 'info',
  spoiler: 'expand',
};

/** The panel of an alert or an admonition (GitHub, Obsidian, MkDocs), to whom a note is what a page calls info. */
export function alertName(kind: string): string | null {
  const name = containerName(kind);
  if (name === 'note') return kind === 'note' ? 'info' : 'note';
  return name !== null && ['info', 'tip', 'warning'].includes(name) ? name : null;
}

/**
 * The macro that a directive or an alias of one makes (`important` is a `note`); null for a name that is no container.
 */
export function containerName(directive: string): string | null {
  const name = containerAliases[directive] ?? directive;
  return Object.hasOwn(containerParameters, name) ? name : null;
}

/** Panels can take each other's place. */
export function isPanel(name: string): boolean {
  return ['info', 'note', 'tip', 'warning'].includes(name);
}

/** Attributes of a new container that it has no parameter for. */
export function unknownAttributes(name: string, attributes: Readonly<Record<string, string>>): string[] {
  return Object.keys(attributes).filter((key) => !(containerParameters[name] ?? []).includes(key));
}

/**
 * The directive that shows a macro with a body: its own name where Markdown can write it, else `macro` with that name
 * as an attribute.
 */
export function readContainer(macro: XmlElement): { name: string; attributes: Record<string, string> } {
  const name = macroName(macro);
  const shown = Object.hasOwn(containerParameters, name) ? containerParameters[name] : undefined;
  if (!shown) return { name: 'macro', attributes: { name: cleanText(name).replace(/[\s"'{}]+/g, ' ') } };
  const attributes: Record<string, string> = {};
  for (const key of shown) {
    const value = parameter(macro, key).replace(/\s+/g, ' ');
    if (value !== '') attributes[key] = value;
  }
  return { name, attributes };
}

/**
 * A new macro around storage. Attributes that the macro has no parameter for are left out: `unknownAttributes` has told
 * them.
 */
export function writeContainer(name: string, attributes: Readonly<Record<string, string>>, body: string): string {
  const parameters = Object.fromEntries((containerParameters[name] ?? []).map((key) => [key, attributes[key] ?? '']));
  return writeMacro(name, parameters, `<ac:rich-text-body>${body}</ac:rich-text-body>`);
}

/** Changes what Markdown shows of the parameters; every other parameter stays. */
export function updateContainer(macro: XmlElement, edited: Pick<Container, 'attributes' | 'line'>): Splice[] {
  const before = readContainer(macro);
  const { attributes } = edited;
  const fixed = (key: string) => before.attributes[key] ?? parameter(macro, key);
  const other = Object.keys(attributes).find(
    (key) => !(containerParameters[before.name] ?? []).includes(key) && attributes[key] !== fixed(key),
  );
  if (other !== undefined)
    throw unconvertible(
      edited.line ?? 0,
      `"${other}" of this block cannot be changed to "${attributes[other] ?? ''}" in Markdown`,
      'Send the content as storage to change it.',
    );
  return (containerParameters[before.name] ?? []).flatMap((key) => {
    const value = attributes[key] ?? '';
    const isKept = (before.attributes[key] ?? '') === value || (looks.has(key) && value === '');
    return isKept ? [] : setParameter(macro, key, value);
  });
}
