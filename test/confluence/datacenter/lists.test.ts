import { describe, expect, it } from '@jest/globals';
import { caught } from '../../contract/caught.js';
import { useUpstreamClient, wirePage } from './upstream-client.js';

const open = useUpstreamClient();
const space = (key: string) => ({ id: 1, key, name: key, type: 'global' });

describe('a list of Data Center', () => {
  it('goes on where the server says, when it gave less than it was asked for', async () => {
    const { confluence, answerWith, asked } = open();
    answerWith({
      '/api/space': ({ searchParams }) =>
        searchParams.get('start') === '0'
          ? { results: [space('A')], start: 0, limit: 2, size: 1, _links: { next: '/rest/api/space?start=2&limit=2' } }
          : { results: [space('B')], start: 2, limit: 2, size: 1, _links: {} },
    });
    const first = await confluence.spaces.list({ limit: 500 });
    const second = await confluence.spaces.list({ limit: 500, cursor: first.nextCursor ?? undefined });
    expect([...first.items, ...second.items].map(({ key }) => key)).toEqual(['A', 'B']);
    expect(second.nextCursor).toBeNull();
    expect(asked()[1]).toContain('start=2&limit=500');
  });

  it('goes on by the limit of the answer when the link says nothing', async () => {
    const { confluence, answerWith, asked } = open();
    answerWith({ '/api/space': () => ({ results: [], limit: 25, _links: { next: '/rest/api/space' } }) });
    const { nextCursor } = await confluence.spaces.list({ limit: 50 });
    await confluence.spaces.list({ limit: 50, cursor: nextCursor ?? undefined });
    expect(asked()[1]).toContain('start=25&');
  });

  it('is not taken for complete when it goes on without saying how', async () => {
    const { confluence, answerWith } = open();
    answerWith({ '/api/space': () => ({ results: [], _links: { next: '/rest/api/space?start=0' } }) });
    expect((await caught(confluence.spaces.list({ limit: 50 }))).code).toBe('UPSTREAM_UNAVAILABLE');
  });

  it('of restrictions is read to its end, though nothing links to it', async () => {
    const { confluence, answerWith } = open();
    const users = ['a', 'b', 'c'].map((username) => ({ type: 'known', username }));
    answerWith({
      '/api/content/7/restriction/byOperation/read': ({ searchParams }) => {
        const start = Number(searchParams.get('start'));
        const user = { results: users.slice(start, start + 2), limit: 2 };
        return { restrictions: { user, group: { results: [], limit: 2 } } };
      },
      '/api/content/7/restriction/byOperation/update': () => ({
        restrictions: { user: { results: [{ userKey: 'k' }] }, group: { results: [{ name: 'g' }] } },
      }),
    });
    expect(await confluence.permissions.restrictions('7')).toEqual({
      read: { users: ['a', 'b', 'c'], groups: [] },
      update: { users: ['k'], groups: ['g'] },
    });
  });
});

describe('the order of pages', () => {
  it('is as people made it, or else by title as people read numbers', async () => {
    const { confluence, answerWith } = open();
    const child = (id: string, title: string, position: unknown, ancestors = ['1']) =>
      wirePage(id, { title, extensions: { position }, ancestors: ancestors.map((one) => ({ id: one })) });
    answerWith({
      '/api/content/1/descendant/page': () => ({
        results: [
          child('2', 'Step 10', 'none'),
          child('3', 'step 9', 'none'),
          child('4', 'Zebra', 0),
          child('5', 'Below', 'none', ['1', '4']),
          child('6', 'Elsewhere', 'none', ['99']),
        ],
      }),
    });
    const { items } = await confluence.pages.children('1', { depth: 2, limit: 10 });
    expect(items.map(({ title, depth, hasChildren }) => [title, depth, hasChildren])).toEqual([
      ['Zebra', 1, true],
      ['step 9', 1, false],
      ['Step 10', 1, false],
      ['Below', 2, false],
    ]);
  });

  it('is known without knowing of children where they were not told', async () => {
    const { confluence, answerWith } = open();
    answerWith({ '/api/content/1/child/page': () => ({ results: [wirePage('2')] }) });
    const { items } = await confluence.pages.children('1', { depth: 1, limit: 10 });
    expect(items).toMatchObject([{ id: '2', hasChildren: null }]);
  });
});
