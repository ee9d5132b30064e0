import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../../../src/sandbox/index.js';
import { callAs, useSandbox } from '../../../support/sandbox.js';

const pageId = seedIds.meetingNotes;
const body = { representation: 'storage', value: '<p>text</p>' };
const selection = (textSelection: string, textSelectionMatchCount = 1, textSelectionMatchIndex = 0) => ({
  inlineCommentProperties: { textSelection, textSelectionMatchCount, textSelectionMatchIndex },
});

describe('comments', () => {
  const sandbox = useSandbox();
  const caller = (who?: string) => callAs(sandbox(), who);
  const inline = `/api/v2/inline-comments/${seedIds.inlineComment}`;
  const footer = `/api/v2/footer-comments/${seedIds.footerComment}`;

  it('list roots by page and replies by their parent', async () => {
    const roots = await caller().get(`/api/v2/pages/${pageId}/inline-comments?body-format=storage`);
    expect(roots.body.results).toHaveLength(1);
    expect(roots.body.results[0]).toMatchObject({
      id: seedIds.inlineComment,
      pageId,
      resolutionStatus: 'open',
      properties: { inlineOriginalSelection: 'database migration' },
    });
    const replies = await caller().get(`${inline}/children`);
    expect(replies.body.results).toMatchObject([{ id: seedIds.inlineReply, parentCommentId: seedIds.inlineComment }]);
    expect((await caller().get(`/api/v2/pages/${pageId}/footer-comments`)).body.results).toHaveLength(1);
  });

  it('are created with status 201 on exactly one container', async () => {
    const created = await caller('amina').post('/api/v2/footer-comments', { pageId, body });
    expect([created.status, created.body.version.number]).toEqual([201, 1]);
    const reply = await caller().post('/api/v2/footer-comments', { parentCommentId: created.body.id, body });
    expect(reply.body.parentCommentId).toBe(created.body.id);
    const both = await caller().post('/api/v2/footer-comments', { pageId, parentCommentId: created.body.id, body });
    expect(both.status).toBe(400);
    expect((await caller().post('/api/v2/footer-comments', { body })).status).toBe(400);
    expect((await caller().post('/api/v2/footer-comments', { pageId })).status).toBe(400);
    expect((await caller().post('/api/v2/inline-comments', { parentCommentId: created.body.id, body })).status).toBe(
      400,
    );
    expect((await caller('priya').post('/api/v2/footer-comments', { pageId, body })).status).toBe(403);
    expect((await caller('omar').post('/api/v2/footer-comments', { pageId, body })).status).toBe(404);
  });

  it('put a marker into the page, without a new version of it', async () => {
    const before = sandbox().world.page(pageId);
    const { number } = before.version;
    const { body: created } = await caller().post('/api/v2/inline-comments', {
      ...{ pageId, body },
      ...selection('three evenings'),
    });
    const ref = created.properties.inlineMarkerRef as string;
    const { storage, version } = sandbox().world.page(pageId);
    expect(storage).toContain(`<ac:inline-comment-marker ac:ref="${ref}">three evenings</ac:inline-comment-marker>`);
    expect([version.number, created.resolutionStatus]).toEqual([number, 'open']);
  });

  it.each([
    ['text that is not there', selection('nowhere')],
    ['a wrong count', selection('three evenings', 2)],
    ['no selection', {}],
  ])('are refused with %s', async (_what, properties) => {
    const before = sandbox().world.page(pageId).storage;
    expect((await caller().post('/api/v2/inline-comments', { pageId, body, ...properties })).status).toBe(400);
    expect(sandbox().world.page(pageId).storage).toBe(before);
  });

  it('are refused as a reply with a selection', async () => {
    const reply = { parentCommentId: seedIds.inlineComment, body };
    expect((await caller().post('/api/v2/inline-comments', { ...reply, ...selection('x') })).status).toBe(400);
    expect((await caller().post('/api/v2/inline-comments', reply)).status).toBe(201);
  });

  it('are resolved and reopened with the next version', async () => {
    const resolved = await caller().put(inline, { version: { number: 2 }, body, resolved: true });
    expect(resolved.body).toMatchObject({ resolutionStatus: 'resolved', version: { number: 2 } });
    expect(resolved.body.resolutionLastModifierId).toMatch(/^557058:/);
    const list = (status: string) =>
      caller().get(`/api/v2/pages/${pageId}/inline-comments?resolution-status=${status}`);
    expect((await list('resolved')).body.results).toHaveLength(1);
    expect((await list('open,reopened')).body.results).toHaveLength(0);
    const reopened = await caller().put(inline, { version: { number: 3 }, body, resolved: false });
    expect(reopened.body.resolutionStatus).toBe('reopened');
    const reply = `/api/v2/inline-comments/${seedIds.inlineReply}`;
    expect((await caller().put(reply, { version: { number: 2 }, body, resolved: true })).status).toBe(400);
  });

  it('dangle once their marker is gone from the page, and cannot be changed then', async () => {
    const page = sandbox().world.page(pageId);
    await caller().put(`/api/v2/pages/${pageId}`, {
      ...{ id: pageId, status: 'current', title: page.title, body, version: { number: page.version.number + 1 } },
    });
    expect((await caller().get(inline)).body.resolutionStatus).toBe('dangling');
    expect((await caller().put(inline, { version: { number: 2 }, body })).status).toBe(400);
  });

  it('are updated by their author or an administrator, with the next version', async () => {
    expect((await caller('jonas').put(footer, { version: { number: 2 }, body })).status).toBe(403);
    const stale = await caller('amina').put(footer, { version: { number: 1 }, body });
    expect([stale.status, stale.body.errors[0].title]).toEqual([409, expect.stringContaining('Current Version: [1]')]);
    const updated = await caller('amina').put(`${footer}?body-format=storage`, { version: { number: 2 }, body });
    expect(updated.body.body.storage.value).toBe('<p>text</p>');
    expect((await caller().get(`${footer}?version=1&body-format=storage`)).body.body.storage.value).toContain('Thanks');
    expect((await caller().get(`${footer}?version=7`)).status).toBe(404);
    expect((await caller().put(footer, { body })).status).toBe(400);
    expect((await caller().put(footer, { version: { number: 3 }, body, resolved: true })).status).toBe(400);
  });

  it('are deleted for good, with their replies', async () => {
    expect((await caller('priya').delete(inline)).status).toBe(403);
    expect((await caller().delete(inline)).status).toBe(204);
    expect((await caller().get(inline)).status).toBe(404);
    expect(sandbox().world.comments.has(seedIds.inlineReply)).toBe(false);
  });
});
