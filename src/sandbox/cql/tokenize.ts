import { CqlError } from './cql-error.js';

/** A token without its quotes; `at` is its UTF-16 offset in the query, from 0. */
export type Token =
  | { kind: 'word'; text: string; at: number }
  | { kind: 'string'; text: string; at: number }
  | { kind: 'operator'; text: Operator; at: number }
  | { kind: '(' | ')' | ',' | 'end'; text: string; at: number };

/** An operator that is made of signs; `in` and `not in` are words. */
export type Operator = '=' | '!=' | '>' | '>=' | '<' | '<=' | '~' | '!~';

const pattern = /\s*(?:(>=|<=|!=|!~|[=<>~])|([(),])|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([\p{L}\p{N}_.:-]+))/uy;

/** Splits a query; characters that CQL reserves are refused outside of quotes. */
export function tokenize(cql: string): Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  let at = 0;
  while (cql.slice(at).trim() !== '') {
    pattern.lastIndex = at;
    const match = pattern.exec(cql);
    if (match === null) throw new CqlError(`Unexpected character at position ${at}`);
    tokens.push(toToken(match, at));
    at = pattern.lastIndex;
  }
  tokens.push({ kind: 'end', text: '', at });
  return tokens;
}

function toToken(match: RegExpExecArray, at: number): Token {
  const [, operator, mark, double, single, word] = match;
  if (operator !== undefined) return { kind: 'operator', text: operator as Operator, at };
  if (mark !== undefined) return { kind: mark as '(', text: mark, at };
  const quoted = double ?? single;
  if (quoted !== undefined) return { kind: 'string', text: quoted.replace(/\\(.)/gsu, '$1'), at };
  return { kind: 'word', text: word as string, at };
}
