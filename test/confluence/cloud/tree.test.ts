import { describe, expect, it } from '@jest/globals';
import { caught } from '../../contract/caught.js';
import { openConfluenceClient } from '../open-client.js';
import { answer, useUpstream } from '../upstream.js';

const upstream = useUpstream();
const call = () => openConfluenceClient(upstream()).forCall({});

describe('ancestors', () => {
  it('go on above a full portion, even when its top is a folder', async () => {
    const portion = [{ id: '9', type: 'folder' }].concat(
      Array.from({ length: 249 }, (_, index) => ({ id: String(1_000 + index), type: 'page' })),
    );
    upstream().handler = (req, res) =>
      answer(res, 200, {
        results: req.url?.startsWith('/wiki/api/v2/folders/9/') === true ? [{ id: '1', type: 'page' }] : portion,
      });
    const ancestors = await call().pages.ancestors('7');
    expect(ancestors.slice(0, 3)).toEqual(['1', '9', '1000']);
    expect(ancestors).toHaveLength(251);
  });

  it('of a draft at the top of a space are none', async () => {
    const draft = { id: '7', status: 'draft', spaceId: '1', version: { number: 1 } };
    upstream().handler = (req, res) =>
      req.url?.includes('get-draft=true') === true && req.url.includes('/pages/')
        ? answer(res, 200, draft)
        : answer(res, 404, {});
    expect(await call().pages.ancestors('7')).toEqual([]);
  });

  it('are missing where they cannot be read though the page can', async () => {
    const page = { id: '7', status: 'current', spaceId: '1', version: { number: 1 } };
    upstream().handler = (req, res) =>
      req.url?.includes('/ancestors') === true ? answer(res, 404, {}) : answer(res, 200, page);
    expect((await caught(call().pages.ancestors('7'))).code).toBe('NOT_FOUND');
  });
});

describe('a moved page', () => {
  it('whose caller goes away while it is read back ends with the reason of the caller', async () => {
    const controller = new AbortController();
    const reason = new Error('gone');
    upstream().handler = (req, res) => {
      if (req.method === 'PUT') answer(res, 200, { pageId: '7' });
      else controller.abort(reason);
    };
    const { pages } = openConfluenceClient(upstream()).forCall({ signal: controller.signal });
    await expect(pages.move('7', { kind: 'child', parentId: '8' })).rejects.toBe(reason);
  });
});
