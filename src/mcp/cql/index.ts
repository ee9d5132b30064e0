/** CQL as a tree: read, joined with conditions, and written back with every value quoted. */
export type { CqlClause, CqlNode, CqlQuery, CqlValue } from './ast.js';
export type { CqlName } from './names.js';
export { anyOfTerms, readQuery, searchTerms, tellingTerms } from './read-query.js';
export type { TypedQuery } from './read-query.js';
export { contentTypes, cqlFields, nearestName } from './fields.js';
export { isKnownType, nameKey, namesIn, replaceNames } from './names.js';
export { serializeCql } from './serialize-cql.js';
export { narrowCql } from './narrow-cql.js';
export { allOf, compare, noneOf, oneOf } from './ast.js';
export { isCalendarDate, readTimeAgo } from './dates.js';
