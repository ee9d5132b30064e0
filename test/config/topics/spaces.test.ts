import { describe, expect, it } from '@jest/globals';
import { configWith, faultLines } from '../../support/settings.js';

describe('the spaces that are served', () => {
  it('are all of them, to read and to write, when nothing is said', () => {
    expect(configWith().spaces).toEqual({ filter: undefined, deny: [], readOnly: [] });
    expect(configWith({ CONFLUENCE_SPACES_FILTER: '' }).spaces.filter).toBeUndefined();
  });

  it('are given by their keys', () => {
    const config = configWith({
      CONFLUENCE_SPACES_FILTER: 'ENG, hr ,~5b10a2844c20165700ede21g,ENG',
      CONFLUENCE_SPACES_DENY: 'FIN',
      CONFLUENCE_SPACES_READ_ONLY: 'HR',
    });
    expect(config.spaces).toEqual({
      filter: ['ENG', 'hr', '~5b10a2844c20165700ede21g'],
      deny: ['FIN'],
      readOnly: ['HR'],
    });
    expect(config.warnings).toEqual([]);
  });

  it.each([',', 'ENG HR', 'ENG;HR', 'a/b', '~', '"ENG"'])('cannot be %j', (keys) => {
    for (const name of ['CONFLUENCE_SPACES_FILTER', 'CONFLUENCE_SPACES_DENY', 'CONFLUENCE_SPACES_READ_ONLY']) {
      expect(faultLines({ [name]: keys })).toEqual([expect.stringMatching(`^${name}: `)]);
    }
  });

  it('may be none, which is said aloud', () => {
    const { warnings } = configWith({ CONFLUENCE_SPACES_FILTER: 'ENG,HR', CONFLUENCE_SPACES_DENY: 'eng,hr,FIN' });
    expect(warnings).toEqual([expect.stringMatching(/^CONFLUENCE_SPACES_DENY names every space/)]);
  });
});
