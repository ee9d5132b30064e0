import { allOf, compare, oneOf, serializeCql } from '../cql/index.js';
import type { CqlNode } from '../cql/index.js';

const isPage = oneOf('type', ['page', 'blogpost']);

/** CQL for pages whose title has all the words typed so far, the last one perhaps unfinished; newest first. */
export function titleQuery(typed: string): string {
  const words = typed.match(/[\p{L}\p{N}]+/gu) ?? [];
  const where = allOf([isPage, ...words.map((word, index) => titleHas(word, index === words.length - 1))]) as CqlNode;
  return serializeCql({ where, orderBy: [{ field: 'lastmodified', direction: 'desc' }] });
}

/** Lower case, so that no word is an operator of Lucene. */
function titleHas(word: string, isUnfinished: boolean): CqlNode {
  return compare('title', '~', `${word.toLowerCase()}${isUnfinished ? '*' : ''}`);
}
