import { writeMention } from '../../macros/mention.js';
import type { People } from '../../model/references.js';
import { toPlainText } from '../read/to-markdown.js';
import { assertWellFormed } from '../../xml/parse-storage.js';
import { cleanText } from '../../xml/clean-text.js';
import { assertPlainText, hasMarkup } from './assert-format.js';
import { longestKnown, namePattern } from './find-references.js';
import type { NewStorageOptions } from './to-storage.js';

/** What matters in a template's storage: what is not to be looked into, the declarations, and the variables. */
const pieces =
  /<!\[CDATA\[[^]*?\]\]>|<!--[^]*?-->|<at:declarations(?:\s*\/>|\s*>[^]*?<\/at:declarations\s*>)|<at:var(\s(?:[^>"']|"[^"]*"|'[^']*')*?)?(?:\/>|>\s*<\/at:var\s*>)|<\/?ac:parameter\b(?:[^>"']|"[^"]*"|'[^']*')*>/g;

/**
 * Storage of a page from the storage of a template: declarations go, and each variable becomes the text that is given
 * for its name, escaped (nothing where none is). Code and comments stay as they are. UNCONVERTIBLE when the template is not
 * well-formed, INVALID_INPUT where a text is storage.
 */
export function fillTemplate(
  storage: string,
  values: Readonly<Record<string, string>>,
  { deployment = 'cloud', people }: NewStorageOptions = {},
): string {
  for (const text of Object.values(values)) assertPlainText(text);
  const mention = (text: string) => mentionNames(text, people, (account) => writeMention(account, deployment));
  const valueOf = (name: string) => cleanText(Object.hasOwn(values, name) ? (values[name] ?? '') : '');
  return replaceVariables(storage, valueOf, mention);
}

/** The names behind an `@` in the texts for a template's variables, each once, and what of the texts is not on the page as it is meant. */
export function readValues(values: Readonly<Record<string, string>>): { names: string[]; warnings: string[] } {
  const names = new Set(
    Object.values(values).flatMap((text) => Array.from(text.matchAll(namePattern), ([, name = '']) => name)),
  );
  const those = (isMeant: (text: string) => boolean) =>
    Object.keys(values)
      .filter((name) => isMeant(values[name] ?? ''))
      .slice(0, 8)
      .map((name) => JSON.stringify(name))
      .join(', ');
  const [written, hidden] = [those(hasMarkup), those((text) => cleanText(text) !== text)];
  return {
    names: [...names],
    warnings: [
      ...(written === ''
        ? []
        : [`Variables take plain text: the markup of ${written} stands as text. Edit the page to format it.`]),
      ...(hidden === '' ? [] : [`Characters that nobody sees are left out of ${hidden}.`]),
    ],
  };
}

/** Escaped text with mentions in place of the names that are known. */
function mentionNames(text: string, people: People | undefined, write: (account: string) => string): string {
  const names = people?.names ?? new Map<string, string>();
  return text.replace(namePattern, (whole, words: string) => {
    const name = longestKnown(words, names);
    return name === undefined ? whole : write(names.get(name) ?? '') + words.slice(name.length);
  });
}

function replaceVariables(
  storage: string,
  valueOf: (name: string) => string,
  mention: (text: string) => string = (text) => text,
): string {
  assertWellFormed(storage);
  const names = new Map<string, string>();
  const nameOf = (attributes: string): string => {
    const name = names.get(attributes) ?? nameIn(attributes);
    names.set(attributes, name);
    return name;
  };
  let isInParameter = false;
  const filled = storage.replace(pieces, (piece: string, attributes: string | undefined) => {
    if (piece.startsWith('<at:declarations')) return '';
    if (piece.startsWith('<at:var')) {
      const text = encode(valueOf(nameOf(attributes ?? '')), isInParameter);
      return isInParameter ? text : mention(text);
    }
    if (piece.startsWith('<ac:parameter')) isInParameter = !piece.endsWith('/>');
    if (piece.startsWith('</ac:parameter')) isInParameter = false;
    return piece;
  });
  assertWellFormed(filled);
  return filled;
}

/** The names of the variables that a template uses, each once. */
export function templateVariables(storage: string): string[] {
  const names = new Set<string>();
  replaceVariables(storage, (name) => {
    names.add(name);
    return '';
  });
  return [...names];
}

/** A value of several lines keeps them, but not where Confluence takes nothing but text. */
function encode(value: string, isInParameter: boolean): string {
  const text = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return text.replace(/\r\n?|\n/g, isInParameter ? ' ' : '<br />');
}

function nameIn(attributes: string): string {
  const [, double, single] = /\sat:name\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes) ?? [];
  return toPlainText(`<p>${double ?? single ?? ''}</p>`);
}
