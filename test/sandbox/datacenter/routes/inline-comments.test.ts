import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../../../src/sandbox/index.js';
import { callAs, useDataCenter } from '../data-center.js';

const comments = '/rest/inlinecomments/1.0/comments';
const listed = `${comments}?containerId=${seedIds.meetingNotes}`;
const wanted = {
  ...{ originalSelection: 'three evenings', numMatches: 1, matchIndex: 0, containerId: seedIds.meetingNotes },
  ...{ body: '<p>Why three?</p>', lastFetchTime: '1', serializedHighlights: '[]', parentCommentId: '0' },
};

describe('the interface of the page view for comments on a phrase', () => {
  const sandbox = useDataCenter();

  it('lists the threads of a page and the answers of a thread, bodies rendered and ids as numbers', async () => {
    const { body } = await callAs(sandbox()).get(listed);
    expect(body).toEqual([
      expect.objectContaining({
        id: Number(seedIds.inlineComment),
        authorUserName: 'yuki',
        originalSelection: 'database migration',
        markerRef: expect.any(String),
        parentCommentId: 0,
        lastModificationDate: 'Nov 17, 2026',
        resolveProperties: { resolved: false, resolvedTime: 0, resolvedByDangling: false },
      }),
    ]);
    const replies = await callAs(sandbox()).get(`${comments}/${seedIds.inlineComment}/replies`);
    expect(replies.body).toMatchObject([{ id: Number(seedIds.inlineReply), parentCommentId: body[0].id }]);
    expect((await callAs(sandbox()).get(`${comments}/${seedIds.inlineComment}`)).body).toEqual(body[0]);
    expect((await callAs(sandbox()).get(comments)).status).toBe(400);
  });

  it('puts a comment on a phrase of the page', async () => {
    const { status, body } = await callAs(sandbox(), 'jonas').post(comments, wanted);
    expect([status, body.authorUserName, body.originalSelection]).toEqual([200, 'jonas', 'three evenings']);
    const { storage } = sandbox().world.page(seedIds.meetingNotes);
    expect(storage).toContain(`<ac:inline-comment-marker ac:ref="${body.markerRef}">three evenings</`);
    expect((await callAs(sandbox()).get(listed)).body).toHaveLength(2);
  });

  it.each([
    ['a phrase that the page does not have', { originalSelection: 'four evenings' }, 412],
    ['another count of it than the page has', { numMatches: 2 }, 412],
    ['an index past its count', { matchIndex: 1 }, 412],
    ['no phrase', { originalSelection: undefined }, 400],
    ['a count as text', { numMatches: '1' }, 400],
    ['no time of the last fetch', { lastFetchTime: undefined }, 400],
    ['a page that is not there', { containerId: '1' }, 404],
    ['a body that does not parse', { body: '<p>' }, 400],
  ])('refuses %s', async (_what, wrong, status) => {
    expect((await callAs(sandbox()).post(comments, { ...wanted, ...wrong })).status).toBe(status);
    expect(
      sandbox()
        .world.page(seedIds.meetingNotes)
        .storage.match(/inline-comment-marker ac:ref/g),
    ).toHaveLength(1);
  });

  it('answers a thread in two ways', async () => {
    const replies = `${comments}/${seedIds.inlineComment}/replies`;
    const first = await callAs(sandbox()).post(`${replies}?containerId=${seedIds.meetingNotes}`, { body: '<p>a</p>' });
    const second = await callAs(sandbox()).post(comments, { ...wanted, parentCommentId: seedIds.inlineComment });
    expect([first.body.parentCommentId, second.body.parentCommentId]).toEqual([229377, 229377]);
    expect((await callAs(sandbox()).get(replies)).body).toHaveLength(3);
  });

  it('changes, resolves and deletes', async () => {
    const at = `${comments}/${seedIds.inlineComment}`;
    const { body } = await callAs(sandbox(), 'yuki').put(at, { body: '<p>And now?</p>' });
    expect(body.body).toBe('<p>And now?</p>');
    expect((await callAs(sandbox(), 'jonas').put(at, { body: '<p>Mine</p>' })).status).toBe(403);
    const resolved = await callAs(sandbox()).put(`${at}/resolve/true/dangling/false`, body);
    expect(resolved.body.resolveProperties).toMatchObject({ resolved: true, resolvedUser: 'MCP Service' });
    expect((await callAs(sandbox(), 'yuki').delete(at)).status).toBe(200);
    expect((await callAs(sandbox()).get(listed)).body).toEqual([]);
  });
});

describe('the permissions of a space', () => {
  const sandbox = useDataCenter();

  it('name groups, and users by their keys alone, to who administers the space', async () => {
    sandbox().world.space('ENG').access.push({ who: 'anonymous', level: 'read' });
    sandbox().world.space('ENG').access.push({ who: '8a8181a25c1f0001015c1f0a00010003', level: 'read' });
    const { body } = await callAs(sandbox()).get('/rest/api/space/ENG/permissions');
    expect(body[0]).toEqual({
      operation: { targetType: 'space', operationKey: 'read' },
      subject: { type: 'group', name: 'engineering' },
      spaceKey: 'ENG',
      spaceId: 98310,
    });
    expect(body.at(-2).subject).toEqual({ type: 'anonymous' });
    expect(body.at(-1).subject).toEqual({ type: 'user', userKey: '8a8181a25c1f0001015c1f0a00010003' });
    expect((await callAs(sandbox(), 'amina').get('/rest/api/space/ENG/permissions')).status).toBe(403);
    expect((await callAs(sandbox()).get('/rest/api/space/NOPE/permissions')).status).toBe(404);
  });
});

describe('the rate limit of Data Center', () => {
  const sandbox = useDataCenter();

  it('tells of its bucket of tokens, and none of what Cloud tells', async () => {
    sandbox().faults.rateLimit({ perSecond: 0, retryAfterSeconds: 3 });
    const { status, headers, body } = await callAs(sandbox()).get('/rest/api/space');
    expect([status, body]).toEqual([429, undefined]);
    expect(Object.fromEntries(headers)).toMatchObject({
      'retry-after': '3',
      'x-ratelimit-limit': '0',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-interval-seconds': '1',
      'x-ratelimit-fillrate': '0',
    });
    expect(headers.has('x-ratelimit-reset')).toBe(false);
  });
});
