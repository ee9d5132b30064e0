import { updateDate } from '../../macros/date.js';
import { updateImage } from '../../macros/image.js';
import { safeHref } from '../../macros/link.js';
import { updateStatus } from '../../macros/status.js';
import { encodeText } from '../../xml/encode.js';
import type { Atom, Token } from '../../model/inline.js';
import { visible } from '../../model/inline.js';
import { isBareUrl } from '../../model/tokenize.js';
import { splice } from '../../xml/splice.js';
import { isElement } from '../../xml/xml-node.js';
import type { Item, Wrapper } from '../../storage/write/emit.js';
import { emit } from '../../storage/write/emit.js';
import type { WriteContext } from '../../storage/write/write-inline.js';
import { FreshWrappers, writeToken } from '../../storage/write/write-inline.js';
import type { Hunk } from './align.js';
import { looksOfSome } from './looks-of-some.js';
import { joinParagraphs } from './join-paragraphs.js';
import { matchWords } from './match-words.js';
import { pairAtoms } from './pair-atoms.js';
import { readdressed, retargeted, withStack } from './retarget.js';
import { isCommented, SourceItems } from './source-items.js';
import { isHidden, partsOf } from './word-parts.js';

/**
 * Grafts edited words into the original markup of a leaf: words that stayed keep their bytes and everything around them, new words
 * take what is around the words they replace, or what both their neighbours share.
 */
export function graft(
  source: string,
  original: readonly Token[],
  edited: readonly Token[],
  context: WriteContext,
  owned: Owned = { word: () => true, hidden: () => true },
): string {
  return new Grafter(source, original, context, owned).graft(visible(edited));
}

/** What of an original is this text's, by the shown word that it is, or that it is hidden behind: others may be written from it too. */
export interface Owned {
  readonly word: (index: number) => boolean;
  readonly hidden: (index: number) => boolean;
}

class Grafter {
  private readonly items: SourceItems;
  private readonly shown: readonly Token[];
  /** Words that are another text's: of these neither comments nor ids nor what is hidden in them. */
  private readonly copied: ReadonlySet<Token>;
  private readonly fresh = new FreshWrappers();
  private readonly retargeted = new Map<string, Wrapper>();
  /** Links of which some words stay and have another address: new words in them go there with those. */
  private readdressed: ReadonlySet<string> = new Set();
  /** Looks that Markdown does not show, which words that have nothing in common with the old ones do not take over. */
  private partialLooks: ReadonlySet<Wrapper> = new Set();
  /** Did any word of the text stay? */
  private keepsWords = true;
  private out: Item[] = [];
  /** What stands around that which is hidden behind the last word. */
  private tailStack: readonly Wrapper[] = [];

  constructor(
    private readonly source: string,
    private readonly original: readonly Token[],
    private readonly context: WriteContext,
    private readonly owned: Owned,
  ) {
    this.shown = visible(original);
    this.copied = new Set(this.shown.filter((_, index) => !owned.word(index)));
    this.items = new SourceItems(source, original, this.copied, (token) => writeToken(token, context));
  }

  graft(edited: readonly Token[]): string {
    const hunks = matchWords(this.shown, edited, (one, next) => this.items.areInOneComment(one, next));
    this.keepsWords = hunks.some((hunk) => hunk.same && this.shown.slice(hunk.from, hunk.to).some(isWordOrThing));
    if (!this.keepsWords) this.partialLooks = looksOfSome(this.shown.map((token) => this.stackOf(token)));
    this.readdressed = readdressed(hunks, this.shown, edited);
    const hidden = new Map<number, Token[]>();
    let index = 0;
    for (const token of this.original) {
      if (token.kind !== 'hidden') index++;
      else if (!this.owned.hidden(Math.max(index - 1, 0))) continue;
      else if (!hidden.get(index)?.push(token)) hidden.set(index, [token]);
    }
    const tail = hidden.get(this.shown.length);
    this.tailStack = tail?.flatMap((token) => this.items.of(token))[0]?.stack ?? [];
    if (this.shown.length > 0) this.hidden(hidden.get(0));
    let end = 0;
    for (const hunk of hunks) {
      end = this.out.length;
      if (!hunk.same) this.replace(hunk, edited);
      for (let i = hunk.from; i < hunk.to; i++) {
        const after = edited[hunk.editedFrom + i - hunk.from];
        // White space beside a break is not seen for as long as the break is there: words are added before it.
        if (i > 0 && this.isBreak(i)) this.hidden(hidden.get(i), !hunk.same);
        if (hunk.same && after) this.keep(i, after, hunk.to - hunk.from === 1);
        if (i + 1 < this.shown.length && !this.isBreak(i + 1))
          this.hidden(hidden.get(i + 1), !hunk.same && this.isBreak(i));
      }
      if (hunk.same || hunk.from < hunk.to) end = this.out.length;
    }
    this.hiddenTail(tail, end);
    return emit(joinParagraphs(this.out));
  }

  private isBreak(index: number): boolean {
    return this.shown[index]?.kind === 'break';
  }

  /** What is hidden at the end stays behind words that are added there, unless it is in a format that they have not. */
  private hiddenTail(tokens: readonly Token[] = [], end: number): void {
    const outer = this.out.at(-1)?.stack ?? [];
    const items = tokens.flatMap((token) => this.items.of(token));
    const stays = items.findIndex((item) => item.stack.every((wrapper) => outer.includes(wrapper)));
    const inside = stays < 0 ? items.length : stays;
    this.out = [...this.out.slice(0, end), ...items.slice(0, inside), ...this.out.slice(end), ...items.slice(inside)];
  }

  /** What a reader does not see stays where it is; white space goes with the break that hid it. */
  private hidden(tokens: readonly Token[] = [], isBreakGone = false): void {
    for (const item of tokens.flatMap((token) => this.items.of(token)))
      if (!isBreakGone || /[^\s\u00A0]/.test(item.raw)) this.out.push(item);
  }

  private keep(index: number, edited: Token, isAlone: boolean): void {
    const token = this.shown[index];
    if (!token) return;
    const [first, ...rest] = this.items.of(token);
    // A blank between other words than those of the page is the writer's.
    const isOther = token.kind === 'space' && token.text !== edited.text && rest.length === 0;
    const isNew = isOther && (!this.keepsWords || (isAlone && edited.text.includes('\u00A0')));
    for (const item of first && isNew ? [{ ...first, raw: encodeText(edited.text) }] : this.items.of(token)) {
      const stack = this.reformat(item.stack, token, edited);
      const isOutside = token.link !== edited.link && !stack.some((wrapper) => wrapper.element === 'ac:link');
      this.out.push(withStack(item, isOutside ? stack.filter((wrapper) => !wrapper.cdata) : stack));
    }
  }

  /** The stack of a word that stayed, with formats and links taken away or added as edited. */
  private reformat(stack: readonly Wrapper[], before: Token, after: Token): readonly Wrapper[] {
    if (before.marks === after.marks && before.link === after.link) return stack;
    const gone = before.marks & ~after.marks;
    const kept: Wrapper[] = [];
    for (const wrapper of stack) {
      if (wrapper.mark & gone) continue;
      if (wrapper.link === null || before.link === after.link) kept.push(wrapper);
      else if (after.link !== null) kept.push(...this.retarget(wrapper, after.link));
    }
    return this.complete(kept, after);
  }

  /** The same link with another address; one of another kind is made anew. */
  private retarget(wrapper: Wrapper, href: string): Wrapper[] {
    const key = `${wrapper.open} ${href}`;
    const made = this.retargeted.get(key) ?? retargeted(wrapper, href);
    if (!made) return [];
    this.retargeted.set(key, made);
    return [made];
  }

  /** Adds what the token still needs; around CDATA, where no element may be, it goes outside. The words of a new link are none. */
  private complete(stack: readonly Wrapper[], token: Token): Wrapper[] {
    const missing = this.fresh.missing(token, stack);
    if (missing.some(({ link }) => link !== null)) return [...stack.filter((wrapper) => !wrapper.cdata), ...missing];
    const plainOnly = stack.some((wrapper) => wrapper.cdata);
    return plainOnly ? [...missing, ...stack] : [...stack, ...missing];
  }

  private replace(hunk: Hunk, edited: readonly Token[]): void {
    const removed = this.shown.slice(hunk.from, hunk.to);
    const added = edited.slice(hunk.editedFrom, hunk.editedTo);
    const next = this.shown[hunk.to];
    const nextStack = next ? (this.items.of(next)[0]?.stack ?? []) : this.tailStack;
    const nextToken = edited[hunk.editedTo];
    const continued = new Set<Token>();
    const atoms = pairAtoms(removed, added);
    added.forEach((token, i) => {
      const replaced = this.replacedBy(removed, i, added.length);
      if (replaced && !continued.has(replaced) && this.isInParts(replaced) && isPlainWord(token)) {
        continued.add(replaced);
        return this.replaceLetters(replaced, token);
      }
      const base = replaced ? this.stackOf(replaced) : this.between(token, nextToken, nextStack);
      // An address that shows itself, in place of another one, takes over its link.
      const isReplaced = isBareUrl(token.text) && isBareUrl(replaced?.text ?? '');
      const href = token.link ?? (isReplaced ? safeHref(token.text) : null);
      const fits = base.flatMap((wrapper) => {
        if (wrapper.mark & ~token.marks || this.partialLooks.has(wrapper)) return [];
        if (wrapper.link === null || wrapper.link === href) return [wrapper];
        const goes = isReplaced || this.readdressed.has(`${wrapper.link} ${href}`);
        return goes && href !== null ? this.retarget(wrapper, href) : [];
      });
      const plain = token.atom || token.kind === 'break' ? fits.filter((wrapper) => !wrapper.cdata) : fits;
      const stack = this.complete(plain, token);
      this.out.push({
        token,
        raw: this.write(
          token,
          atoms.get(token),
          stack.some((wrapper) => wrapper.cdata),
        ),
        stack,
      });
    });
    removed.forEach((token, i) => {
      if (!continued.has(token) && this.owned.hidden(hunk.from + i)) this.out.push(...this.hiddenIn(token));
    });
  }

  /** What stands in a word, or amid white space, that a reader does not see. */
  private hiddenIn(token: Token): Item[] {
    const isText = token.kind === 'word' || token.kind === 'space';
    return this.items.of({ ...token, kind: 'hidden', pieces: isText ? token.pieces.filter(isHidden) : [] });
  }

  /** Is this a word of which a part stands in something that the rest does not, or with something hidden in it? */
  private isInParts(word: Token): boolean {
    const isWhole = this.copied.has(word) || !isPlainWord(word) || word.pieces.length === 1;
    const [first, ...rest] = isWhole ? [] : this.items.of(word);
    return (
      (rest.length > 0 && word.pieces.some(isHidden)) ||
      rest.some(({ stack }) => stack.length !== first?.stack.length || stack.some((one, i) => one !== first.stack[i]))
    );
  }

  /** A word in parts that was edited: letters that stayed keep what is around them, new ones take what is around those they replace. */
  private replaceLetters(word: Token, edited: Token): void {
    const parts = partsOf(word, edited);
    const kept = parts.map(({ isKept, original }) => (isKept ? this.items.of(original) : []));
    parts.forEach(({ text, isKept, original }, i) => {
      const [before, after] = [kept[i - 1]?.at(-1)?.stack, kept[i + 1]?.[0]?.stack];
      const between = (before ?? after ?? []).filter((wrapper) => (after ?? before)?.includes(wrapper));
      const stack = original.text === '' ? between : this.stackOf(original);
      const raw = stack.some((wrapper) => wrapper.cdata) ? text : encodeText(text);
      const replacement = text === '' ? [] : [{ raw, stack }];
      for (const item of isKept ? (kept[i] ?? []) : [...replacement, ...this.hiddenIn(original)])
        this.out.push({ ...item, token: edited, stack: this.reformat(item.stack, word, edited) });
    });
  }

  /** The removed word whose place this one takes; a commented word before others, so that the comment keeps its anchor. */
  private replacedBy(removed: readonly Token[], index: number, count: number): Token | undefined {
    const from = Math.floor((index * removed.length) / count);
    const to = Math.max(from + 1, Math.floor(((index + 1) * removed.length) / count));
    const candidates = removed.slice(from, to).filter((token) => token.kind !== 'break');
    const commented = (token: Token) => this.items.of(token).some(isCommented);
    return candidates.find(commented) ?? candidates[0];
  }

  /** What a word stands in; of a word in parts, the commented one. */
  private stackOf(token: Token): readonly Wrapper[] {
    const items = this.items.of(token);
    return (items.find(isCommented) ?? items[0])?.stack ?? [];
  }

  /** What a word between two others stands in: the format of the one it is like, and of the hidden what both share. */
  private between(token: Token, nextToken: Token | undefined, nextStack: readonly Wrapper[]): readonly Wrapper[] {
    const previous = this.out.findLast((item) => item.token.kind !== 'hidden' && item.raw !== '');
    const before = previous?.stack ?? [];
    const like = (other: Token | undefined, link = other?.link) => other?.marks === token.marks && link === token.link;
    // A link that has another address now is in the stack alone: its words are those of the page.
    const linkBefore = before.find(({ link }) => link !== null)?.link ?? null;
    const shared = (stack: readonly Wrapper[], other: readonly Wrapper[]) =>
      stack.filter(
        (wrapper) =>
          other.includes(wrapper) ||
          wrapper.mark !== 0 ||
          wrapper.link !== null ||
          wrapper.element === 'p' ||
          wrapper.cdata,
      );
    if (like(previous?.token, linkBefore) || !nextToken) return shared(before, nextStack);
    if (like(nextToken) || !previous) return shared(nextStack, before);
    return before.filter((wrapper) => nextStack.includes(wrapper) || wrapper.element === 'p');
  }

  /** New bytes for a token; an atom that only changed is changed in place. */
  private write(token: Token, before: Token | undefined, inCdata: boolean): string {
    const { atom } = token;
    if (!atom) return inCdata ? token.text : writeToken(token, this.context);
    return (before && this.update(before, atom)) ?? writeToken(token, this.context);
  }

  private update(before: Token, atom: Atom): string | undefined {
    const node = before.pieces[0]?.run.origin?.node;
    if (!isElement(node)) return undefined;
    const changed = (splices: Parameters<typeof splice>[3]) => splice(this.source, node.start, node.end, splices);
    if (atom.kind === 'status') return changed(updateStatus(node, atom));
    if (atom.kind === 'date') return changed(updateDate(this.source, node, atom));
    if (atom.kind === 'image') return changed(updateImage(this.source, node, atom));
    return undefined;
  }
}

function isWordOrThing({ kind }: Token): boolean {
  return kind === 'word' || kind === 'atom';
}

function isPlainWord(token: Token): boolean {
  return token.kind === 'word' && !isBareUrl(token.text);
}
