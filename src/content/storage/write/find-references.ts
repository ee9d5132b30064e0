import { pageOfAddress } from '../../macros/link.js';
import type { Block } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';
import type { Token } from '../../model/inline.js';
import { marks, visible } from '../../model/inline.js';
import type { References } from '../../model/references.js';

/** `@` and one to three words with capitals, which is how people are named in text. */
const name = /(?<![\p{L}\p{N}_.@/])@(\p{Lu}[\p{L}\p{M}'’.-]*(?: \p{Lu}[\p{L}\p{M}'’-]*){0,2})/gu;

/**
 * What the new blocks of an edit point at outside of their page. Blocks that the page has already are not looked at, nor addresses
 * that `isKnown` (the page has them elsewhere).
 */
export function findReferences(blocks: readonly Block[], isKnown: (address: string) => boolean): References {
  const users = new Set<string>();
  const names = new Set<string>();
  const addresses = new Set<string>();
  walk(blocks, (block) => {
    if (!isLeaf(block) || block.source) return;
    for (const { atom, link } of block.content) {
      if (atom?.kind === 'mention' && !isKnown(atom.account)) users.add(atom.account);
      if (atom?.kind === 'image') addresses.add(atom.target);
      if (link !== null) addresses.add(link);
    }
    for (const [, person] of words(block.content).matchAll(name))
      if (person && !isKnown(`@${person}`)) names.add(person);
  });
  const targets = [...addresses].filter((one) => !isKnown(one)).flatMap((one) => pageOfAddress(one) ?? []);
  return {
    users: [...users],
    names: [...names],
    pages: targets.flatMap(({ space, title, file }) => (file === null && title !== null ? [{ space, title }] : [])),
    attachments: targets.flatMap(({ title, file }) => (file === null ? [] : [{ file, page: title }])),
  };
}

/** The text of a leaf without code, in which an `@` is no person. */
function words(tokens: readonly Token[]): string {
  return visible(tokens)
    .map((token) => (token.kind === 'word' && (token.marks & marks.code) === 0 ? token.text : ' '))
    .join('');
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

/** People who are named in plain words, and so are told of nothing. */
export function warnOfNames({ names }: References): string[] {
  return names.map((one) => `"@${one}" is plain text and mentions nobody: write [@${one}](user:ACCOUNT_ID).`);
}
