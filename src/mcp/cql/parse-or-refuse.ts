import { AppError } from '../../errors.js';
import type { CqlQuery } from './ast.js';
import { CqlSyntaxError } from './lexer.js';
import { parseCql } from './parse-cql.js';

/** Parses CQL that somebody typed; what is none is INVALID_INPUT. */
export function parseOrRefuse(query: string): CqlQuery {
  try {
    return parseCql(query);
  } catch (error) {
    if (!(error instanceof CqlSyntaxError)) throw error;
    throw new AppError('INVALID_INPUT', `query: this looks like CQL but cannot be parsed: ${error.message}.`, {
      hint: 'Put values into double quotes, or search with plain words.',
    });
  }
}
