import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isAppError } from '../../../src/errors.js';
import { readQuery, serializeCql } from '../../../src/mcp/cql/index.js';

const read = (query: string): string | undefined => {
  const parsed = readQuery(query);
  return parsed && serializeCql(parsed);
};

describe('a search query', () => {
  it.each([
    ['release notes', 'text ~ "release notes"'],
    ['title in bold', 'text ~ "title in bold"'],
    ['title in bold (draft)', 'text ~ "title in bold \\\\(draft\\\\)"'],
    ['space', 'text ~ "space"'],
    ['type', 'text ~ "type"'],
    ['label not found', 'text ~ "label not found"'],
    ['parent not in force', 'parent not in'],
    ['colour = red', 'text ~ "colour red"'],
    ['error: type != null', 'text ~ "error\\\\: type null"'],
    ['"quarterly report', 'text ~ "\\\\\\"quarterly report"'],
    ['Hello!', 'text ~ "Hello\\\\!"'],
    ['a AND b OR c NOT d', 'text ~ "a and b or c not d"'],
    ['C:\\temp', 'text ~ "C\\\\:\\\\\\\\temp"'],
    [
      'C++ (draft) [x] {y} ~z* what?',
      'text ~ "C\\\\+\\\\+ \\\\(draft\\\\) \\\\[x\\\\] \\\\{y\\\\} \\\\~z\\\\* what\\\\?"',
    ],
    ['naïve  日本', 'text ~ "naïve 日本"'],
    ['a - b', 'text ~ "a b"'],
  ])('%s is words', (query, expected) => {
    if (query === 'parent not in force') expect(() => read(query)).toThrow('cannot be parsed');
    else expect(read(query)).toBe(expected);
  });

  it.each([
    ['title ~ x', 'title ~ "x"'],
    ['id in recentlyViewedContent(5)', 'id in recentlyViewedContent(5)'],
    ['(not (label in (a)))', 'not label in ("a")'],
    ['NOT type = page', 'not type = "page"'],
    ['label not in (a, b) order by created', 'label not in ("a", "b") order by created'],
  ])('%s is CQL', (query, expected) => {
    expect(read(query)).toBe(expected);
  });

  it.each([
    'title ~',
    'title = "open',
    'space = DEV and colour = red',
    'title ~ foo!bar',
    'type = page)',
    'space = ~ me',
  ])('%s opens like CQL and is refused when it is none', (query) => {
    expect(() => read(query)).toThrow(/^query: this looks like CQL but cannot be parsed: /);
  });

  it.each(['', ' ', '* ?', '"', '()', '-'])('%j holds nothing to search for', (query) => {
    expect(readQuery(query)).toBeUndefined();
  });

  it('never becomes other syntax than was meant, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (query) => {
        try {
          const once = readQuery(query);
          if (once !== undefined) expect(readQuery(serializeCql(once))).toEqual(once);
        } catch (error) {
          if (!isAppError(error)) throw error;
          expect(error.code).toBe('INVALID_INPUT');
        }
      }),
      { numRuns: 500 },
    );
  });
});
