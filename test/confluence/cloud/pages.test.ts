import { describe, expect, it } from '@jest/globals';
import { caught } from '../../contract/caught.js';
import { openConfluenceClient } from '../open-client.js';
import { answer, useUpstream } from '../upstream.js';

const upstream = useUpstream();

describe('a page as the wire may tell it', () => {
  const wire = {
    id: '7',
    status: 'deleted',
    title: null,
    spaceId: 1,
    version: { number: 2 },
    body: { storage: { value: '' } },
  };

  it('has a status and a URL even where the wire has other words or none', async () => {
    upstream().handler = (req, res) =>
      req.url?.includes('/spaces')
        ? answer(res, 200, { results: [{ id: '1', key: 'ENG', name: 'E', type: 'global' }] })
        : answer(res, 200, wire);
    expect(await openConfluenceClient(upstream()).forCall({}).pages.get('7')).toMatchObject({
      ...{ status: 'trashed', title: '', parentId: null, updatedAt: null, body: '' },
      url: `${upstream().origin}/wiki/pages/viewpage.action?pageId=7`,
    });
  });

  it('is not shown without knowing its space', async () => {
    upstream().handler = (req, res) =>
      req.url?.includes('/spaces') ? answer(res, 200, { results: [] }) : answer(res, 200, wire);
    expect((await caught(openConfluenceClient(upstream()).forCall({}).pages.get('7'))).code).toBe('NOT_FOUND');
  });

  it('fails as itself when one of the places to look fails', async () => {
    upstream().handler = (req, res) => answer(res, req.url?.includes('get-draft') ? 500 : 404, '');
    expect((await caught(openConfluenceClient(upstream()).forCall({}).pages.get('7'))).code).toBe(
      'UPSTREAM_UNAVAILABLE',
    );
    upstream().handler = (_req, res) => answer(res, 403, '');
    expect((await caught(openConfluenceClient(upstream()).forCall({}).pages.get('7'))).code).toBe('FORBIDDEN');
  });

  it('is not deleted as a blog post or a draft when deleting it fails', async () => {
    upstream().handler = (_req, res) => answer(res, 403, '');
    const call = openConfluenceClient(upstream()).forCall({}).pages.delete('7', { purge: false });
    expect((await caught(call)).code).toBe('FORBIDDEN');
    expect(upstream().requests).toHaveLength(1);
  });
});

describe('a space without a homepage', () => {
  it('is no page', async () => {
    upstream().handler = (_req, res) =>
      answer(res, 200, { results: [{ id: '1', key: 'ENG', name: 'E', type: 'global' }] });
    const { pages } = openConfluenceClient(upstream()).forCall({});
    const error = await caught(pages.resolveId(`${upstream().origin}/wiki/spaces/ENG`));
    expect(error).toMatchObject({ code: 'NOT_FOUND' });
  });
});
