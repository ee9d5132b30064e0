import { describe, expect, it } from '@jest/globals';
import { SpaceCache } from '../../../src/confluence/cloud/space-cache.js';
import type { Send } from '../../../src/confluence/transport/wire-request.js';
import { caught } from '../../contract/caught.js';
import { answer, useUpstream } from '../upstream.js';

const upstream = useUpstream();

function spaceNumber(id: string) {
  return { id, key: `K${id}`, name: id, type: 'global' };
}

describe('the cache of spaces', () => {
  const start = (): { cache: SpaceCache; send: Send } => {
    upstream().handler = (req, res) => {
      const query = new URL(req.url ?? '', 'http://h').searchParams;
      const id = query.get('ids') ?? query.get('keys')?.slice(1) ?? '';
      answer(res, 200, { results: id === '404' ? [] : [spaceNumber(id)] });
    };
    return { cache: new SpaceCache(), send: upstream().transport().forCall({}) };
  };

  it('asks for a space once, in either direction', async () => {
    const { cache, send } = start();
    expect(await cache.keyOf(send, '5')).toBe('K5');
    expect(await cache.keyOf(send, '5')).toBe('K5');
    expect(await cache.idOf(send, 'k5')).toBe('5');
    expect(upstream().requests).toHaveLength(1);
  });

  it('asks again for who wants to know the space itself', async () => {
    const { cache, send } = start();
    await cache.find(send, 'K5');
    await cache.find(send, 'K5');
    expect(upstream().requests).toHaveLength(2);
  });

  it('is NOT_FOUND for an id that the account gets no space for', async () => {
    const { cache, send } = start();
    expect((await caught(cache.keyOf(send, '404'))).code).toBe('NOT_FOUND');
  });

  it('forgets the oldest when there are too many', async () => {
    const { cache, send } = start();
    for (let id = 1; id <= 1_001; id += 1) cache.remember(spaceNumber(String(id)));
    await cache.keyOf(send, '1001');
    expect(upstream().requests).toHaveLength(0);
    await cache.keyOf(send, '1');
    expect(upstream().requests).toHaveLength(1);
  });
});
