import { describe, expect, it } from '@jest/globals';
import { SpaceDirectory } from '../../../src/confluence/cloud/space-directory.js';
import type { Send } from '../../../src/confluence/transport/wire-request.js';
import { caught } from '../../contract/caught.js';
import { answer, useUpstream } from '../upstream.js';

const upstream = useUpstream();

function spaceNumber(id: string) {
  return { id, key: `K${id}`, name: id, type: 'global' };
}

describe('the space directory', () => {
  const start = (): { directory: SpaceDirectory; send: Send } => {
    upstream().handler = (req, res) => {
      const query = new URL(req.url ?? '', 'http://h').searchParams;
      const id = query.get('ids') ?? query.get('keys')?.slice(1) ?? '';
      answer(res, 200, { results: id === '404' ? [] : [spaceNumber(id)] });
    };
    return { directory: new SpaceDirectory(), send: upstream().transport().forCall({}) };
  };

  it('asks for a space once, in either direction', async () => {
    const { directory, send } = start();
    expect(await directory.keyOf(send, '5')).toBe('K5');
    expect(await directory.keyOf(send, '5')).toBe('K5');
    expect(await directory.idOf(send, 'k5')).toBe('5');
    expect(upstream().requests).toHaveLength(1);
  });

  it('asks again for who wants to know the space itself', async () => {
    const { directory, send } = start();
    await directory.find(send, 'K5');
    await directory.find(send, 'K5');
    expect(upstream().requests).toHaveLength(2);
  });

  it('is NOT_FOUND for an id that the account gets no space for', async () => {
    const { directory, send } = start();
    expect((await caught(directory.keyOf(send, '404'))).code).toBe('NOT_FOUND');
  });

  it('forgets the oldest when there are too many', async () => {
    const { directory, send } = start();
    for (let id = 1; id <= 1_001; id += 1) directory.remember(spaceNumber(String(id)));
    await directory.keyOf(send, '1001');
    expect(upstream().requests).toHaveLength(0);
    await directory.keyOf(send, '1');
    expect(upstream().requests).toHaveLength(1);
  });
});
