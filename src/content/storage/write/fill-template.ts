import { writeMention } from '../../macros/mention.js';
import { decodePart } from '../../macros/link.js';
import type { People, References } from '../../model/references.js';
import { toPlainText } from '../read/to-markdown.js';
import { assertWellFormed } from '../../xml/parse-storage.js';
import { cleanText } from '../../xml/clean-text.js';
import { assertPlainText, hasMarkup } from './assert-format.js';
import { longestKnown, namePattern } from './find-references.js';
import type { NewStorageOptions } from './to-storage.js';

/** What matters in a template's storage: what is not to be looked into, the declarations, and the variables. */
const pieces =
  /<!\[CDATA\[[^]*?\]\]>|<!--[^]*?-->|<at:declarations(?:\s*\/>|\s*>[^]*?<\/at:declarations\s*>)|<at:var(\s(?:[^>"']|"[^"]*"|'[^']*')*?)?(?:\/>|>\s*<\/at:var\s*>)|<\/?(?:ac:parameter|ac:link|a|code|pre)(?=[\s/>])(?:[^>"']|"[^"]*"|'[^']*')*>/g;

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
  const mention = (text: string) => mentionPeople(text, people, (account) => writeMention(account, deployment));
  const valueOf = (name: string) => cleanText(Object.hasOwn(values, name) ? (values[name] ?? '') : '');
  return replaceVariables(storage, valueOf, mention);
}

/** A mention as everywhere else: `[@Name](user:id)`. */
const mentionLink = /\[@([^[\]\n]{1,100})\]\(user:([^()\s]{1,200})\)/g;

interface TemplateValues {
  readonly names: string[];
  readonly users: References['users'];
  readonly warnings: string[];
}

/** Whom the texts for a template's variables name, each once, and what of the texts is not on the page as it is meant. */
export function readValues(values: Readonly<Record<string, string>>): TemplateValues {
  const users = new Map<string, References['users'][number]>();
  for (const text of Object.values(values))
    for (const [, name = '', address = ''] of text.matchAll(mentionLink)) {
      const id = decodePart(address);
      users.set(id, { id, name });
    }
  const names = new Set(
    Object.values(values).flatMap((text) =>
      Array.from(text.replace(mentionLink, '').matchAll(namePattern), ([, name = '']) => name),
    ),
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
    users: [...users.values()],
    warnings: [
      ...(written === ''
        ? []
        : [`Variables take plain text: the markup in ${written} was kept as text. Edit the page to format it.`]),
      ...(hidden === '' ? [] : [`Invisible characters were left out of ${hidden}.`]),
    ],
  };
}

/** Escaped text with mentions in place of those that are written so, and of the names that are known. */
function mentionPeople(text: string, people: People | undefined, write: (account: string) => string): string {
  const names = people?.names ?? new Map<string, string>();
  const inWords = (words: string) =>
    words.replace(namePattern, (whole, called: string) => {
      const name = longestKnown(called, names);
      return name === undefined ? whole : write(names.get(name) ?? '') + called.slice(name.length);
    });
  let filled = '';
  let at = 0;
  for (const { 0: link, 2: address = '', index } of text.matchAll(mentionLink)) {
    const id = decodePart(address.replaceAll('&amp;', '&'));
    filled += inWords(text.slice(at, index)) + write(people?.ids.get(id) ?? id);
    at = index + link.length;
  }
  return filled + inWords(text.slice(at));
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
  /** A link holds no other, and code nothing but words: a mention is one that a page cannot have there. */
  let depthOfWords = 0;
  const filled = storage.replace(pieces, (piece: string, attributes: string | undefined) => {
    if (piece.startsWith('<at:declarations')) return '';
    if (piece.startsWith('<at:var')) {
      const text = encode(valueOf(nameOf(attributes ?? '')), isInParameter);
      return isInParameter || depthOfWords > 0 ? text : mention(text);
    }
    if (piece.startsWith('<!') || piece.endsWith('/>')) return piece;
    if (piece.startsWith('<ac:parameter')) isInParameter = true;
    else if (piece.startsWith('</ac:parameter')) isInParameter = false;
    else depthOfWords += piece.startsWith('</') ? -1 : 1;
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
