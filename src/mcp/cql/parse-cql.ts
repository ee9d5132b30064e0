import type { CqlClause, CqlNode, CqlOperator, CqlQuery, CqlSort, CqlValue } from './ast.js';
import { cqlFields, listFunctions, nearestName, reservedWords } from './fields.js';
import { CqlSyntaxError, UnknownFieldError, tokenize } from './lexer.js';
import type { Token } from './lexer.js';

/** Deeper than anybody writes, and far from the stack's end. */
const deepestNesting = 50;

/**
 * Parses a whole query. Throws CqlSyntaxError, with a message for its writer, at anything that is not CQL with known
 * fields.
 */
export function parseCql(query: string): CqlQuery {
  return new Parser([...tokenize(query)]).parse();
}

class Parser {
  #next = 0;
  #depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  parse(): CqlQuery {
    const where = this.#or();
    const orderBy = this.#takeWord('order') ? this.#sorts() : [];
    if (this.#peek() !== undefined) throw this.#unexpected('the end, AND, OR or ORDER BY');
    return { where, orderBy };
  }

  #or(): CqlNode {
    return this.#joined('or', () => this.#joined('and', () => this.#operand()));
  }

  #joined(kind: 'and' | 'or', next: () => CqlNode): CqlNode {
    const first = next();
    const operands = [first];
    while (this.#takeWord(kind)) operands.push(next());
    return operands.length === 1 ? first : { kind, operands };
  }

  #operand(): CqlNode {
    if (++this.#depth > deepestNesting) throw new CqlSyntaxError('it is nested too deeply');
    const node = this.#takeWord('not')
      ? ({ kind: 'not', operand: this.#operand() } as const)
      : this.#peek()?.kind === '('
        ? this.#group()
        : this.#clause();
    this.#depth -= 1;
    return node;
  }

  #group(): CqlNode {
    this.#take('(');
    const node = this.#or();
    this.#take(')');
    return node;
  }

  #clause(): CqlClause {
    const field = this.#field();
    const operator = this.#operator();
    const isList = operator === 'in' || operator === 'not in';
    if (isList && this.#peek()?.kind === 'word') return this.#listFunction(field, operator);
    const values = isList ? this.#list(() => this.#value()) : [this.#value()];
    if (values.length === 0) throw new CqlSyntaxError(`the list after ${field} ${operator} is empty`);
    return { kind: 'clause', field, operator, values };
  }

  #listFunction(field: string, operator: CqlOperator): CqlClause {
    const { value } = this.#take('word');
    if (!listFunctions.has(value.toLowerCase())) {
      throw new CqlSyntaxError(`expected a list in parentheses after ${field} ${operator}, found "${value}"`);
    }
    const args = this.#list(() => this.#text());
    return { kind: 'clause', field, operator, values: [{ kind: 'call', name: value, args }], isListFunction: true };
  }

  #field(): string {
    const token = this.#take('word');
    const field = token.value.toLowerCase();
    if (cqlFields.has(field)) return field;
    throw unknownField(token.value);
  }

  #operator(): CqlOperator {
    if (this.#takeWord('in')) return 'in';
    if (this.#takeWord('not')) {
      if (this.#takeWord('in')) return 'not in';
      throw this.#unexpected('IN');
    }
    if (this.#peek()?.kind !== 'operator') throw this.#unexpected('an operator');
    return this.#take('operator').value as CqlOperator;
  }

  #list<T>(item: () => T): T[] {
    this.#take('(');
    const items: T[] = [];
    while (this.#peek()?.kind !== ')') {
      if (items.length > 0) this.#take(',');
      items.push(item());
    }
    this.#take(')');
    return items;
  }

  #value(): CqlValue {
    const text = this.#text();
    if (this.#previousWasWord() && this.#peek()?.kind === '(') {
      // Names are written back without quotes, so nothing but a name may be one.
      if (!/^[a-z]\w*$/i.test(text)) throw new CqlSyntaxError(`"${text}" is not the name of a function`);
      return { kind: 'call', name: text, args: this.#list(() => this.#text()) };
    }
    return { kind: 'text', text };
  }

  #text(): string {
    if (this.#isPersonalKey()) return `${this.#take('operator').value}${this.#take('word').value}`;
    const token = this.#peek();
    if (token?.kind !== 'word' && token?.kind !== 'text') throw this.#unexpected('a value');
    if (token.kind === 'word' && reservedWords.has(token.value.toLowerCase())) {
      throw new CqlSyntaxError(`"${token.value}" at position ${token.offset + 1} needs quotes`);
    }
    this.#next += 1;
    return token.value;
  }

  /** Keys of personal spaces begin with a tilde, and nobody means an operator where a value has to be. */
  #isPersonalKey(): boolean {
    const [tilde, key] = this.tokens.slice(this.#next, this.#next + 2);
    return tilde?.kind === 'operator' && tilde.value === '~' && key?.kind === 'word' && key.offset === tilde.offset + 1;
  }

  #sorts(): CqlSort[] {
    if (!this.#takeWord('by')) throw this.#unexpected('BY');
    const sorts: CqlSort[] = [];
    do {
      const field = this.#field();
      const direction = this.#takeWord('asc') ? 'asc' : this.#takeWord('desc') ? 'desc' : undefined;
      sorts.push({ field, direction });
    } while (this.#takeComma());
    return sorts;
  }

  #peek(): Token | undefined {
    return this.tokens[this.#next];
  }

  #previousWasWord(): boolean {
    return this.tokens[this.#next - 1]?.kind === 'word';
  }

  #isWord(word: string): boolean {
    const token = this.#peek();
    return token?.kind === 'word' && token.value.toLowerCase() === word;
  }

  #takeWord(word: string): boolean {
    const found = this.#isWord(word);
    if (found) this.#next += 1;
    return found;
  }

  #takeComma(): boolean {
    const found = this.#peek()?.kind === ',';
    if (found) this.#next += 1;
    return found;
  }

  #take(kind: Token['kind']): Token {
    const token = this.#peek();
    if (token?.kind !== kind) throw this.#unexpected(kind === 'word' ? 'a field' : `"${kind}"`);
    this.#next += 1;
    return token;
  }

  #unexpected(wanted: string): CqlSyntaxError {
    const token = this.#peek();
    const found = token === undefined ? 'the end' : `"${token.value}" at position ${token.offset + 1}`;
    return new CqlSyntaxError(`expected ${wanted}, found ${found}`);
  }
}

/** Names what was most likely meant, and all that there is. */
function unknownField(field: string): UnknownFieldError {
  const nearest = nearestName(field, cqlFields);
  const meant = nearest === undefined ? '' : `; the nearest is ${nearest}`;
  const known = [...cqlFields].join(', ');
  return new UnknownFieldError(
    field,
    `"${field.slice(0, 60)}" is not a known field${meant}; known fields are ${known}`,
  );
}
