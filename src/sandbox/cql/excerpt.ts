import type { TextMatcher } from './lucene.js';
import { wordsOf, type Word } from './words.js';

/** The values of `excerpt` of `GET /wiki/rest/api/search`. */
export type ExcerptMode = 'highlight' | 'highlight_unescaped' | 'indexed' | 'indexed_unescaped' | 'none';

const span = 300;

/** The passage around the first hit, hits between `@@@hl@@@` and `@@@endhl@@@`, and HTML entities unless unescaped. */
export function excerptOf(text: string, matchers: readonly TextMatcher[], mode: ExcerptMode): string {
  if (mode === 'none') return '';
  const words = hitWords(text, matchers);
  const first = words[0]?.start ?? 0;
  const from = first < span / 2 ? 0 : wordStart(text, first - span / 3);
  const to = Math.min(text.length, from + span);
  const shown = mode.startsWith('highlight') ? words.filter((word) => word.start >= from && word.end <= to) : [];
  return mark(text, from, to, shown, !mode.endsWith('_unescaped'));
}

/** A whole line, such as a title, marked and escaped the same way. */
export function markedLine(text: string, matchers: readonly TextMatcher[], mode: ExcerptMode): string {
  const words = mode.startsWith('highlight') ? hitWords(text, matchers) : [];
  return mark(text, 0, text.length, words, !mode.endsWith('_unescaped'));
}

function hitWords(text: string, matchers: readonly TextMatcher[]): Word[] {
  const words = wordsOf(text);
  const hits = new Set(matchers.flatMap((find) => [...(find(words) ?? [])]));
  return words.filter((_word, index) => hits.has(index)).reduce(joinAdjacent, []);
}

/** Characters of a script without spaces are words of their own; a run of hits is marked once. */
function joinAdjacent(joined: Word[], word: Word): Word[] {
  const last = joined.at(-1);
  if (last?.end !== word.start) return [...joined, word];
  return [...joined.slice(0, -1), { ...last, end: word.end }];
}

function wordStart(text: string, at: number): number {
  const space = text.indexOf(' ', at);
  return space < 0 ? 0 : space + 1;
}

function mark(text: string, from: number, to: number, words: readonly Word[], escaped: boolean): string {
  const clean = escaped ? escapeHtml : (raw: string) => raw;
  let out = '';
  let at = from;
  for (const { start, end } of words) {
    out += `${clean(text.slice(at, start))}@@@hl@@@${clean(text.slice(start, end))}@@@endhl@@@`;
    at = end;
  }
  return out + clean(text.slice(at, to));
}

function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => names[character] as string);
}
