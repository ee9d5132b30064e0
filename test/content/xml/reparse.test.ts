import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseStorage } from '../../../src/content/xml/parse-storage.js';
import { reparse } from '../../../src/content/xml/reparse.js';
import { upTo } from '../../support/thorough.js';

const page =
  '<p>one &amp; two</p> loose <!-- note --><ac:layout><ac:layout-section ac:type="single"><ac:layout-cell><h1>A</h1>' +
  '<ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[a < b]]></ac:plain-text-body></ac:structured-macro>' +
  '<table><tbody><tr><td>x</td><td /></tr><tr><td><p>y<br />z</p></td></tr></tbody></table></ac:layout-cell>' +
  '</ac:layout-section></ac:layout><hr/><p></p><p>end</p>';

function outcome(parse: () => unknown): unknown {
  try {
    return parse();
  } catch (error) {
    return (error as Error).message;
  }
}

/** Whatever was changed, the result is that of parsing anew, errors included. */
function expectSame(before: string, after: string): void {
  expect(outcome(() => reparse(parseStorage(before), after))).toEqual(outcome(() => parseStorage(after)));
}

describe('parsing a changed page', () => {
  it.each([
    ['nothing', /^/, ''],
    ['a word', 'two', 'three'],
    ['text beside a comment', 'loose', 'tight'],
    ['an element in the text', 'one', '<b>one</b>'],
    ['a cell', '<td>x', '<td>xx'],
    ['an element without content', '<td />', '<td>new</td>'],
    ['an empty paragraph', '<p></p>', '<p>new</p>'],
    ['the tags of an element', '<h1>A</h1>', '<h2>A</h2>'],
    ['an attribute', 'single', 'two_equal'],
    ['code', 'a < b', 'a << b'],
    ['the borders of elements', 'one &amp; two', 'one</p><p>two'],
    ['the structure, so that it is broken', '</tr><tr>', ''],
    ['text that is no longer allowed', 'end', '&nothing;'],
    ['text, to the end of a CDATA section that never began', 'end', ']]>end'],
    ['text, to that end in two steps', 'two', ']]'],
    ['text, to a declaration', 'end', '<?xml version="1.0"?>'],
    ['the end', /$/, '<p>more</p>'],
    ['the start', /^/, '\uFEFF'],
    ['all', /^.*$/, 'text'],
    ['all, to nothing', /^.*$/, ''],
  ])('gives the tree of the new one: %s', (_, from, to) => expectSame(page, page.replace(from, to)));

  it('gives the tree of the new one, wherever it was cut and pasted', () => {
    const place = fc.integer({ min: 0, max: page.length });
    const text = fc.constantFrom(
      '',
      'x',
      '<p>x</p>',
      '</p>',
      '<p>',
      ' ',
      ']]>',
      '<!--',
      '-->',
      '/>',
      '<td>a</td>',
      '<br/>',
    );
    fc.assert(
      fc.property(place, place, text, (one, other, put) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        expectSame(page, page.slice(0, from) + put + page.slice(to));
      }),
      { numRuns: upTo(3000) },
    );
  });

  it('keeps the nodes before the change, and counts the depth of those around it', () => {
    const before = parseStorage(page);
    expect(reparse(before, page.replace('end', 'End')).children[0]).toBe(before.children[0]);
    const deep = (depth: number) => '<b>'.repeat(depth) + 'x' + '</b>'.repeat(depth);
    expectSame(deep(199), deep(200));
    expectSame(deep(199), deep(201));
    expectSame(deep(150).replace('x', '<i>x</i>'), deep(150).replace('x', `<i>${deep(60)}</i>`));
  });
});
