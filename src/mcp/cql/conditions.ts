import type { CqlNode, CqlOperator, CqlValue } from './ast.js';

/** All conditions together; undefined when there is none. */
export function allOf(conditions: readonly (CqlNode | undefined)[]): CqlNode | undefined {
  const operands = conditions.filter((condition) => condition !== undefined);
  return operands.length > 1 ? { kind: 'and', operands } : operands[0];
}

/** `field in (…)`; undefined when no values are asked for. */
export function oneOf(field: string, values: readonly string[] | undefined): CqlNode | undefined {
  if (values === undefined || values.length === 0) return undefined;
  return { kind: 'clause', field, operator: 'in', values: values.map(toText) };
}

/** `field not in (…)`; undefined when no values are excluded. */
export function noneOf(field: string, values: readonly string[]): CqlNode | undefined {
  if (values.length === 0) return undefined;
  return { kind: 'clause', field, operator: 'not in', values: values.map(toText) };
}

export function compare(field: string, operator: CqlOperator, value: string | CqlValue): CqlNode {
  return { kind: 'clause', field, operator, values: [typeof value === 'string' ? toText(value) : value] };
}

function toText(text: string): CqlValue {
  return { kind: 'text', text };
}
