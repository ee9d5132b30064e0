import { pageOfAddress } from '../../macros/link.js';
import { noName } from '../../macros/mention.js';
import type { Block } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';
import type { Token } from '../../model/inline.js';
import { marks, visible } from '../../model/inline.js';
import type { References } from '../../model/references.js';
import { encodeAttribute } from '../../xml/encode.js';

/** `@` and one to three words with capitals, or of a script that has none, which is how people are named in text. */
export const namePattern =
  /(?<![\p{L}\p{N}_.@/])@([\p{Lu}\p{Lo}][\p{L}\p{M}'’.-]*(?<!\.)(?: [\p{Lu}\p{Lo}][\p{L}\p{M}'’-]*){0,2})(?![\p{L}\p{M}\p{N}_])/gu;

/**
 * What the new blocks of an edit point at outside of their page. Blocks that the page has already are not looked at, nor addresses
 * that `isKnown` (the page has them elsewhere); people whom the page mentions are told apart.
 */
export function findReferences(blocks: readonly Block[], isKnown: (address: string) => boolean): References {
  const users = new Map<string, References['users'][number]>();
  const names = new Set<string>();
  const addresses = new Set<string>();
  walk(blocks, (block) => {
    if (!isLeaf(block) || block.source) return;
    for (const { atom, link } of block.content) {
      if (atom?.kind === 'mention') {
        const { account: id, label: name } = atom;
        // Without a name it is what the page has, and nothing that a writer says of it.
        const isOld = isKnown(`"${id}"`);
        if (!isOld || name !== noName) users.set(`${id} ${name}`, { id, name, ...(isOld && { isOld }) });
      }
      if (atom?.kind === 'image') addresses.add(atom.target);
      if (link !== null) addresses.add(link);
    }
    for (const [, person] of textOf(block.content).matchAll(namePattern))
      if (person && !isKnown(`@${person}`)) names.add(person);
  });
  // Storage spells them otherwise than Markdown. Whole addresses of the web are no targets, and not looked for.
  const targets = [...addresses].flatMap((one) => {
    const target = pageOfAddress(one);
    if (!target) return [];
    const { title, file } = target;
    const spelled = file === null ? attribute('content-title', title) : attribute('filename', file);
    return isKnown(spelled) || isKnown(one) ? [] : [target];
  });
  return {
    users: [...users.values()],
    names: [...names],
    pages: targets.flatMap(({ space, title, file }) => (file === null && title !== null ? [{ space, title }] : [])),
    attachments: targets.flatMap(({ space, title, file }) => (file === null ? [] : [{ file, page: title, space }])),
  };
}

function attribute(name: string, value: string | null): string {
  return `ri:${name}="${encodeAttribute(value ?? '')}"`;
}

/** The text of a leaf without code and links, in which an `@` is no person. */
export function textOf(tokens: readonly Token[]): string {
  return visible(tokens).map(proseOf).join('');
}

/** What of a token can name somebody. */
export function proseOf({ kind, text, marks: format, link }: Token): string {
  if (kind === 'hidden') return '';
  if (kind === 'space') return text;
  return kind === 'word' && (format & marks.code) === 0 && link === null ? text : '\n';
}

/** References of several edits together. */
export function joinReferences(all: readonly References[]): References {
  const once = <One>(list: readonly One[]) => [
    ...new Map(list.map((one) => [JSON.stringify(one), one] as const)).values(),
  ];
  return {
    users: once(all.flatMap((one) => one.users)),
    names: once(all.flatMap((one) => one.names)),
    pages: once(all.flatMap((one) => one.pages)),
    attachments: once(all.flatMap((one) => one.attachments)),
  };
}

/** The most of these words, from the first, that is somebody's name. */
export function longestKnown(words: string, names: ReadonlyMap<string, string>): string | undefined {
  for (let name = words; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf(' ')))) {
    if (names.has(name)) return name;
  }
  return undefined;
}
