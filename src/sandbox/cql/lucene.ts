import { CqlExecutionError } from './cql-error.js';
import { isStopWord, stem, tellingWords } from './analysis.js';
import { wordsOf, type Word } from './words.js';

/** Positions in `words` where the query matched; undefined when it does not match at all. */
export type TextMatcher = (words: readonly Word[]) => ReadonlySet<number> | undefined;

type Part = { kind: 'term' | 'phrase'; text: string; required: boolean; excluded: boolean } | { kind: 'or' };

const unexecutable = () =>
  new CqlExecutionError('CQL was parsed but the search manager was unable to execute the search. CQL query: ');

const term = /\s*([+-]|!(?!=)|NOT\s+)?(?:"((?:[^"\\]|\\.)*)"|((?:[^\s"\\()]|\\.)+))(?:[~^][\d.]*)?/uy;

/**
 * Compiles the second layer of `~`: words joined by AND unless OR stands between, phrases, `*` and `?`, `+`, `-`, `~`
 * and backslash escapes; with `byBeginnings`, words are found that begin with a term. A bare colon names an index field, of which there is none: nothing matches.
 */
export function compileTextQuery(query: string, byBeginnings = false): TextMatcher {
  const parts = split(query.replace(/[()]/g, (mark, at: number) => (query[at - 1] === '\\' ? mark : ' ')));
  const groups = groupByOr(parts);
  if (groups.every((group) => group.length === 0)) throw unexecutable();
  const alternatives = groups.map((group) => group.map((part) => toPredicate(part, byBeginnings)));
  return (words) => {
    const hits = alternatives.map((group) => allOf(group, words)).filter((hit) => hit !== undefined);
    return hits.length === 0 ? undefined : new Set(hits.flatMap((hit) => [...hit]));
  };
}

function split(query: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  while (query.slice(at).trim() !== '') {
    term.lastIndex = at;
    const match = term.exec(query);
    if (match === null) throw unexecutable();
    at = term.lastIndex;
    const part = toPart(match);
    if (part !== undefined) parts.push(part);
  }
  return parts;
}

function toPart([, sign = '', phrase, bare = '']: RegExpExecArray): Part | undefined {
  const required = sign === '+';
  const excluded = sign !== '' && !required;
  if (phrase !== undefined) return { kind: 'phrase', text: unescape(phrase), required, excluded };
  if (bare === 'OR' || bare === '||') return { kind: 'or' };
  if (bare === 'AND' || bare === '&&') return undefined;
  if (/^[*?]/.test(bare)) throw unexecutable();
  return { kind: 'term', text: bare, required, excluded };
}

function groupByOr(parts: readonly Part[]): Exclude<Part, { kind: 'or' }>[][] {
  const groups: Exclude<Part, { kind: 'or' }>[][] = [[]];
  for (const part of parts) {
    if (part.kind === 'or') groups.push([]);
    else if (isSearchable(part.text)) (groups.at(-1) as Exclude<Part, { kind: 'or' }>[]).push(part);
  }
  return groups.map(withoutStopWords);
}

/** The index knows none of them, so that asking for one asks for nothing, unless there is nothing else. */
function withoutStopWords<T extends Exclude<Part, { kind: 'or' }>>(group: T[]): T[] {
  const telling = group.filter(
    ({ kind, text, required }) => required || kind === 'phrase' || !isStopWord(text.toLowerCase()),
  );
  return telling.length === 0 ? group : telling;
}

/**
 * `siteSearch`: one matcher for each word that says something, and how many of them a document has to have. Words in
 * quotes are meant as they stand.
 */
export function rankedQuery(query: string): { matchers: TextMatcher[]; needed: number } {
  if (query.includes('"')) return { matchers: [compileTextQuery(query)], needed: 1 };
  const words = new Map(tellingWords(query).map(({ text }) => [stem(text), text]));
  if (words.size === 0) throw unexecutable();
  const matchers = [...words.values()].map((word) => sequence([isEqual(word)]));
  return { matchers, needed: Math.ceil(matchers.length / 2) };
}

const isSearchable = (text: string): boolean => wordsOf(unescape(text)).length > 0;

interface Predicate {
  excluded: boolean;
  find: TextMatcher;
}

function toPredicate({ kind, text, excluded }: Exclude<Part, { kind: 'or' }>, byBeginnings: boolean): Predicate {
  if (kind === 'phrase') return { excluded, find: sequence(wordsOf(text).map((word) => isEqual(word.text))) };
  if (/(?<!\\):/.test(text)) return { excluded, find: () => undefined };
  if (/(?<!\\)~[\d.]*$/.test(text))
    return { excluded, find: sequence([isSimilar(unescape(text.replace(/~[\d.]*$/, '')))]) };
  if (/(?<!\\)[*?]/.test(text)) return { excluded, find: sequence([isLike(text.replace(/\^[\d.]+$/, ''))]) };
  return {
    excluded,
    find: sequence(
      wordsOf(unescape(text.replace(/\^[\d.]+$/, ''))).map(({ text }) => (byBeginnings ? begins(text) : isEqual(text))),
    ),
  };
}

function allOf(predicates: readonly Predicate[], words: readonly Word[]): ReadonlySet<number> | undefined {
  const hits = new Set<number>();
  for (const { excluded, find } of predicates) {
    const found = find(words);
    if ((found === undefined) !== excluded) return undefined;
    if (found !== undefined) for (const position of found) hits.add(position);
  }
  return hits;
}

function sequence(tests: readonly ((word: string) => boolean)[]): TextMatcher {
  return (words) => {
    const hits = new Set<number>();
    for (let start = 0; start + tests.length <= words.length; start += 1) {
      if (!tests.every((test, index) => test((words[start + index] as Word).text))) continue;
      tests.forEach((_test, index) => hits.add(start + index));
    }
    return hits.size === 0 ? undefined : hits;
  };
}

const begins = (wanted: string) => (word: string) => word.startsWith(wanted);

/** The same word in any of its forms. */
function isEqual(wanted: string): (word: string) => boolean {
  const root = stem(wanted);
  return (word) => word === wanted || stem(word) === root;
}

function isLike(pattern: string): (word: string) => boolean {
  const source = pattern
    .toLowerCase()
    .replace(/\\(.)|[.+^${}()|[\]]|([*?])/gu, (whole, escaped: string | undefined, wild: string | undefined) =>
      wild === '*' ? '.*' : wild === '?' ? '.' : `\\${escaped ?? whole}`,
    );
  const expression = new RegExp(`^${source}$`, 'su');
  return (word) => expression.test(word);
}

function isSimilar(wanted: string): (word: string) => boolean {
  const target = wanted.toLowerCase();
  return (word) => distance(word, target) <= 2;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_unused, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}

const unescape = (text: string): string => text.replace(/\\(.)/gsu, '$1');
