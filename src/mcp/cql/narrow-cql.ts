import type { CqlNode } from './ast.js';
import { allOf } from './conditions.js';
import { parseOrRefuse } from './parse-or-refuse.js';
import { serializeCql } from './serialize-cql.js';

/**
 * The same query with one more condition, joined as a tree: whatever the query says, the condition holds for all of it.
 * Throws INVALID_INPUT for a query that cannot be parsed.
 */
export function narrowCql(cql: string, condition: CqlNode | undefined): string {
  const { where, orderBy } = parseOrRefuse(cql);
  return serializeCql({ where: allOf([where, condition]) ?? where, orderBy });
}
