/** CQL as a tree: read, joined with conditions, and written back with every value quoted. */
export type { CqlClause, CqlNode, CqlQuery, CqlValue } from './ast.js';
export { anyOfWords, readQuery, readsAsWords } from './read-query.js';
export { serializeCql } from './serialize-cql.js';
export { narrowCql } from './narrow-cql.js';
export { allOf, compare, noneOf, oneOf } from './ast.js';
