import { describe, expect, it } from '@jest/globals';
import { buildSearch } from '../../../../src/mcp/tools/search/build-search.js';

describe('the CQL of a search', () => {
  it('joins words and every filter', () => {
    expect(
      buildSearch({
        query: 'roadmap',
        space_keys: ['DEV', '~admin'],
        content_types: ['page'],
        labels: ['a', 'b'],
        contributor: '557058:x',
        updated_after: '2026-01-31',
      }),
    ).toBe(
      'text ~ "roadmap" and space in ("DEV", "~admin") and type in ("page") and label = "a" and label = "b"' +
        ' and contributor = "557058:x" and lastModified >= "2026-01-31"',
    );
  });

  it('keeps an OR of the query inside its parentheses', () => {
    expect(buildSearch({ query: 'label = a or label = b order by title', space_keys: ['DEV'] })).toBe(
      '(label = "a" or label = "b") and space in ("DEV") order by title',
    );
  });

  it('cannot be widened by a value', () => {
    const evil = 'x" or type = "page';
    expect(buildSearch({ query: 'a', contributor: evil })).toBe(
      'text ~ "a" and contributor = "x\\" or type = \\"page"',
    );
  });

  it('knows who "me" is', () => {
    expect(buildSearch({ query: '*', contributor: 'me' })).toBe('contributor = currentUser()');
  });

  it('needs no word when there is a filter', () => {
    expect(buildSearch({ query: '*', space_keys: ['DEV'] })).toBe('space in ("DEV")');
  });

  it('is refused when there is neither word nor filter', () => {
    expect(() => buildSearch({ query: '???', space_keys: [] })).toThrow('query: there is no word in it to search for.');
  });
});
