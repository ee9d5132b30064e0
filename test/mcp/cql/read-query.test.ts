import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isAppError } from '../../../src/errors.js';
import { anyOfTerms, readQuery, searchTerms, serializeCql, tellingTerms } from '../../../src/mcp/cql/index.js';
import type { CqlQuery } from '../../../src/mcp/cql/index.js';
import { upTo } from '../../support/thorough.js';

const toCql = (query: string): CqlQuery | undefined => {
  const typed = readQuery(query);
  if (typed === undefined) return undefined;
  return typed.kind === 'cql' ? typed.cql : { where: searchTerms('text', typed.terms), orderBy: [] };
};
const read = (query: string): string | undefined => {
  const cql = toCql(query);
  return cql && serializeCql(cql);
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
    ['C++ = fast', 'text ~ "C\\\\+\\\\+ fast"'],
    ['changes in (draft) pages', 'text ~ "changes in \\\\(draft\\\\) pages"'],
    ['error: type != null', 'text ~ "error\\\\: type null"'],
    ['"quarterly report', 'text ~ "quarterly report"'],
    ['"quarterly report" 2026', 'text ~ "\\"quarterly report\\" 2026"'],
    ['"size = 5 (max)"', 'text ~ "\\"size = 5 \\\\(max\\\\)\\""'],
    ['"report"', 'text ~ "report"'],
    ['Hello!', 'text ~ "Hello\\\\!"'],
    ['a AND b OR c NOT d', 'text ~ "a and b or c not d"'],
    ['C:\\temp', 'text ~ "C\\\\:\\\\\\\\temp"'],
    [
      'C++ (draft) [x] {y} ~z* what?',
      'text ~ "C\\\\+\\\\+ \\\\(draft\\\\) \\\\[x\\\\] \\\\{y\\\\} \\\\~z\\\\* what\\\\?"',
    ],
    ['“quarterly report” 2026', 'text ~ "\\"quarterly report\\" 2026"'],
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
    ['space = “ENG” AND title ~ „release notes“', 'space = "ENG" and title ~ "release notes"'],
    ['title ~ ‘release notes’', 'title ~ "release notes"'],
    ['lastmodified < -1y', 'lastModified < now("-1y")'],
    [
      'created > "7 days ago" and not lastmodified >= today',
      'created > now("-7d") and (not lastModified >= startOfDay())',
    ],
    ['created >= "2026-11-01T08:30:00Z"', 'created >= "2026-11-01 08:30"'],
    ['created >= 2026/11/1 and created < now(-26w)', 'created >= "2026/11/1" and created < now("-26w")'],
    ['lastmodified >= yesterday', 'lastModified >= startOfDay("-1d")'],
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
    'lastmodified >= "last week"',
    'created < 01/02/2026',
  ])('%s opens like CQL and is refused when it is none', (query) => {
    expect(() => read(query)).toThrow(/^query: this looks like CQL but cannot be parsed: /);
  });

  // "Nothing found" was the answer to a field that there is not.
  it.each([
    ['owner = currentUser()', 'owner', 'creator'],
    ['creator.fullname ~ "Amina"', 'creator.fullname', 'creator'],
    ['author = amina', 'author', 'creator'],
    ['lastUpdated >= 2026-11-01', 'lastUpdated', 'lastmodified'],
    ['titel ~ "Runbook"', 'titel', 'title'],
    ['spaces in (ENG, HR)', 'spaces', 'space'],
    ['type = page and tags = howto', 'tags', 'label'],
    ['type = page order by modifiedAt desc', 'modifiedAt', 'lastmodified'],
    ['updatedBy = "Amina"', 'updatedBy', 'contributor'],
    ['lastModifiedBy = me', 'lastModifiedBy', 'contributor'],
    ['lastModifier = "Amina"', 'lastModifier', 'contributor'],
    ['not (editor = me)', 'editor', 'contributor'],
  ])('%s names the field that there is not, and the nearest', (query, field, nearest) => {
    let refused: unknown;
    try {
      readQuery(query);
    } catch (error) {
      refused = error;
    }
    expect(refused).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(
        `"${field}" is not a known field; the nearest is ${nearest}; known fields are ancestor, `,
      ),
      details: { field: 'query', unknown_field: field },
    });
  });

  it('keeps of a question the words that say something, and all where none does', () => {
    const terms = (query: string) => (readQuery(query) as { terms: readonly string[] }).terms;
    expect(tellingTerms(terms('How do I restart the payments service?'))).toEqual([
      'restart',
      'payments',
      'service\\?',
    ]);
    expect(tellingTerms(terms('who are we'))).toEqual(['who', 'are', 'we']);
    expect(tellingTerms(terms('"how to" deploy'))).toEqual(['"how to"', 'deploy']);
    const any = anyOfTerms(['a', '"b c"']);
    expect(any && serializeCql({ where: any, orderBy: [] })).toBe('text ~ "a" or text ~ "\\"b c\\""');
  });

  it.each([
    ['title:runbook space:ENG', 'title ~ "runbook" AND space = "ENG"'],
    ['label:"on call" restart payments', 'label = "on call" AND text ~ "restart payments"'],
    ['type:page AND Title:x', 'type = "page" AND title ~ "x"'],
  ])('%j of other searches is taken for CQL', (query, cql) => {
    expect(readQuery(query)).toMatchObject({ kind: 'cql', takenFor: cql });
    expect(read(query)).toBe(read(cql));
  });

  it.each(['error: type mismatch', '"see label:ops"', 'https://e.com/title:x', 'who owns id:5', 'label: ops'])(
    '%j is words for all its colons',
    (query) => {
      expect(readQuery(query)?.kind).toBe('words');
    },
  );

  it.each(['', ' ', '* ?', '"', '()', '-'])('%j holds nothing to search for', (query) => {
    expect(readQuery(query)).toBeUndefined();
  });

  it('never becomes other syntax than was meant, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (query) => {
        try {
          const once = toCql(query);
          if (once !== undefined) expect(toCql(serializeCql(once))).toEqual(once);
        } catch (error) {
          if (!isAppError(error)) throw error;
          expect(error.code).toBe('INVALID_INPUT');
        }
      }),
      { numRuns: upTo(500) },
    );
  });
});
