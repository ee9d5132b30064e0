/** One token of CQL, with its place in the query. `word` is bare text, `text` was quoted. */
export interface Token {
  readonly kind: 'word' | 'text' | 'operator' | '(' | ')' | ',';
  readonly value: string;
  readonly offset: number;
}

/** A query that cannot be read; `message` is fit for the person who wrote it. */
export class CqlSyntaxError extends Error {}

/** A field that Confluence's search does not have. */
export class UnknownFieldError extends CqlSyntaxError {
  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

const operator = /!=|!~|>=|<=|[=<>~]/y;
/** Word processors and chats make the quotes curly, and some put them low. */
const quoted = /"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|[“„]((?:[^“”\\]|\\[^])*)[“”]|‘((?:[^‘’\\]|\\[^])*)’/y;
const word = /[^\s"“„”'(),=!<>~]+/y;
const blank = /\s+/y;

/** The tokens of a query, one by one. Throws CqlSyntaxError at an unclosed quote or a stray character. */
export function* tokenize(query: string): Generator<Token, void> {
  let offset = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = offset;
    return pattern.exec(query);
  };
  while (offset < query.length) {
    const space = take(blank);
    if (space !== null) {
      offset += space[0].length;
      continue;
    }
    const [token, length] = readToken(query, offset, take);
    yield token;
    offset += length;
  }
}

function readToken(
  query: string,
  offset: number,
  take: (pattern: RegExp) => RegExpExecArray | null,
): [token: Token, length: number] {
  const character = query.charAt(offset);
  if (character === '(' || character === ')' || character === ',') {
    return [{ kind: character, value: character, offset }, 1];
  }
  const string = take(quoted);
  if (string !== null) {
    const inner: string | undefined = string.slice(1).findLast((part) => part !== undefined);
    const value = (inner ?? '').replaceAll(/\\([^])/g, '$1');
    return [{ kind: 'text', value, offset }, string[0].length];
  }
  if (/["'“„”]/.test(character)) {
    throw new CqlSyntaxError(`the quote at position ${offset + 1} is not closed`);
  }
  const bare = take(operator);
  if (bare !== null) return [{ kind: 'operator', value: bare[0], offset }, bare[0].length];
  const text = take(word);
  if (text === null) throw new CqlSyntaxError(`"${character}" at position ${offset + 1} is not expected`);
  return [{ kind: 'word', value: text[0], offset }, text[0].length];
}
