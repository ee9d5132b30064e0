import { describe, expect, it } from '@jest/globals';
import { toStorage } from '../../../../src/content/index.js';

// The instructions speak of columns, and whoever wrote ":::columns" was told of panels and macros alone.
describe('columns under other names', () => {
  it.each([':::columns\nLeft\n:::', '::::grid\n:::column\nLeft\n:::\n::::', ':::two-columns\nLeft\n:::'])(
    'are refused with how columns are written: %j',
    (markdown) => {
      expect(() => toStorage(markdown)).toThrow(
        expect.objectContaining({ code: 'UNCONVERTIBLE', hint: expect.stringContaining(':::layout-cell') }),
      );
    },
  );

  it('are written as the hint says', () => {
    const { storage } = toStorage(
      '::::layout-section{type=two_equal}\n:::layout-cell\nLeft\n:::\n\n:::layout-cell\nRight\n:::\n::::',
    );
    expect(storage).toContain('<ac:layout-section ac:type="two_equal"><ac:layout-cell><p>Left</p></ac:layout-cell>');
  });
});
