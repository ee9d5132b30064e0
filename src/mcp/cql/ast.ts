/** A parsed CQL query. Values are plain text: quoting is the serialiser's business. */
export interface CqlQuery {
  readonly where: CqlNode;
  readonly orderBy: readonly CqlSort[];
}

export type CqlNode =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly CqlNode[] }
  | { readonly kind: 'not'; readonly operand: CqlNode }
  | CqlClause;

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

export type CqlOperator = '=' | '!=' | '>' | '>=' | '<' | '<=' | '~' | '!~' | 'in' | 'not in';

export type CqlValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly string[] };

export interface CqlSort {
  readonly field: string;
  readonly direction: 'asc' | 'desc' | undefined;
}
