import { describe, expect, it } from '@jest/globals';
import { editDistance } from '../src/edit-distance.js';

describe('the letters between two spellings', () => {
  // The first five stand in textbooks; the last is what tells this form from Damerau's own, which gives 2.
  it.each([
    ['kitten', 'sitting', 3],
    ['saturday', 'sunday', 3],
    ['', 'abc', 3],
    ['flaw', 'lawn', 2],
    ['teh', 'the', 1],
    ['ca', 'abc', 3],
  ])('%j and %j are %i apart, either way', (one, other, letters) => {
    expect(editDistance(one, other)).toBe(letters);
    expect(editDistance(other, one)).toBe(letters);
  });
});
