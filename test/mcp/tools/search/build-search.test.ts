import { describe, expect, it } from '@jest/globals';
import { SearchPlan } from '../../../../src/mcp/tools/search/build-search.js';
import type { SearchFilters, SearchWay } from '../../../../src/mcp/tools/search/build-search.js';

/** The CQL of the first way, or of the one that is named. */
function buildSearch(filters: SearchFilters, way?: SearchWay): string | undefined {
  const plan = new SearchPlan(filters);
  return plan.cql(way ?? plan.ways[0] ?? 'cql', new Map());
}

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
      'siteSearch ~ "roadmap" and space in ("DEV", "~admin") and type in ("page") and label = "a" and label = "b"' +
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
      'siteSearch ~ "a" and contributor = "x\\" or type = \\"page"',
    );
  });

  it('knows who "me" is', () => {
    expect(buildSearch({ query: '*', contributor: 'me' })).toBe('contributor = currentUser()');
  });

  it('needs no word when there is a filter', () => {
    expect(buildSearch({ query: '*', space_keys: ['DEV'] })).toBe('space in ("DEV")');
  });

  it('is refused when there is neither word nor filter', () => {
    expect(() => buildSearch({ query: '???', space_keys: [] })).toThrow('query: it contains no word to search for.');
  });

  it('is one for each way to look for words', () => {
    const filters = { query: 'how do I restart the "payments service"?', space_keys: ['ENG'] };
    const inEngineering = ' and space in ("ENG")';
    expect(buildSearch(filters, 'all')).toBe(`text ~ "how do I restart the \\"payments service\\""${inEngineering}`);
    expect(buildSearch(filters, 'telling')).toBe(`text ~ "restart \\"payments service\\""${inEngineering}`);
    expect(buildSearch(filters, 'any')).toBe(`(text ~ "restart" or text ~ "\\"payments service\\"")${inEngineering}`);
    // One word that says something is the same search in every way.
    expect(buildSearch({ query: 'runbook' }, 'telling')).toBeUndefined();
    expect(buildSearch({ query: 'runbook' }, 'any')).toBeUndefined();
  });
});
