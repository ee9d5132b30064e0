import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CqlNode, CqlQuery, CqlValue } from '../../../src/mcp/cql/index.js';
import { cqlFields } from '../../../src/mcp/cql/fields.js';
import { CqlSyntaxError } from '../../../src/mcp/cql/lexer.js';
import { parseCql } from '../../../src/mcp/cql/parse-cql.js';
import { serializeCql } from '../../../src/mcp/cql/serialize-cql.js';

const rewritten = (query: string): string => serializeCql(parseCql(query));

describe('CQL, read and written back', () => {
  it.each([
    ['space = DEV', 'space = "DEV"'],
    ['SPACE=DEV', 'space = "DEV"'],
    ["title ~ 'it''s'", undefined],
    ['title ~ "say \\"hi\\""', 'title ~ "say \\"hi\\""'],
    ["title ~ 'a\\'b'", 'title ~ "a\'b"'],
    ['title ~ "back\\\\slash"', 'title ~ "back\\\\slash"'],
    ['type in (page, blogpost)', 'type in ("page", "blogpost")'],
    ['type NOT IN (comment)', 'type not in ("comment")'],
    ['created >= 2024-01-31', 'created >= "2024-01-31"'],
    ['created > now("-4w")', 'created > now("-4w")'],
    ['lastmodified > startOfMonth()', 'lastModified > startOfMonth()'],
    ['id in (1, recentlyViewedContent(5, 2))', 'id in ("1", recentlyViewedContent(5, 2))'],
    ['id in recentlyViewedContent(10, 5)', 'id in recentlyViewedContent(10, 5)'],
    ['space NOT IN favouriteSpaces() and type = page', 'space not in favouriteSpaces() and type = "page"'],
    ['space = ~admin', 'space = "~admin"'],
    ['space in (~5b10a2844c20165700ede21g, ENG)', 'space in ("~5b10a2844c20165700ede21g", "ENG")'],
    ['siteSearch ~ x', 'siteSearch ~ "x"'],
    ['space = "now()"', 'space = "now()"'],
    ['a', undefined],
    ['text ~ a and text ~ b or text ~ c', '(text ~ "a" and text ~ "b") or text ~ "c"'],
    ['text ~ a and (text ~ b or text ~ c)', 'text ~ "a" and (text ~ "b" or text ~ "c")'],
    ['not not (type = page)', 'not (not type = "page")'],
    ['not (type = page and label = x)', 'not (type = "page" and label = "x")'],
    ['type = page ORDER BY created DESC, title', 'type = "page" order by created desc, title'],
    ['type=page order by title asc', 'type = "page" order by title asc'],
    ['title !~ x and id != 5 and id <= 7 and id < 8', 'title !~ "x" and id != "5" and id <= "7" and id < "8"'],
  ])('%s becomes %s', (query, expected) => {
    if (expected === undefined) expect(() => rewritten(query)).toThrow(CqlSyntaxError);
    else expect(rewritten(query)).toBe(expected);
  });

  it.each([
    ['title = "open', 'the quote at position 9 is not closed'],
    ['title ! x', '"!" at position 7 is not expected'],
    ['title =', 'expected a value, found the end'],
    ['title = and', '"and" at position 9 needs quotes'],
    ['title = a b', 'expected the end, AND, OR or ORDER BY, found "b" at position 11'],
    ['(title = a', 'expected ")", found the end'],
    ['type in ()', 'the list after type in is empty'],
    ['type in (page blogpost)', 'expected ",", found "blogpost" at position 15'],
    ['type not page', 'expected IN, found "page" at position 10'],
    ['type page', 'expected an operator, found "page" at position 6'],
    ['title = a and', 'expected a field, found the end'],
    ['title = a order title', 'expected BY, found "title" at position 17'],
    ['colour = red', '"colour" is not a known field'],
    ['space = ~ admin', 'expected a value, found "~" at position 9'],
    ['creator in currentUser()', 'expected a list in parentheses after creator in, found "currentUser"'],
    ['id in recentlyViewedContent', 'expected "(", found the end'],
    ['id in recentlyViewedContent(1) or space = "FIN', 'is not closed'],
    [`${'('.repeat(60)}type = page`, 'it is nested too deeply'],
    [`${'not '.repeat(10_000)}type = page`, 'it is nested too deeply'],
  ])('%.40s is refused: %s', (query, message) => {
    expect(() => parseCql(query)).toThrow(message);
  });

  it('allows wide conditions, however many', () => {
    const query = Array.from({ length: 500 }, (_, index) => `id = ${index}`).join(' or ');
    expect(parseCql(query).where).toMatchObject({ kind: 'or', operands: { length: 500 } });
  });

  it('comes back as the same tree, whatever the values hold', () => {
    const text = fc.record({ kind: fc.constant('text' as const), text: fc.string({ unit: 'binary' }) });
    const call = fc.record({
      kind: fc.constant('call' as const),
      name: fc.constantFrom('now', 'currentUser', 'startOfDay'),
      args: fc.array(fc.oneof(fc.string(), fc.constant('-4w'), fc.constant('12')), { maxLength: 2 }),
    });
    const value: fc.Arbitrary<CqlValue> = fc.oneof(text, call);
    const field = fc.constantFrom(...cqlFields);
    const { node } = fc.letrec<{ node: CqlNode }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.oneof(
          fc.record({
            kind: fc.constant('clause' as const),
            field,
            operator: fc.constantFrom('=', '!=', '~', '!~', '>', '>=', '<', '<=' as const),
            values: value.map((one) => [one]),
          }),
          fc.record({
            kind: fc.constant('clause' as const),
            field,
            operator: fc.constantFrom('in' as const, 'not in' as const),
            values: fc.array(value, { minLength: 1, maxLength: 3 }),
          }),
        ) as fc.Arbitrary<CqlNode>,
        fc.record({ kind: fc.constant('not' as const), operand: tie('node') }),
        fc.record({
          kind: fc.constantFrom('and' as const, 'or' as const),
          operands: fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
        }),
      ),
    }));
    const direction = fc.constantFrom('asc' as const, 'desc' as const, undefined);
    const query = fc.record({ where: node, orderBy: fc.array(fc.record({ field, direction }), { maxLength: 2 }) });
    fc.assert(
      fc.property(query as fc.Arbitrary<CqlQuery>, (tree) => expect(parseCql(serializeCql(tree))).toEqual(tree)),
    );
  });
});
