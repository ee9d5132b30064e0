import { describe, expect, it } from '@jest/globals';
import { useWorkbench } from '../fixtures/workbench.js';

const bench = useWorkbench();

describe('the example tools', () => {
  it('greet and add without asking Confluence', async () => {
    expect(await bench().data('hello', { name: 'Ada' })).toEqual({ greeting: 'Hello, Ada!' });
    expect(await bench().text('hello', { name: 'Ada' })).toBe('Hello, Ada!');
    expect(await bench().data('add_numbers', { a: 1.5, b: -4 })).toEqual({ sum: -2.5 });
    expect(await bench().text('add_numbers', { a: 1, b: 2 })).toBe('3');
    expect(bench().sandbox.requests).toEqual([]);
  });

  it('refuse what is no sum', async () => {
    expect(await bench().text('add_numbers', { a: '1', b: 1e300 })).toMatch(
      /^INVALID_INPUT: a: expected number, received string; b: Too big/,
    );
  });
});
