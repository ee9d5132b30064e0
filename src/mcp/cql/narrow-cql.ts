import { AppError } from '../../errors.js';
import { allOf } from './ast.js';
import type { CqlNode, CqlQuery } from './ast.js';
import { withDates } from './dates.js';
import { CqlSyntaxError, UnknownFieldError } from './lexer.js';
import { parseCql } from './parse-cql.js';
import { serializeCql } from './serialize-cql.js';

/**
 * The same query with one more condition, joined as a tree: whatever the query says, the condition holds for all of it.
 * Throws INVALID_INPUT for a query that cannot be parsed.
 */
export function narrowCql(cql: string, condition: CqlNode | undefined): string {
  const { where, orderBy } = parseOrRefuse(cql);
  return serializeCql({ where: allOf([where, condition]) ?? where, orderBy });
}

/** Parses CQL that somebody typed; what is none is INVALID_INPUT. */
export function parseOrRefuse(query: string): CqlQuery {
  try {
    const { where, orderBy } = parseCql(query);
    return { where: withDates(where), orderBy };
  } catch (error) {
    if (!(error instanceof CqlSyntaxError)) throw error;
    const isField = error instanceof UnknownFieldError;
    throw new AppError('INVALID_INPUT', `query: this looks like CQL but cannot be parsed: ${error.message}.`, {
      hint: isField
        ? 'Use one of these, or put the words to search for in double quotes.'
        : 'Put values into double quotes, or search with plain words.',
      details: { field: 'query', ...(isField && { unknown_field: error.field }) },
    });
  }
}
