import { CqlError } from './cql-error.js';
import { tokenize, type Operator, type Token } from './tokenize.js';

/** A literal without its quotes, or a function with its parameters. */
export type Value = { kind: 'literal'; text: string } | { kind: 'function'; name: string; parameters: string[] };

/** One comparison; only `in` and `not in` have other than one value. */
export interface Clause {
  kind: 'clause';
  field: string;
  operator: Operator | 'in' | 'not in';
  values: Value[];
}

/** A condition; `and` binds closer than `or`. */
export type Expression =
  Clause | { kind: 'and' | 'or'; left: Expression; right: Expression } | { kind: 'not'; operand: Expression };

/** One key of `order by`; ascending unless it says `desc`. */
export interface Order {
  field: string;
  descending: boolean;
}

interface CqlQuery {
  /** Absent when the query is an order alone. */
  where: Expression | undefined;
  orderBy: Order[];
}

const reserved = new Set(
  (
    'after and as avg before begin by commit contains count distinct else empty end explain from having if in inner ' +
    'insert into is isnull left like limit max min not null or order outer right select sum then was where update'
  ).split(' '),
);

/** Recursive descent over `or > and > not > clause`. Throws CqlError. */
export function parseCql(cql: string): CqlQuery {
  return new Parser(tokenize(cql)).query();
}

class Parser {
  #next = 0;

  constructor(readonly tokens: readonly Token[]) {}

  query(): CqlQuery {
    const where = this.#isKeyword('order') ? undefined : this.#or();
    const orderBy = this.#takeKeyword('order') ? this.#orders() : [];
    if (this.#peek().kind !== 'end') throw this.#unexpected();
    return { where, orderBy };
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#takeKeyword('or')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    while (this.#takeKeyword('and')) left = { kind: 'and', left, right: this.#not() };
    return left;
  }

  #not(): Expression {
    if (this.#takeKeyword('not')) return { kind: 'not', operand: this.#not() };
    if (!this.#takeMark('(')) return this.#clause();
    const inner = this.#or();
    this.#expectMark(')');
    return inner;
  }

  #clause(): Clause {
    const field = this.#name();
    if (this.#takeKeyword('not')) {
      if (!this.#takeKeyword('in')) throw this.#unexpected();
      return { kind: 'clause', field, operator: 'not in', values: this.#list() };
    }
    if (this.#takeKeyword('in')) return { kind: 'clause', field, operator: 'in', values: this.#list() };
    const token = this.#take();
    if (token.kind !== 'operator') throw this.#unexpected(token);
    return { kind: 'clause', field, operator: token.text, values: [this.#value()] };
  }

  /** Values in brackets, or one function that stands for several. */
  #list(): Value[] {
    if (!this.#takeMark('(')) {
      const value = this.#value();
      if (value.kind === 'function') return [value];
      throw this.#unexpected(this.tokens[this.#next - 1]);
    }
    const values = [this.#value()];
    while (this.#takeMark(',')) values.push(this.#value());
    this.#expectMark(')');
    return values;
  }

  #value(): Value {
    const token = this.#take();
    if (token.kind === 'string') return { kind: 'literal', text: token.text };
    if (token.kind !== 'word' || reserved.has(token.text.toLowerCase())) throw this.#unexpected(token);
    if (!this.#takeMark('(')) return { kind: 'literal', text: token.text };
    const parameters: string[] = [];
    while (!this.#takeMark(')')) {
      if (parameters.length > 0) this.#expectMark(',');
      const parameter = this.#take();
      if (parameter.kind !== 'string' && parameter.kind !== 'word') throw this.#unexpected(parameter);
      parameters.push(parameter.text);
    }
    return { kind: 'function', name: token.text.toLowerCase(), parameters };
  }

  #orders(): Order[] {
    if (!this.#takeKeyword('by')) throw this.#unexpected();
    const orders: Order[] = [];
    do {
      const field = this.#name();
      const descending = this.#takeKeyword('desc');
      if (!descending) this.#takeKeyword('asc');
      orders.push({ field, descending });
    } while (this.#takeMark(','));
    return orders;
  }

  #name(): string {
    const token = this.#take();
    if (token.kind !== 'word' || reserved.has(token.text.toLowerCase())) throw this.#unexpected(token);
    return token.text.toLowerCase();
  }

  #peek(): Token {
    return this.tokens[this.#next] as Token;
  }

  #take(): Token {
    const token = this.#peek();
    if (token.kind !== 'end') this.#next += 1;
    return token;
  }

  #isKeyword(word: string): boolean {
    const token = this.#peek();
    return token.kind === 'word' && token.text.toLowerCase() === word;
  }

  #takeKeyword(word: string): boolean {
    const found = this.#isKeyword(word);
    if (found) this.#next += 1;
    return found;
  }

  #takeMark(mark: '(' | ')' | ','): boolean {
    const found = this.#peek().kind === mark;
    if (found) this.#next += 1;
    return found;
  }

  #expectMark(mark: '(' | ')' | ','): void {
    if (!this.#takeMark(mark)) throw this.#unexpected();
  }

  #unexpected(token = this.#peek()): CqlError {
    const what = token.kind === 'end' ? 'end of query' : `'${token.text}'`;
    return new CqlError(`Unexpected ${what} at position ${token.at}`);
  }
}
