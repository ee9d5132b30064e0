import { describe, expect, it } from '@jest/globals';
import { contentId, path } from '../../../src/confluence/transport/path.js';

describe('path', () => {
  it('[C3] keeps a parameter in its segment, whatever it holds', () => {
    const built = path`/a/${'x/../y?z#%2e%2e\u0000'}/b`;
    expect(built).toBe('/a/x%2F..%2Fy%3Fz%23%252e%252e%00/b');
    expect(new URL(built, 'http://h').pathname).toBe(built);
  });

  it.each(['', '.', '..'])('[C3] refuses %j, which would fold', (parameter) => {
    expect(() => path`/a/${parameter}`).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});

describe('contentId', () => {
  it.each(['1', '9007199254740993', '9223372036854775807'])('takes %s', (id) =>
    expect(contentId(id, 'page_id')).toBe(id),
  );

  it('names the field that is no id', () => {
    expect(() => contentId('12a', 'parent_id')).toThrow(
      expect.objectContaining({ message: 'parent_id is not a Confluence id.', details: { field: 'parent_id' } }),
    );
  });
});
