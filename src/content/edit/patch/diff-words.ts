import type { Token } from '../../model/inline.js';
import { tokenKey } from '../../model/inline.js';
import type { Hunk } from './align.js';
import { diffKeys } from './align.js';

/**
 * Compares two texts. Blanks are alike everywhere, so that a comparison may keep some of them in place of a word that stayed, which
 * would then be written anew, without its colour and the comment on it: words are matched first, and blanks between them.
 */
export function diffWords(original: readonly Token[], edited: readonly Token[]): Hunk[] {
  const [old, now] = [original.map(tokenKey), edited.map(tokenKey)] as const;
  const hunks = diffKeys(old, now);
  return losesWord(hunks, original, edited)
    ? new WordsFirst(old, now).compare(wordsIn(original), wordsIn(edited))
    : hunks;
}

/** What moves in a line and is no word is taken along as it is. */
function isWord({ kind, atom }: Token): boolean {
  return kind !== 'space' && !atom;
}

/** The places of words. */
function wordsIn(tokens: readonly Token[]): number[] {
  return tokens.flatMap((token, i) => (isWord(token) ? [i] : []));
}

/** Is there a word that both texts have among what differs? */
function losesWord(hunks: readonly Hunk[], original: readonly Token[], edited: readonly Token[]): boolean {
  const differing = hunks.filter(({ same }) => !same);
  if (differing.length < 2) return false;
  const gone = new Set(differing.flatMap(({ from, to }) => original.slice(from, to).filter(isWord).map(tokenKey)));
  return differing.some(({ editedFrom, editedTo }) =>
    edited.slice(editedFrom, editedTo).some((token) => isWord(token) && gone.has(tokenKey(token))),
  );
}

class WordsFirst {
  private readonly hunks: Hunk[] = [];

  constructor(
    private readonly original: readonly string[],
    private readonly edited: readonly string[],
  ) {}

  compare(words: readonly number[], editedWords: readonly number[]): Hunk[] {
    const keys = (places: readonly number[], all: readonly string[]) => places.map((at) => all[at] ?? '');
    const same = diffKeys(keys(words, this.original), keys(editedWords, this.edited)).filter((hunk) => hunk.same);
    for (const { from, to, editedFrom } of same)
      for (let i = from; i < to; i++) {
        const [at, editedAt] = [words[i] ?? 0, editedWords[editedFrom + i - from] ?? 0];
        this.between(at, editedAt);
        this.push(true, at + 1, editedAt + 1);
      }
    this.between(this.original.length, this.edited.length);
    return this.hunks;
  }

  /** What stands between the last word that stayed and these places. */
  private between(to: number, editedTo: number): void {
    const { to: from, editedTo: editedFrom } = this.hunks.at(-1) ?? { to: 0, editedTo: 0 };
    const [old, now] = [this.original.slice(from, to), this.edited.slice(editedFrom, editedTo)];
    for (const hunk of diffKeys(old, now)) this.push(hunk.same, from + hunk.to, editedFrom + hunk.editedTo);
  }

  private push(same: boolean, to: number, editedTo: number): void {
    const last = this.hunks.at(-1);
    if (last?.same === same) this.hunks[this.hunks.length - 1] = { ...last, to, editedTo };
    else this.hunks.push({ same, from: last?.to ?? 0, editedFrom: last?.editedTo ?? 0, to, editedTo });
  }
}
