import { describe, expect, it } from '@jest/globals';
import type { ConfluenceClient, ConfluenceClientOptions } from '../../src/confluence/index.js';
import { caught } from '../contract/caught.js';
import { openConfluenceClient } from './open-client.js';
import { answer, useUpstream } from './upstream.js';

const upstream = useUpstream();

const open = (options: Partial<ConfluenceClientOptions> = {}): ConfluenceClient =>
  openConfluenceClient(upstream(), options);

describe('the client', () => {
  it('asks below /wiki when the site is given without it', async () => {
    upstream().handler = (_req, res) =>
      answer(res, 200, { type: 'known', accountId: '1', displayName: 'Bot', email: '' });
    expect(await open().forCall({}).users.current()).toEqual({ id: '1', name: 'Bot', email: null });
    expect(upstream().requests[0]?.url).toBe('/wiki/rest/api/user/current');
  });

  it("asks the API's own address when there is one, and shows links of the site", async () => {
    upstream().handler = (_req, res) =>
      answer(res, 200, {
        results: [
          {
            id: 5,
            key: 'ENG',
            name: 'E',
            type: 'global',
            _links: { webui: '/spaces/ENG', base: 'https://evil.example' },
          },
        ],
        _links: { base: 'https://evil.example' },
      });
    const confluenceClient = open({
      siteUrl: 'https://acme.example',
      gateway: { url: upstream().origin, cloudId: 'abc' },
    });
    const space = await confluenceClient.forCall({}).spaces.get('ENG');
    expect(space).toMatchObject({ id: '5', url: 'https://acme.example/wiki/spaces/ENG', homepageId: null });
    expect(upstream().requests[0]?.url).toMatch(/^\/ex\/confluence\/abc\/wiki\/api\/v2\/spaces\?/);
  });

  it('takes a visitor without a name for rejected credentials', async () => {
    upstream().handler = (_req, res) => answer(res, 200, { type: 'anonymous', displayName: 'Anonymous' });
    expect((await caught(open().ping())).code).toBe('CREDENTIALS_REJECTED');
  });

  it('pings once, even when the answer is one that others would repeat', async () => {
    upstream().handler = (_req, res) => answer(res, 503, '');
    expect((await caught(open().ping())).code).toBe('UPSTREAM_UNAVAILABLE');
    expect(upstream().requests).toHaveLength(1);
  });

  it('[C9] goes on in a list at its own origin only, wherever the next link points', async () => {
    upstream().handler = (req, res) =>
      answer(res, 200, {
        results: [],
        _links: req.url?.includes('cursor=') ? {} : { next: 'https://evil.example/steal?cursor=abc%3D&limit=999' },
      });
    const { spaces } = open().forCall({});
    const { nextCursor } = await spaces.list({ limit: 2 });
    expect((await spaces.list({ limit: 2, cursor: nextCursor ?? undefined })).nextCursor).toBeNull();
    expect(upstream().requests[1]?.url).toBe('/wiki/api/v2/spaces?status=current&limit=2&cursor=abc%3D');
  });

  it('does not take a list for complete that goes on without saying how', async () => {
    upstream().handler = (_req, res) =>
      answer(res, 200, { results: [], _links: { next: '/rest/api/search?start=25' } });
    expect((await caught(open().forCall({}).search.cql('type = page', { limit: 25 }))).code).toBe(
      'UPSTREAM_UNAVAILABLE',
    );
  });

  it('does not take an answer without a body for an empty page', async () => {
    const page = { id: '7', status: 'current', title: 'T', spaceId: '1', version: { number: 1 }, body: {} };
    upstream().handler = (_req, res) => answer(res, 200, page);
    expect((await caught(open().forCall({}).pages.get('7'))).code).toBe('UPSTREAM_UNAVAILABLE');
  });
});
