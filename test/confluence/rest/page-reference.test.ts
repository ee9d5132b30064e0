import { describe, expect, it } from '@jest/globals';
import { decodeTinyLink } from '../../../src/confluence/rest/page-reference.js';

describe('decodeTinyLink', () => {
  it.each([
    ['AQAB', '65537'],
    ['LIQHD', '201819180'],
    ['AQ', '1'],
    // The bytes 0xfb 0xef 0xbe and 0xff 0xff 0xff are all `+` and all `/` in base64.
    ['____', '12513275'],
    ['----', '16777215'],
  ])('reads %s as %s', (code, id) => expect(decodeTinyLink(code)).toBe(id));

  it.each(['', 'A', 'AAAA', '!', 'a/b', 'AAAAAAAAAAAA', '----------8'])('knows that %j is none', (code) => {
    expect(decodeTinyLink(code)).toBeUndefined();
  });
});
