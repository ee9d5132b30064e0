import { AppError } from '../../../errors.js';
import { isDay } from '../../macros/date.js';
import type { Leaf } from '../../model/block.js';
import type { Atom, Run, Token } from '../../model/inline.js';
import { tokenize } from '../../model/tokenize.js';
import type { Spot, View, ViewOf } from './leaf-view.js';
import { spotsIn, viewLeaf, viewTokens, wordsOf } from './leaf-view.js';
import type { Replacement } from './replacement.js';

/** A replacement in both forms: which one fits depends on the place. */
interface Replacements {
  readonly markup: Replacement;
  readonly text: Replacement;
  /** Is the text in a link kept as it stands? */
  readonly isLinkText: boolean;
  /** Of a match, in characters of the view. */
  readonly length: number;
}

/**
 * The content of a leaf with the matches at these places replaced. New words have the format of the first word that they replace;
 * those beside a word that stays in a format of a part of the match have it only where the words beyond have it too.
 */
export function rewriteLeaf(leaf: Leaf, of: ViewOf, starts: readonly number[], forms: Replacements): Token[] {
  const view = viewLeaf(leaf, of);
  const changes = starts.map((start) => {
    const isPlain = isPlainPlace(view, of, start, forms);
    const { from, to, ...rest } = isPlain ? forms.text : forms.markup;
    const own = !isPlain && of === 'words' ? coveredLink(view, start, forms.markup) : null;
    const change = { ...rest, link: own ?? rest.link, from: start + from, to: start + to };
    const isOneFormat = spotsIn(view, start, start + forms.length).every(({ token }, _, [first]) =>
      isFormatOf(token, first?.token),
    );
    return { ...change, isOneFormat, touched: spotsIn(view, change.from, change.to) };
  });
  const runs: Run[] = [];
  let next = 0;
  for (const [index, spot] of view.spots.entries()) {
    let at = spot.from;
    while ((changes[next]?.to ?? Infinity) <= spot.from) next++;
    for (let i = next; i < changes.length; i++) {
      const change = changes[i] as (typeof changes)[number];
      if (change.from >= spot.to) break;
      const { atom } = spot.token;
      if (of === 'words' && atom) {
        if (change.touched.length > 1) throw acrossThing(atom);
        runs.push({ ...runOf('', spot.token), kind: 'atom', atom: rewriteAtom(spot, atom, change) });
        at = spot.to;
        continue;
      }
      if (change.from >= at) {
        if (change.from > at) runs.push(part(spot, at, change.from));
        if (change.touched[0] === spot) runs.push(...newRuns(view, index, change));
      }
      at = Math.min(spot.to, change.to);
    }
    if (at < spot.to) runs.push(part(spot, at, spot.to));
  }
  return tokenize(runs);
}

/** Can the place hold nothing but words, or is it one where they are taken as they stand? */
export function isPlainPlace(view: View, of: ViewOf, start: number, { markup, isLinkText }: Replacements): boolean {
  const [at] = spotsIn(view, start + markup.from, start + markup.to);
  if (of !== 'words' || at === undefined || atomInstead(at, start, markup) !== null) return false;
  return at.token.atom !== null || (isLinkText && at.token.link !== null && coveredLink(view, start, markup) === null);
}

/** The status or date that is written out in place of the words of another one. */
function atomInstead({ token, ...spot }: Spot, start: number, { from, to, tokens }: Replacement): Atom | null {
  const [instead = null] = tokens.length === 1 ? tokens.map(({ atom }) => atom) : [];
  const isWhole = spot.from >= start + from && spot.to <= start + to;
  const isOne = instead?.kind === 'status' || instead?.kind === 'date';
  return isOne && isWhole && token.atom?.kind === instead.kind ? instead : null;
}

/** The link that all of is replaced, by words of which some are a link themselves: it goes with its words. */
function coveredLink(view: View, start: number, { from, to, tokens }: Replacement): string | null {
  if (tokens.every((token) => token.link === null)) return null;
  const link = spotsIn(view, start + from, start + to)[0]?.token.link ?? null;
  const extent = link === null ? undefined : linksIn(view).get(link);
  return extent && extent.from >= start + from && extent.to <= start + to ? link : null;
}

const linksByView = new WeakMap<View, ReadonlyMap<string, { readonly from: number; readonly to: number }>>();

/** From where to where each address is linked to in a view. */
function linksIn(view: View): ReadonlyMap<string, { readonly from: number; readonly to: number }> {
  const known = linksByView.get(view);
  if (known) return known;
  const links = new Map<string, { readonly from: number; readonly to: number }>();
  for (const { token, from, to } of view.spots)
    if (token.link !== null) links.set(token.link, { from: links.get(token.link)?.from ?? from, to });
  linksByView.set(view, links);
  return links;
}

function part({ token, from }: Spot, start: number, end: number): Run {
  if (token.atom) return { ...runOf('', token), kind: 'atom', atom: token.atom };
  if (token.kind === 'break') return { ...runOf('\n', token), kind: 'break' };
  return runOf(token.kind === 'space' ? token.text : token.text.slice(start - from, end - from), token);
}

interface Change extends Replacement {
  readonly touched: readonly Spot[];
  /** Has all of the match the same format? */
  readonly isOneFormat: boolean;
}

/** The new words, where the first that they replace is the spot of this number. */
function newRuns(view: View, index: number, change: Change): Run[] {
  const { tokens, touched, isOneFormat, isPlain } = change;
  if (!isOneFormat && touched.length > 1 && isPlain) return runsBetweenStaying(view, index, change);
  const spot = view.spots[index] as Spot;
  const stays = isOneFormat || touched.length > 1 ? -1 : tokens.findIndex(({ text }) => text === spot.token.text);
  return tokens.map((token, i) => {
    const beyond = stays < 0 || i === stays ? spot.token : view.spots[i < stays ? index - 1 : index + 1]?.token;
    return newRun(token, shared(spot.token, beyond), change);
  });
}

/** Words that stay keep what they stand in; new ones have the format of the first word that they replace, or what both sides share. */
function runsBetweenStaying({ spots }: View, first: number, change: Change): Run[] {
  const { tokens, touched, from, to } = change;
  const staying = stayingSpots(tokens, touched, change);
  const indexOf = (spot: Spot | undefined): number => (spot ? touched.indexOf(spot) : -1);
  return tokens.flatMap((token, i) => {
    const own = staying[i];
    if (own) return own.map((spot) => part(spot, Math.max(spot.from, from), Math.min(spot.to, to)));
    const before = staying
      .slice(0, i)
      .findLast((one) => one !== undefined)
      ?.at(-1);
    const after = staying.slice(i).find((one) => one !== undefined)?.[0];
    const replaced = touched[indexOf(before) + 1];
    if (replaced && replaced !== after) return newRun(token, replaced.token, change);
    const [left, right] = [before ?? spots[first - 1], after ?? spots[first + touched.length]];
    return newRun(token, left ? shared(left.token, right?.token) : { marks: 0, link: null }, change);
  });
}

/** For each new word the words of the page, in order, that it says again; a word that is partly in a format is two there. */
function stayingSpots(
  tokens: readonly Token[],
  touched: readonly Spot[],
  { from, to }: Change,
): readonly (readonly Spot[] | undefined)[] {
  const textOf = ({ token, from: start, to: end }: Spot): string =>
    token.kind === 'word' ? token.text.slice(Math.max(from - start, 0), Math.min(to, end) - start) : '';
  let next = 0;
  return tokens.map(({ kind, text, link }) => {
    if (kind !== 'word' || link !== null) return undefined;
    for (let start = next; start < touched.length; start++) {
      let said = '';
      for (let end = start; end < touched.length && said.length < text.length; end++) {
        const more = textOf(touched[end] as Spot);
        if (more === '') break;
        said += more;
        if (said !== text) continue;
        next = end + 1;
        return touched.slice(start, next);
      }
    }
    return undefined;
  });
}

/** What two neighbours both have. */
function shared({ marks, link }: Token, beyond: Token | undefined): Pick<Token, 'marks' | 'link'> {
  return { marks: marks & (beyond?.marks ?? 0), link: beyond?.link === link ? link : null };
}

function isFormatOf(token: Token, other: Token | undefined): boolean {
  return token.marks === other?.marks && token.link === other.link;
}

function newRun(token: Token, instead: Pick<Token, 'marks' | 'link'>, { marks, link }: Replacement): Run {
  const format = {
    marks: (instead.marks & ~marks) | token.marks,
    link: token.link ?? (link === null ? instead.link : null),
  };
  if (token.atom) return { ...runOf('', format), kind: 'atom', atom: token.atom };
  return token.kind === 'break' ? { ...runOf('\n', format), kind: 'break' } : runOf(token.text, format);
}

function runOf(text: string, { marks, link }: Pick<Token, 'marks' | 'link'>): Run {
  return { kind: 'text', text, marks, link, atom: null, origin: null };
}

function rewriteAtom(spot: Spot, atom: Atom, change: Replacement): Atom {
  const { from } = spot;
  const instead = atomInstead(spot, 0, change);
  if (instead?.kind === 'status' && atom.kind === 'status')
    return { ...atom, title: instead.title, color: instead.color || atom.color };
  const old = wordsOf(atom);
  const text = viewTokens(change.tokens, 'words').text;
  const words = old.slice(0, change.from - from) + text + old.slice(change.to - from);
  switch (atom.kind) {
    case 'status':
      return { ...atom, title: words };
    case 'image':
      return { ...atom, caption: words };
    case 'date':
      return { ...atom, date: toDate(words) };
    default:
      throw new AppError('INVALID_INPUT', `"${old}" is a mention of a person, not text.`, {
        hint: 'Give the whole mention in find, as confluence_get_page shows it ([@Name](user:id)), and replace it with another one, or with words if allow_loss is true.',
      });
  }
}

function toDate(words: string): string {
  if (isDay(words)) return words;
  throw new AppError('INVALID_INPUT', `"${words}" is not a date, and it would replace one.`, {
    hint: 'Give a day as 2026-02-03. To replace the date with words, give it in find as confluence_get_page shows it (:date[2026-02-03]), with allow_loss.',
  });
}

function acrossThing(atom: Atom): AppError {
  const what = { status: 'status', date: 'date', image: 'caption of an image', mention: 'mention', opaque: 'macro' };
  return new AppError('INVALID_INPUT', `The words to replace are partly in a ${what[atom.kind]}.`, {
    hint: `Give only the words inside the ${what[atom.kind]}, only those outside it, or both as confluence_get_page shows them in Markdown.`,
  });
}
