import { randomUUID } from 'node:crypto';
import { namedEntities } from './entities.js';
import { walkStorage, type ElementEvent } from './storage-xml.js';

/** Elements that the editor gives an id of their own, and the attribute that holds it. */
const localIds: Readonly<Record<string, string>> = {
  ...Object.fromEntries('p h1 h2 h3 h4 h5 h6 ul ol blockquote'.split(' ').map((name) => [name, 'local-id'])),
  table: 'ac:local-id',
  tr: 'ac:local-id',
};

const names = new Map(Object.entries(namedEntities).map(([name, character]) => [character, name]));

/**
 * The same document as the site writes it down after a save: attributes in the order of their names, empty elements
 * closed in themselves, characters beyond ASCII punctuation by name where they have one, comments dropped, and on
 * Cloud an id for every block and macro that came without. Nothing of it changes what a reader sees.
 */
export function reserialise(storage: string, { withLocalIds }: { withLocalIds: boolean }): string {
  const out: string[] = [];
  /** Whether the tag that was written last is still open for `/>`. */
  let isOpen = false;
  const closeTag = () => {
    if (isOpen) out.push('>');
    isOpen = false;
  };
  walkStorage(storage, {
    open: (element) => {
      closeTag();
      out.push(`<${element.name}${attributesOf(element, withLocalIds)}`);
      isOpen = true;
    },
    close: (name) => {
      out.push(isOpen ? ' />' : `</${name}>`);
      isOpen = false;
    },
    text: (text) => {
      closeTag();
      out.push(encoded(text));
    },
    cdata: (text) => {
      closeTag();
      out.push(`<![CDATA[${text}]]>`);
    },
  });
  return out.join('');
}

function attributesOf({ name, attributes }: ElementEvent, withLocalIds: boolean): string {
  const all = { ...attributes };
  const idName = localIds[name];
  if (withLocalIds && idName !== undefined && all[idName] === undefined) all[idName] = randomUUID();
  if (name === 'ac:structured-macro') all['ac:macro-id'] ??= randomUUID();
  return Object.keys(all)
    .sort()
    .map((key) => ` ${key}="${encoded(all[key] ?? '').replaceAll('"', '&quot;')}"`)
    .join('');
}

/** Letters stay letters; punctuation, blanks and symbols go by their names. */
function encoded(text: string): string {
  return text.replace(/[&<>]|[^\p{L}\p{M}\p{N}\x20-\x7e\s]|\u00a0/gu, (character) => {
    const name = names.get(character);
    return name === undefined ? character : `&${name};`;
  });
}
