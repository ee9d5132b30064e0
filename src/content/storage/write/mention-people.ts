import type { Block } from '../../model/block.js';
import { isLeaf, isParent } from '../../model/block.js';
import type { Atom, Run, Token } from '../../model/inline.js';
import { atomRun } from '../../model/inline.js';
import type { People } from '../../model/references.js';
import { tokenize } from '../../model/tokenize.js';
import { longestKnown, namePattern, proseOf } from './find-references.js';

/** The blocks with mentions in place of the names that are known, and each mention by the id that the page has to use. */
export function mentionPeople(blocks: readonly Block[], people: People | undefined): readonly Block[] {
  if (people === undefined || (people.names.size === 0 && people.ids.size === 0)) return blocks;
  const known = people;
  return mapBlocks(blocks);

  function mapBlocks<One extends Block>(list: readonly One[]): readonly One[] {
    const mapped = list.map(mapBlock);
    return mapped.some((block, i) => block !== list[i]) ? mapped : list;
  }

  function mapBlock<One extends Block>(block: One): One {
    if (isParent(block)) {
      const children = mapBlocks<Block>(block.children);
      return children === block.children ? block : { ...block, children };
    }
    if (!isLeaf(block) || block.source) return block;
    const content = mentionIn(block.content, known);
    return content === block.content ? block : { ...block, content };
  }
}

/** The content of a leaf with mentions in place of the names that are known. */
export function mentionIn(tokens: readonly Token[], people: People | undefined): readonly Token[] {
  if (people === undefined) return tokens;
  const named = mentionNames(tokens, people.names);
  const isOther = ({ atom }: Token) => atom?.kind === 'mention' && people.ids.has(atom.account);
  if (!named.some(isOther)) return named;
  return named.map((token) => {
    const { atom } = token;
    if (atom?.kind !== 'mention') return token;
    return { ...token, atom: { ...atom, account: people.ids.get(atom.account) ?? atom.account } };
  });
}

function mentionNames(tokens: readonly Token[], names: ReadonlyMap<string, string>): readonly Token[] {
  const texts = tokens.map(proseOf);
  const found = [...texts.join('').matchAll(namePattern)].flatMap(({ index, 1: words = '' }) => {
    const label = longestKnown(words, names);
    return label === undefined ? [] : [{ from: index, to: index + 1 + label.length, label }];
  });
  if (found.length === 0) return tokens;
  const runs: Run[] = [];
  let at = 0;
  let next = found.shift();
  tokens.forEach((token, i) => {
    const from = at;
    at += texts[i]?.length ?? 0;
    while (next && from >= next.to) next = found.shift();
    if (!next || at <= next.from || from > next.from) {
      if (!next || at <= next.from) runs.push(runOf(token));
      return;
    }
    const atom: Atom = { kind: 'mention', account: names.get(next.label) ?? '', label: next.label };
    runs.push(atomRun(atom, token.marks, null));
  });
  return tokenize(runs);
}

function runOf({ kind, text, marks, link, atom }: Token): Run {
  return { kind: kind === 'word' || kind === 'space' ? 'text' : kind, text, marks, link, atom, origin: null };
}
