import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CqlError } from '../../../src/sandbox/cql/cql-error.js';
import { parseCql, type Expression } from '../../../src/sandbox/cql/parse.js';

/** The tree as an unambiguous line. */
function show(node: Expression | undefined): string {
  if (node === undefined) return '';
  if (node.kind === 'not') return `(not ${show(node.operand)})`;
  if (node.kind !== 'clause') return `(${show(node.left)} ${node.kind} ${show(node.right)})`;
  const values = node.values.map((value) =>
    value.kind === 'literal' ? value.text : `${value.name}(${value.parameters.join()})`,
  );
  return `${node.field} ${node.operator} ${values.join('|')}`;
}

const shown = (cql: string) => show(parseCql(cql).where);

describe('parseCql', () => {
  it.each([
    ['space = ENG', 'space = ENG'],
    ['SPACE=ENG', 'space = ENG'],
    ['a = 1 OR b = 2 AND c = 3', '(a = 1 or (b = 2 and c = 3))'],
    ['(a = 1 OR b = 2) AND c = 3', '((a = 1 or b = 2) and c = 3)'],
    ['not a = 1 and b = 2', '((not a = 1) and b = 2)'],
    ['NOT (a = 1 and not b = 2)', '(not (a = 1 and (not b = 2)))'],
    ['a = 1 and b = 2 and c = 3', '((a = 1 and b = 2) and c = 3)'],
    ['label in ("a, b", \'c\', d)', 'label in a, b|c|d'],
    ['label not in (x)', 'label not in x'],
    ['title !~ "x"', 'title !~ x'],
    ['created >= now("-4w")', 'created >= now(-4w)'],
    ['creator=currentUser()', 'creator = currentuser()'],
    ['a = recent(1, 2)', 'a = recent(1,2)'],
    ['created<=2026-01-31', 'created <= 2026-01-31'],
    [String.raw`title = "say \"hi\" \\ there"`, String.raw`title = say "hi" \ there`],
    [`title = 'it\\'s'`, "title = it's"],
    ['title = "and"', 'title = and'],
    ['title = "決済 🚀"', 'title = 決済 🚀'],
  ])('reads %s', (cql, tree) => {
    expect(shown(cql)).toBe(tree);
  });

  it('reads an order with or without a condition', () => {
    const { where, orderBy } = parseCql('type = page order by lastmodified desc, title');
    expect(show(where)).toBe('type = page');
    expect(orderBy).toEqual([
      { field: 'lastmodified', descending: true },
      { field: 'title', descending: false },
    ]);
    expect(parseCql('ORDER BY title ASC')).toEqual({
      where: undefined,
      orderBy: [{ field: 'title', descending: false }],
    });
  });

  it.each([
    '',
    'payments',
    'space =',
    'space = ENG and',
    '(space = ENG',
    'space = ENG)',
    'space ENG',
    'space = and',
    'label in ()',
    'label in (a,)',
    'label in a',
    'label not = a',
    'order = 1',
    'space = ENG order title',
    'space = ENG order by',
    'title = "open',
    "title = 'open",
    'space = ~user',
    'title = a+b',
    'created > 2026/01/01',
    'title = [x]',
    'now( = 1',
    'a = now((1))',
    'a = 1 b = 2',
  ])('refuses %j', (cql) => {
    expect(() => parseCql(cql)).toThrow(CqlError);
  });

  it('gives back every text that is quoted as the rules say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const quoted = `"${text.replace(/[\\"]/g, '\\$&')}"`;
        expect(parseCql(`title = ${quoted}`).where).toMatchObject({ values: [{ kind: 'literal', text }] });
      }),
    );
  });

  it('either reads a query or refuses it as CqlError, whatever it is made of', () => {
    const pieces = fc.constantFrom(
      'space',
      '=',
      'and',
      'or',
      'not',
      'in',
      '(',
      ')',
      ',',
      '"x"',
      "'y",
      '~',
      'order',
      'by',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(pieces), (words) => {
        try {
          parseCql(words.join(' '));
        } catch (error) {
          expect(error).toBeInstanceOf(CqlError);
        }
      }),
    );
  });
});
