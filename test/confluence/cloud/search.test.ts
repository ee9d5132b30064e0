import { describe, expect, it } from '@jest/globals';
import type { SearchHit } from '../../../src/confluence/index.js';
import { openConfluenceClient } from '../open-client.js';
import { answer, useUpstream } from '../upstream.js';

const upstream = useUpstream();

describe('a search hit', () => {
  const convert = async (hit: object): Promise<SearchHit | undefined> => {
    upstream().handler = (_req, res) => answer(res, 200, { results: [hit], _links: {} });
    return (await openConfluenceClient(upstream()).forCall({}).search.cql('x', { limit: 5 })).items[0];
  };
  const content = { id: '7', type: 'comment', title: 'Re: T' };

  it('lies in the space that its container names when it does not carry one itself', async () => {
    const hit = {
      content,
      title: 'x',
      url: '/spaces/ENG/pages/1',
      resultGlobalContainer: { displayUrl: '/spaces/~712020:a' },
    };
    expect(await convert(hit)).toMatchObject({ id: '7', type: 'comment', spaceKey: '~712020:a', updatedAt: null });
  });

  it.each([undefined, null, '/wiki/home', '/spaces/%', 'https://evil.example/spaces/ENG'])(
    'lies in no space when its container is %j, so that policy can hide it',
    async (displayUrl) => {
      expect(await convert({ content, resultGlobalContainer: { displayUrl } })).toMatchObject({ spaceKey: null });
    },
  );

  it('loses its marks and line breaks, in the title too', async () => {
    const hit = {
      user: { accountId: '5b', displayName: 'A' },
      title: '@@@hl@@@Ann@@@endhl@@@ Lee',
      excerpt: 'a\n @@@hl@@@b@@@endhl@@@',
    };
    expect(await convert(hit)).toMatchObject({
      id: '5b',
      type: 'user',
      title: 'Ann Lee',
      excerpt: 'a b',
      spaceKey: null,
    });
  });

  it('names a space by its own name, and by its key where it has no id', async () => {
    expect(await convert({ space: { id: 12, key: 'ENG', name: 'Engineering' }, title: '' })).toMatchObject({
      ...{ id: '12', type: 'space', title: 'Engineering', spaceKey: 'ENG' },
    });
    expect(await convert({ space: { key: 'ENG' }, title: 'E' })).toMatchObject({ id: 'ENG', title: 'E' });
  });

  // The API description says date-time, which can have any zone.
  it.each([
    ['2026-11-12T09:05:00.000+01:00', '2026-11-12T08:05:00.000Z'],
    ['2026-11-12T08:05:00Z', '2026-11-12T08:05:00.000Z'],
    ['yesterday', null],
  ])('tells its time in one form: %s', async (lastModified, updatedAt) => {
    expect(await convert({ content, lastModified })).toMatchObject({ updatedAt });
  });

  it('links to the site, wherever its address points', async () => {
    expect((await convert({ content, url: '//evil.example/x' }))?.url).toBe(`${upstream().origin}/wiki`);
  });
});
