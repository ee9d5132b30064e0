import { CqlError } from './cql-error.js';
import { dateRange } from './dates.js';
import type { IndexedDocument } from './document.js';
import { fieldsOf, operatorsOf, orderKeys, type Field } from './fields.js';
import { dateFunction, listFunction, textFunction, type Asker } from './functions.js';
import { compileTextQuery, rankedQuery, type TextMatcher } from './lucene.js';
import { parseCql, type Clause, type Expression, type Order, type Value } from './parse.js';
import { wordsOf, type Word } from './words.js';

type Test = (document: IndexedDocument) => boolean;

/** A query over documents that are in memory; `compare` sorts as `order by` says. */
export interface CompiledQuery {
  matches: Test;
  /** Finds what `~` clauses that are not negated found, for highlighting. */
  highlights: TextMatcher[];
  compare: (a: IndexedDocument, b: IndexedDocument) => number;
}

/** Checks a query against the fields of its kind of search and makes it runnable. Throws CqlError. */
export function compileCql(cql: string, asker: Asker, kind: keyof typeof fieldsOf = 'content'): CompiledQuery {
  const { where, orderBy } = parseCql(cql);
  const compiler = new Compiler(asker, fieldsOf[kind]);
  const matches = where === undefined ? () => true : compiler.expression(where, false);
  const order = orderBy.map(toCompare);
  return {
    matches,
    highlights: compiler.highlights,
    compare: (a, b) =>
      order.reduce((sign, compare) => sign || compare(a, b), 0) || compiler.score(b) - compiler.score(a),
  };
}

class Compiler {
  readonly highlights: TextMatcher[] = [];

  constructor(
    readonly asker: Asker,
    readonly fields: Record<string, Field>,
  ) {}

  /** A word in the title weighs more than any number of times in the text, where each further time tells less. */
  score(document: IndexedDocument): number {
    const times = (find: TextMatcher, words: readonly Word[]) => find(words)?.size ?? 0;
    return this.highlights.reduce(
      (sum, find) => sum + 5 * times(find, document.titleWords) + Math.log2(1 + times(find, document.textWords)),
      0,
    );
  }

  expression(node: Expression, negated: boolean): Test {
    if (node.kind === 'clause') return this.#clause(node, negated);
    if (node.kind === 'not') {
      const operand = this.expression(node.operand, !negated);
      return (document) => !operand(document);
    }
    const left = this.expression(node.left, negated);
    const right = this.expression(node.right, negated);
    if (node.kind === 'and') return (document) => left(document) && right(document);
    return (document) => left(document) || right(document);
  }

  #clause(clause: Clause, negated: boolean): Test {
    const field = Object.hasOwn(this.fields, clause.field) ? this.fields[clause.field] : undefined;
    if (field === undefined) throw new CqlError(`No field exists with name: ${clause.field}`);
    if (!operatorsOf[field.kind].includes(clause.operator)) {
      throw new CqlError(`The operator '${clause.operator}' is not supported for the field '${clause.field}'`);
    }
    const inverted = clause.operator.startsWith('!') || clause.operator === 'not in';
    const tests = clause.values.map((value) => this.#test(field, clause, value, negated !== inverted));
    const any: Test = (document) => tests.some((test) => test(document));
    return inverted ? (document) => !any(document) : any;
  }

  #test(field: Field, clause: Clause, value: Value, negated: boolean): Test {
    if (field.kind === 'date') return this.#dateTest(field.instant, clause.operator, value);
    const list = value.kind === 'function' ? listFunction(value.name, value.parameters, this.asker) : undefined;
    if (list !== undefined) {
      const { values } = field as Exclude<Field, { kind: 'text' | 'ranked' | 'date' }>;
      return (document) => values(document).some((one) => list.includes(one));
    }
    const text = value.kind === 'literal' ? value.text : textFunction(value.name, this.asker);
    if (clause.operator.endsWith('~')) return this.#wordTest(field, text, negated);
    const wanted = text.toLowerCase();
    const { values } = field as Exclude<Field, { kind: 'text' | 'ranked' | 'date' }>;
    return (document) => values(document).some((one) => one.toLowerCase() === wanted);
  }

  #wordTest(field: Field, query: string, negated: boolean): Test {
    if (field.kind === 'ranked') return this.#rankedTest(query, negated);
    const find = compileTextQuery(query, field.kind === 'title' && field.byBeginnings === true);
    if (!negated) this.highlights.push(find);
    if (field.kind === 'title') {
      return (document) => field.values(document).some((one) => find(wordsOf(one)) !== undefined);
    }
    return ({ titleWords, textWords }) => find([...titleWords, ...textWords]) !== undefined;
  }

  #rankedTest(query: string, negated: boolean): Test {
    const { matchers, needed } = rankedQuery(query);
    if (!negated) this.highlights.push(...matchers);
    return ({ titleWords, textWords }) => {
      const words = [...titleWords, ...textWords];
      return matchers.filter((find) => find(words) !== undefined).length >= needed;
    };
  }

  #dateTest(instant: (document: IndexedDocument) => number, operator: Clause['operator'], value: Value): Test {
    const { start, end } = this.#range(value);
    const tests: Record<string, Test> = {
      '>': (document) => instant(document) > start,
      '>=': (document) => instant(document) >= start,
      '<': (document) => instant(document) < start,
      '<=': (document) => instant(document) <= start,
    };
    return tests[operator] ?? ((document) => instant(document) >= start && instant(document) < end);
  }

  #range(value: Value): { start: number; end: number } {
    if (value.kind === 'literal') return dateRange(value.text, this.asker.timeZone);
    const instant = dateFunction(value.name, value.parameters, this.asker);
    if (instant === undefined) throw new CqlError(`Unknown date function: ${value.name}`);
    return { start: instant, end: instant + 1 };
  }
}

function toCompare({ field, descending }: Order): CompiledQuery['compare'] {
  const key = Object.hasOwn(orderKeys, field) ? orderKeys[field] : undefined;
  if (key === undefined) throw new CqlError(`Cannot order by the field: ${field}`);
  const sign = descending ? -1 : 1;
  return (a, b) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : 0);
}
