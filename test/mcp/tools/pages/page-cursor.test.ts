import { describe, expect, it } from '@jest/globals';
import { decodePageCursor, encodePageCursor } from '../../../../src/mcp/tools/pages/page-cursor.js';

const cursor = { page: '42', version: 3, pinned: false, format: 'markdown', section: null, position: '17' };

describe('the cursor of a page', () => {
  it('comes back as it was', () => {
    expect(decodePageCursor(encodePageCursor(cursor), '42')).toEqual(cursor);
  });

  it.each([
    ['of another page', encodePageCursor({ ...cursor, page: '43' })],
    ['with a field too many', encodePageCursor({ ...cursor, extra: 1 } as never)],
    ['of another shape', Buffer.from('{"__proto__":{"page":"42"}}').toString('base64url')],
    ['that is no JSON', 'AAAA'],
    ['that is no base64', '%%%'],
    ['that is empty', ''],
  ])('%s is refused', (_name, text) => {
    expect(() => decodePageCursor(text, '42')).toThrow('cursor: not a next_cursor of this page.');
  });
});
