import { describe, expect, it } from '@jest/globals';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();

describe('the example tools', () => {
  it('greet and add without asking Confluence', async () => {
    expect(await fixture().data('hello', { name: 'Ada' })).toEqual({ greeting: 'Hello, Ada!' });
    expect(await fixture().text('hello', { name: 'Ada' })).toBe('Hello, Ada!');
    expect(await fixture().data('add_numbers', { a: 1.5, b: -4 })).toEqual({ sum: -2.5 });
    expect(await fixture().text('add_numbers', { a: 1, b: 2 })).toBe('3');
    expect(fixture().sandbox.requests).toEqual([]);
  });

  it('refuse what is no sum', async () => {
    expect(await fixture().text('add_numbers', { a: 'one', b: 1e300 })).toMatch(
      /^INVALID_INPUT: a: expected number, received string; b: Too big/,
    );
  });
});
