import type { CqlNode, CqlQuery } from './ast.js';
import { cqlFields, listFunctions } from './fields.js';
import { CqlSyntaxError, tokenize } from './lexer.js';
import type { Token } from './lexer.js';
import { parseOrRefuse } from './narrow-cql.js';

/**
 * What a person or model typed: CQL when it opens with a known field and an operator, words otherwise; undefined when
 * there is no word in it that an index could find. Throws INVALID_INPUT when it opens like CQL and then is none.
 */
export function readQuery(query: string): CqlQuery | undefined {
  if (!opensLikeCql(query)) {
    const where = searchTerms(query);
    return where === undefined ? undefined : { where, orderBy: [] };
  }
  return parseOrRefuse(query);
}

/** Whether a query is taken for words. */
export function readsAsWords(query: string): boolean {
  return !opensLikeCql(query);
}

/** Content that holds any of the words. */
export function anyOfWords(words: readonly string[]): CqlNode | undefined {
  const operands = words.map(searchTerms).filter((term) => term !== undefined);
  return operands.length > 1 ? { kind: 'or', operands } : operands[0];
}

function opensLikeCql(query: string): boolean {
  const [field, operator, after] = openingTokens(query);
  if (field?.kind !== 'word' || !cqlFields.has(field.value.toLowerCase())) return false;
  if (operator?.kind === 'operator') return true;
  // "title in bold" is a sentence; only a list makes it an operator.
  const isIn = operator?.kind === 'word' && /^in$/i.test(operator.value);
  const isNot = operator?.kind === 'word' && /^not$/i.test(operator.value);
  return (isIn && opensList(after)) || (isNot && after?.kind === 'word' && /^in$/i.test(after.value));
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

/**
 * Plain words as a condition on the text of content, or undefined when they hold nothing that an index could find.
 * `text ~` is read twice, as a CQL string and then as a Lucene query: this escapes for Lucene, the serialiser for CQL.
 */
export function searchTerms(words: string): CqlNode | undefined {
  const terms = words.split(/\s+/u).filter((word) => searchable.test(word));
  if (terms.length === 0) return undefined;
  const text = terms.map((term) => escapeLucene(luceneOperator.test(term) ? term.toLowerCase() : term)).join(' ');
  return { kind: 'clause', field: 'text', operator: '~', values: [{ kind: 'text', text }] };
}

export function escapeLucene(term: string): string {
  return term.replaceAll(luceneSyntax, '\\$&');
}
