/** A parsed CQL query. Values are plain text: quoting is the serialiser's business. */
export interface CqlQuery {
  readonly where: CqlNode;
  readonly orderBy: readonly CqlSort[];
}

/** A condition; `operands` of `and` and `or` are two or more. */
export type CqlNode =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly CqlNode[] }
  | { readonly kind: 'not'; readonly operand: CqlNode }
  | CqlClause;

/**
 * One comparison. Confluence's grammar: https://developer.atlassian.com/cloud/confluence/advanced-searching-using-cql/.
 */
export interface CqlClause {
  readonly kind: 'clause';
  /** As Confluence spells it, lower case. */
  readonly field: string;
  readonly operator: CqlOperator;
  /** One value, or the list of an `in`. */
  readonly values: readonly CqlValue[];
  /** The one value of an `in` is a function that gives the list. */
  readonly isListFunction?: true;
}

/** An operator in lower case with single blanks, whatever it was typed as. */
export type CqlOperator = '=' | '!=' | '>' | '>=' | '<' | '<=' | '~' | '!~' | 'in' | 'not in';

/** A text without its quotes and escapes, or a function with its arguments. */
export type CqlValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly string[] };

/** One key of `order by`; without a direction the field's own. */
export interface CqlSort {
  readonly field: string;
  readonly direction: 'asc' | 'desc' | undefined;
}

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

/** A comparison with one value; a string is a text, never a function. */
export function compare(field: string, operator: CqlOperator, value: string | CqlValue): CqlNode {
  return { kind: 'clause', field, operator, values: [typeof value === 'string' ? toText(value) : value] };
}

function toText(text: string): CqlValue {
  return { kind: 'text', text };
}
