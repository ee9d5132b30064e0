import { describe, expect, it } from '@jest/globals';
import { selectText } from '../../../../src/mcp/tools/comments/select-text.js';

const page = 'The plan. Then the plan again, and the plan.';

describe('the words that a comment is about', () => {
  it('need no index when they are there once', () => {
    expect(selectText(page, 'Then', undefined)).toEqual({ text: 'Then', matchCount: 1, matchIndex: 0 });
  });

  it('are refused with their number when nobody said which', () => {
    expect(() => selectText(page, 'plan', undefined)).toThrow('this text is on the page 3 times');
  });

  it('are found by index', () => {
    expect(selectText(page, 'plan', 2)).toEqual({ text: 'plan', matchCount: 3, matchIndex: 2 });
  });

  // Confluence compares character by character, and a model neither sees nor sends no-break spaces and curly quotes.
  it.each([
    ['brown\u00a0fox', 'brown fox'],
    ['“The plan”', '"The plan"'],
    ['it’s – so', "it's - so"],
    ['brown fox', 'brown\u00a0fox'],
  ])('are sent as the page has them: %j for %j', (own, asked) => {
    expect(selectText(`A ${own} ran.`, asked, undefined)).toEqual({ text: own, matchCount: 1, matchIndex: 0 });
  });

  it('are counted as a reader counts them where they differ in such signs alone, and sent as they are there', () => {
    const text = 'a b, a\u00a0b, a b';
    expect(selectText(text, 'a\tb', 1)).toEqual({ text: 'a\u00a0b', matchCount: 1, matchIndex: 0 });
    expect(selectText(text, 'a\tb', 2)).toEqual({ text: 'a b', matchCount: 2, matchIndex: 1 });
    expect(() => selectText(text, 'a\tb', undefined)).toThrow('this text is on the page 3 times');
  });

  // The place was sent as number -1 of those that are alike.
  it('are refused where Confluence has no number for them', () => {
    expect(selectText('–-–-–-', '———', 0)).toEqual({ text: '–-–', matchCount: 1, matchIndex: 0 });
    expect(() => selectText('–-–-–-', '———', 1)).toThrow('these signs overlap others');
  });

  it('are refused with an index behind the last', () => {
    expect(() => selectText(page, 'plan', 3)).toThrow('match_index: this text is on the page 3 times');
  });

  it('are refused when the page does not hold them', () => {
    expect(() => selectText(page, 'Plan', 0)).toThrow('this text is not on the page');
  });
});
