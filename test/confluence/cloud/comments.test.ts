import { describe, expect, it } from '@jest/globals';
import { caught } from '../../contract/caught.js';
import { openConfluenceClient } from '../open-client.js';
import { answer, useUpstream } from '../upstream.js';

const upstream = useUpstream();
const common = { version: { number: 1, authorId: null }, body: { storage: { value: '<p />' } } };

describe('a comment as the wire may tell it', () => {
  const serve = (comments: Record<string, object>): void => {
    upstream().handler = (req, res) => {
      const id = /footer-comments\/(\d+)/.exec(req.url ?? '')?.[1] ?? '';
      const comment = comments[id];
      if (comment === undefined) answer(res, 404, '');
      else answer(res, 200, { id, ...common, ...comment });
    };
  };
  const get = (id: string) => openConfluenceClient(upstream()).forCall({}).comments.get(id);

  it('is on the page of the comment that it answers when it does not name its own', async () => {
    serve({ 1: { pageId: '7' }, 2: { parentCommentId: '1' }, 3: { parentCommentId: '2' } });
    expect(await get('3')).toMatchObject({ id: '3', pageId: '7', replyTo: '2' });
  });

  it('is not served when it is on neither a page nor a blog post', async () => {
    serve({ 1: { attachmentId: 'att1' } });
    expect((await caught(get('1'))).code).toBe('NOT_SUPPORTED');
  });

  it('has an author without a name, and no date, where Confluence tells none', async () => {
    serve({ 1: { pageId: '7' } });
    expect(await get('1')).toMatchObject({ author: { id: '', name: '', email: null }, createdAt: null });
  });

  it('is not looked for among inline comments when footer comments fail', async () => {
    upstream().handler = (_req, res) => answer(res, 500, '');
    await caught(get('1'));
    expect(upstream().requests).toHaveLength(1);
  });

  it('fails when the names of authors fail for another reason than permission', async () => {
    serve({ 1: { pageId: '7', version: { number: 1, authorId: 'a' } } });
    const { handler } = upstream();
    upstream().handler = (req, res, attempt) =>
      req.url?.includes('users-bulk') ? answer(res, 500, '') : handler(req, res, attempt);
    expect((await caught(get('1'))).code).toBe('UPSTREAM_UNAVAILABLE');
  });
});
