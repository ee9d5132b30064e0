import { describe, expect, it } from '@jest/globals';
import { selectText } from '../../../../src/mcp/tools/comments/select-text.js';

const page = 'The plan. Then the plan again, and the plan.';

describe('the words that a comment is about', () => {
  it('need no index when they are there once', () => {
    expect(selectText(page, 'Then', undefined)).toEqual({ text: 'Then', matchCount: 1, matchIndex: 0 });
  });

  it('are refused with their number when nobody said which', () => {
    expect(() => selectText(page, 'plan', undefined)).toThrow('these words are on the page 3 times');
  });

  it('are found by index', () => {
    expect(selectText(page, 'plan', 2)).toEqual({ text: 'plan', matchCount: 3, matchIndex: 2 });
  });

  it('are refused with an index behind the last', () => {
    expect(() => selectText(page, 'plan', 3)).toThrow('match_index: these words are on the page 3 times');
  });

  it('are refused when the page does not hold them', () => {
    expect(() => selectText(page, 'Plan', 0)).toThrow('these words are not on the page');
  });
});
