import type { CqlNode, CqlQuery } from './ast.js';
import { cqlFields, listFunctions } from './fields.js';
import { CqlSyntaxError, tokenize } from './lexer.js';
import type { Token } from './lexer.js';
import { parseOrRefuse } from './narrow-cql.js';

/** What a person or model typed: a query in CQL, or words and phrases to find. */
export type TypedQuery =
  | {
      readonly kind: 'cql';
      readonly cql: CqlQuery;
      /** The CQL that a query of another kind was taken for. */
      readonly takenFor?: string;
    }
  | { readonly kind: 'words'; readonly terms: readonly string[] };

/**
 * CQL when it opens with a field, an operator and a value, words otherwise; undefined when there is no word in it that
 * an index could find. Throws INVALID_INPUT when it opens like CQL and then is none, and for a field that is not known.
 */
export function readQuery(query: string): TypedQuery | undefined {
  if (opensLikeCql(query)) return { kind: 'cql', cql: parseOrRefuse(query) };
  const takenFor = fromColons(query);
  if (takenFor !== undefined) return { kind: 'cql', cql: parseOrRefuse(takenFor), takenFor };
  const terms = termsOf(query);
  return terms.length === 0 ? undefined : { kind: 'words', terms };
}

/** Fields of which other searches are asked as `field:value`, and what that means here. */
const colonFields: ReadonlyMap<string, '=' | '~'> = new Map([
  ['title', '~'],
  ['text', '~'],
  ...['label', 'space', 'type', 'creator', 'contributor'].map((field) => [field, '='] as const),
]);

/** `title:runbook label:ops` as CQL, with the words beside it; undefined where no field has a colon and a value behind it. */
function fromColons(query: string): string | undefined {
  const words: string[] = [];
  const clauses: string[] = [];
  for (const [part, field = '', value = ''] of query.matchAll(/([a-z]+):("[^"]*"|[^\s":]+)(?=\s|$)|"[^"]*"|\S+/gi)) {
    const operator = colonFields.get(field.toLowerCase());
    if (operator === undefined) words.push(part);
    else clauses.push(`${field.toLowerCase()} ${operator} ${quoted(value.replaceAll('"', ''))}`);
  }
  if (clauses.length === 0) return undefined;
  const terms = termsOf(words.filter((word) => !/^AND$/i.test(word)).join(' '));
  return [...clauses, ...(terms.length === 0 ? [] : [`text ~ ${quoted(terms.join(' '))}`])].join(' AND ');
}

function quoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** Looks like the name of a field, known or not; a word of prose with an operator behind it is rarely anything else. */
const fieldName = /^[a-z][a-z.]*$/i;

function opensLikeCql(query: string): boolean {
  const [field, operator, after] = openingTokens(query);
  if (field?.kind !== 'word') return false;
  const isKnown = cqlFields.has(field.value.toLowerCase());
  if (operator?.kind === 'operator') return isKnown || (fieldName.test(field.value) && opensValue(after));
  if (!isKnown) return fieldName.test(field.value) && opensListOfValues(query, operator, after);
  // "title in bold" is a sentence; only a list makes it an operator.
  const isIn = operator?.kind === 'word' && /^in$/i.test(operator.value);
  const isNot = operator?.kind === 'word' && /^not$/i.test(operator.value);
  return (isIn && opensList(after)) || (isNot && after?.kind === 'word' && /^in$/i.test(after.value));
}

function opensValue(token: Token | undefined): boolean {
  return token?.kind === 'word' || token?.kind === 'text';
}

/** "assignee in (a, b)" is CQL; "changes in (draft) pages" is words. */
function opensListOfValues(query: string, operator: Token | undefined, after: Token | undefined): boolean {
  const isIn = operator?.kind === 'word' && /^in$/i.test(operator.value);
  return isIn && after?.kind === '(' && /\bin\s*\(\s*(?:["']|[^\s,()]+\s*,)/i.test(query);
}

function opensList(token: Token | undefined): boolean {
  return token?.kind === '(' || (token?.kind === 'word' && listFunctions.has(token.value.toLowerCase()));
}

/** The first three tokens after any parentheses and NOT, or as many as can be read. */
function openingTokens(query: string): Token[] {
  const opening: Token[] = [];
  try {
    for (const token of tokenize(query)) {
      const isPrefix = token.kind === '(' || (token.kind === 'word' && /^not$/i.test(token.value));
      if (opening.length > 0 || !isPrefix) opening.push(token);
      if (opening.length === 3) break;
    }
  } catch (error) {
    if (!(error instanceof CqlSyntaxError)) throw error;
  }
  return opening;
}

/** Words that Lucene would read as operators. */
const luceneOperator = /^(?:AND|OR|NOT)$/;
const luceneSyntax = /[+\-&|!(){}[\]^"~*?:\\/]/g;
const searchable = /[\p{L}\p{N}]/u;

/** Words, and phrases in double quotes, that hold something to find. What Lucene would take for syntax is escaped. */
function termsOf(query: string): string[] {
  const parts = query.replaceAll(/[“„]([^"“”„]*)[“”]/gu, '"$1"').match(/"[^"]*"|[^\s"]+/gu) ?? [];
  return parts
    .filter((part) => searchable.test(part))
    .map((part) => (part.startsWith('"') ? phrase(part) : word(part)));
}

function phrase(quoted: string): string {
  const inner = quoted.slice(1, -1).trim();
  return /\s/.test(inner) ? `"${escapeLucene(inner)}"` : word(inner);
}

function word(text: string): string {
  return escapeLucene(luceneOperator.test(text) ? text.toLowerCase() : text);
}

/**
 * Terms as a condition: `siteSearch` ranks by what some of them say, `text` wants all of them. The value is read twice,
 * as a CQL string and then as a Lucene query: terms are escaped for Lucene, the serialiser escapes for CQL.
 */
export function searchTerms(field: 'sitesearch' | 'text', terms: readonly string[]): CqlNode {
  return { kind: 'clause', field, operator: '~', values: [{ kind: 'text', text: terms.join(' ') }] };
}

/** Content that holds any of the terms. */
export function anyOfTerms(terms: readonly string[]): CqlNode | undefined {
  const operands = terms.map((term) => searchTerms('text', [term]));
  return operands.length > 1 ? { kind: 'or', operands } : operands[0];
}

/** Words of questions that stand on every page and tell none from another. */
const smallWords: ReadonlySet<string> = new Set(
  `a about an and any are as at be by can could did do does for from give had has have how i if in into is it its me my of on
  or our please shall should show so tell than that the their them there these they this to us was we were what when where
  which who whose why will with would you your`.split(/\s+/),
);

/** The terms that say what is looked for; all of them where none does. */
export function tellingTerms(terms: readonly string[]): readonly string[] {
  const telling = terms.filter((term) => !smallWords.has(term.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')));
  return telling.length === 0 ? terms : telling;
}

function escapeLucene(term: string): string {
  return term.replaceAll(luceneSyntax, '\\$&');
}
