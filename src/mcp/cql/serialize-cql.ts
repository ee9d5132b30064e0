import type { CqlClause, CqlNode, CqlQuery, CqlSort, CqlValue } from './ast.js';
import { spelling } from './fields.js';

/** Writes a query so that no value can be read as syntax: every value is quoted, every nesting has parentheses. */
export function serializeCql({ where, orderBy }: CqlQuery): string {
  const sort = orderBy.length === 0 ? [] : [`order by ${orderBy.map(serializeSort).join(', ')}`];
  return [serializeNode(where), ...sort].join(' ');
}

/** A CQL string literal. */
function quoteCql(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

function serializeNode(node: CqlNode): string {
  switch (node.kind) {
    case 'clause':
      return serializeClause(node);
    case 'not':
      return `not ${nested(node.operand)}`;
    default:
      return node.operands.map(nested).join(` ${node.kind} `);
  }
}

function nested(node: CqlNode): string {
  return node.kind === 'clause' ? serializeClause(node) : `(${serializeNode(node)})`;
}

function serializeClause({ field, operator, values, isListFunction }: CqlClause): string {
  const list = values.map(serializeValue).join(', ');
  const isList = (operator === 'in' || operator === 'not in') && isListFunction !== true;
  return `${spelled(field)} ${operator} ${isList ? `(${list})` : list}`;
}

function serializeValue(value: CqlValue): string {
  if (value.kind === 'text') return quoteCql(value.text);
  const args = value.args.map((arg) => (/^\d{1,9}$/.test(arg) ? arg : quoteCql(arg)));
  return `${value.name}(${args.join(', ')})`;
}

function serializeSort({ field, direction }: CqlSort): string {
  return direction === undefined ? spelled(field) : `${spelled(field)} ${direction}`;
}

function spelled(field: string): string {
  return spelling.get(field) ?? field;
}
