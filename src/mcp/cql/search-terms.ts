import type { CqlNode } from './ast.js';

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
