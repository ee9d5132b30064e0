import { beforeEach, describe, expect, it } from '@jest/globals';
import { FactCache } from '../../../src/confluence/cloud/fact-cache.js';
import type { IndexedPageWire, PageWire } from '../../../src/confluence/cloud/wire.js';

const page = {
  id: '1',
  authorId: 'ada',
  ownerId: 'ada',
  parentId: '9',
  version: { number: 2, authorId: 'eve' },
} as PageWire;

const named = (...ids: string[]): IndexedPageWire => {
  const [author, editor] = ids.map((accountId) => ({ accountId, displayName: accountId.toUpperCase() }));
  return { id: '1', history: { createdBy: author }, version: { by: editor } };
};

let cache: FactCache;
beforeEach(() => {
  cache = new FactCache();
});

describe('facts of a page', () => {
  it('are kept when they name everybody who has to do with it', () => {
    cache.remember(page, named('ada', 'eve'), cache.generation);
    expect(cache.find('1')?.indexed).toEqual(named('ada', 'eve'));
    expect(cache.find('2')).toBeUndefined();
  });

  it('are not kept when the index lags behind the page', () => {
    cache.remember(page, named('ada', 'bob'), cache.generation);
    expect(cache.find('1')).toBeUndefined();
  });

  it('are not kept when a write began after they were asked for', () => {
    const { generation } = cache;
    cache.forget();
    cache.remember(page, named('ada', 'eve'), generation);
    expect(cache.find('1')).toBeUndefined();
  });
});
