import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isAppError } from '../../../src/errors.js';
import { narrowCql, noneOf, oneOf } from '../../../src/mcp/cql/index.js';
import { compileCql } from '../../../src/sandbox/cql/compile.js';
import { CqlError } from '../../../src/sandbox/cql/cql-error.js';
import type { IndexedDocument } from '../../../src/sandbox/cql/document.js';
import { seedPeople, startSandbox, type Sandbox } from '../../../src/sandbox/index.js';
import { searchableFor } from '../../../src/sandbox/world/search-index.js';
import { upTo } from '../../support/thorough.js';

let sandbox: Sandbox;
let documents: IndexedDocument[];
beforeAll(async () => {
  sandbox = await startSandbox();
  const { world } = sandbox;
  documents = searchableFor(world, world.user(seedPeople.service), true).map(({ document }) => document);
});
afterAll(() => sandbox.close());

/** The spaces that a query finds something in, as the sandbox understands it; undefined when it understands nothing. */
function spacesFoundBy(cql: string): Set<string> | undefined {
  const asker = { accountId: seedPeople.service, timeZone: 'UTC', now: sandbox.world.now() };
  try {
    const { matches } = compileCql(cql, asker);
    return new Set(documents.filter(matches).map(({ spaceKey }) => spaceKey));
  } catch (error) {
    if (error instanceof CqlError) return undefined;
    throw error;
  }
}

const inEngineering = oneOf('space', ['ENG']);

describe('a narrowed query', () => {
  it.each([
    ['type = page', 'type = "page" and space in ("ENG")'],
    ['a ~ b', undefined],
    ['type = page or space = FIN', '(type = "page" or space = "FIN") and space in ("ENG")'],
    ['not space = ENG order by title desc', '(not space = "ENG") and space in ("ENG") order by title desc'],
    ['id = 1 and id = 2', '(id = "1" and id = "2") and space in ("ENG")'],
  ])('of %s is %s', (cql, expected) => {
    if (expected === undefined) expect(() => narrowCql(cql, inEngineering)).toThrow('cannot be parsed');
    else expect(narrowCql(cql, inEngineering)).toBe(expected);
  });

  // People paste quotes as word processors set them; what stands between them must not get out of them.
  it.each([
    ['title = “x or y” or space = FIN', '(title = "x or y" or space = "FIN") and space in ("ENG")'],
    ['title = "x or y" or space = FIN', '(title = "x or y" or space = "FIN") and space in ("ENG")'],
    ['title = „x or y“ or space = FIN', '(title = "x or y" or space = "FIN") and space in ("ENG")'],
    ['title = ‘x or y’ or space = FIN', '(title = "x or y" or space = "FIN") and space in ("ENG")'],
    ["title = 'it’s' or space = FIN", '(title = "it’s" or space = "FIN") and space in ("ENG")'],
    [
      'title = “x\\\\” or space = FIN or title = “y”',
      '(title = "x\\\\" or space = "FIN" or title = "y") and space in ("ENG")',
    ],
    ['title = “x or y or space = FIN', undefined],
    ['title = "x” or space = FIN', undefined],
    ['title = “x" or space = FIN', undefined],
    ['title = “x\\” or space = FIN', undefined],
    ['title = “a” b” or space = FIN', undefined],
    ['title = «x or y» or space = FIN', undefined],
  ])('of %s holds its condition over all of it', (cql, expected) => {
    if (expected === undefined) {
      expect(() => narrowCql(cql, inEngineering)).toThrow('cannot be parsed');
      return;
    }
    expect(narrowCql(cql, inEngineering)).toBe(expected);
    expect([...(spacesFoundBy(expected) ?? ['nothing that is understood'])]).toEqual([]);
  });

  it('is the same query without a condition', () => {
    expect(narrowCql('type=page', undefined)).toBe('type = "page"');
    expect(narrowCql('type=page', noneOf('space', []))).toBe('type = "page"');
    expect(narrowCql('type=page', noneOf('space', ['FIN', 'a"b']))).toBe(
      'type = "page" and space not in ("FIN", "a\\"b")',
    );
  });

  it.each(['type = page’x()', 'type = a-b()', 'type = ;()', 'type = 1()'])(
    'is refused for %s, whose function has no name that could be written back',
    (cql) => {
      expect(() => narrowCql(cql, inEngineering)).toThrow('is not the name of a function');
    },
  );

  it('[C1] never finds more than the condition allows, whatever the query is made of', () => {
    const pieces = [
      ...['space', 'space.key', 'type', 'title', 'id', 'text', 'page', 'FIN', 'ENG', '"FIN"', "'FIN'", '163850'],
      ...['=', '!=', '~', '!~', 'in', 'not', 'and', 'or', 'order', 'by', '(', ')', ',', '"', "'", '\\', '\\"'],
      ...[' ', '\n', '\u00a0', '“', '”', '\u0000', ';', '--', 'currentUser()', 'a', 'Finance'],
    ];
    const noise = fc.array(fc.constantFrom(...pieces), { maxLength: 16 }).map((parts) => parts.join(' '));
    const shaped = fc
      .tuple(noise, fc.constantFrom('type = page', 'space = FIN', 'not space = ENG', 'title ~ "a"'), noise)
      .map(([before, clause, after]) => `${clause} ${after} or ${before} ${clause}`);
    const strings = fc.string({ unit: 'binary' }).map((text) => `title != "${text}" or space = FIN`);
    let understood = 0;
    fc.assert(
      fc.property(fc.oneof(noise, shaped, strings), (cql) => {
        let narrowed: string;
        try {
          narrowed = narrowCql(cql, inEngineering);
        } catch (error) {
          if (isAppError(error)) return;
          throw error;
        }
        const found = spacesFoundBy(narrowed);
        if (found === undefined) return;
        understood += 1;
        expect([...found].filter((key) => key !== 'ENG')).toEqual([]);
      }),
      { numRuns: upTo(1500) },
    );
    expect(understood).toBeGreaterThan(100);
  });
});
