import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../../../src/sandbox/index.js';
import type { WireJson } from '../../../support/sandbox.js';
import { callAs, useDataCenter } from '../data-center.js';

const path = '/rest/api/content';
const container = { id: seedIds.meetingNotes, type: 'page' };
const body = { storage: { value: '<p>Well</p>', representation: 'storage' } };

describe('comments', () => {
  const sandbox = useDataCenter();
  const add = (more: object, who?: string) =>
    callAs(sandbox(), who).post(path, { type: 'comment', container, body, ...more });
  const list = async (query = '') => {
    const answer = await callAs(sandbox()).get(`${path}/${seedIds.meetingNotes}/child/comment?${query}`);
    return answer.body.results as WireJson[];
  };
  const ids = async (query?: string) => (await list(query)).map(({ id }) => id as string);
  const resolve = (id: string, resolved: string, who?: string) =>
    callAs(sandbox(), who).put(`/rest/inlinecomments/1.0/comments/${id}/resolve/${resolved}/dangling/false`, {});

  it('are listed as roots, with depth=all as threads, by their locations', async () => {
    const { inlineComment, inlineReply, footerComment } = seedIds;
    expect(await ids()).toEqual([inlineComment, footerComment]);
    expect(await ids('depth=all')).toEqual([inlineComment, inlineReply, footerComment]);
    expect(await ids('depth=all&location=inline')).toEqual([inlineComment, inlineReply]);
    expect(await ids('location=footer&location=resolved')).toEqual([footerComment]);
    await resolve(inlineComment, 'true');
    expect(await ids('depth=all&location=resolved')).toEqual([inlineComment, inlineReply]);
    expect(await ids('location=inline')).toEqual([]);
    const replies = await callAs(sandbox()).get(`${path}/${inlineComment}/child/comment`);
    expect(replies.body.results).toEqual([expect.objectContaining({ id: inlineReply })]);
  });

  it('tell where they hang and how they stand when asked', async () => {
    const expand = 'extensions.inlineProperties,extensions.resolution,ancestors,container,version,history,space';
    const [root, reply, footer] = await list(`depth=all&expand=${expand}`);
    expect(root.extensions).toMatchObject({
      location: 'inline',
      inlineProperties: { originalSelection: 'database migration' },
      resolution: { status: 'open' },
    });
    expect(reply.ancestors.map((one: WireJson) => one.id)).toEqual([seedIds.inlineComment]);
    expect(footer).toMatchObject({
      extensions: { location: 'footer' },
      container: { id: seedIds.meetingNotes },
      version: { number: 1, by: { username: 'amina' } },
      history: { createdBy: { username: 'amina' } },
      space: { key: 'ENG' },
    });
  });

  it('go on the foot of the page, and below others', async () => {
    const root = await add({});
    expect([root.status, root.body.extensions.location]).toEqual([200, 'footer']);
    const reply = await add({ ancestors: [{ id: root.body.id }] });
    expect(reply.body.ancestors.map((one: WireJson) => one.id)).toEqual([root.body.id]);
    const inline = await add({ ancestors: [{ id: seedIds.inlineReply }] });
    expect(inline.body.extensions.location).toBe('inline');
  });

  const selection = {
    ...{ originalSelection: 'three evenings', numMatches: 1, matchIndex: 0 },
    ...{ lastFetchTime: '1', serializedHighlights: '[]' },
  };

  it('go on a phrase with everything that the browser would send, and not with less', async () => {
    const inline = (inlineProperties: object) => add({ extensions: { location: 'inline', inlineProperties } });
    const { status, body: made } = await inline(selection);
    expect([status, made.extensions.inlineProperties.originalSelection]).toEqual([200, 'three evenings']);
    expect(sandbox().world.page(seedIds.meetingNotes).storage).toContain(
      `ac:ref="${made.extensions.inlineProperties.markerRef}">three evenings</`,
    );
    expect((await inline({ ...selection, lastFetchTime: undefined })).status).toBe(400);
    expect((await inline({ ...selection, originalSelection: 'four evenings' })).status).toBe(400);
  });

  it.each([
    ['no container', { container: undefined }, 400],
    ['a container that is not there', { container: { id: '1' } }, 404],
    ['no body', { body: undefined }, 400],
    [
      'a parent on another page',
      { container: { id: seedIds.onboarding }, ancestors: [{ id: seedIds.footerComment }] },
      400,
    ],
  ])('are refused with %s', async (_what, wrong, status) => {
    expect((await add(wrong)).status).toBe(status);
  });

  it('are changed and deleted by their authors, version by version', async () => {
    const change = { type: 'comment', version: { number: 2 }, body };
    const put = (more: object = {}, who = 'amina') =>
      callAs(sandbox(), who).put(`${path}/${seedIds.footerComment}`, { ...change, ...more });
    expect((await put()).body.version.number).toBe(2);
    expect((await put()).status).toBe(409);
    expect((await put({ type: 'page' })).status).toBe(400);
    expect((await put({ version: { number: 3 } }, 'jonas')).status).toBe(403);
    expect((await callAs(sandbox(), 'amina').delete(`${path}/${seedIds.footerComment}`)).status).toBe(204);
    expect(await ids()).toEqual([seedIds.inlineComment]);
  });

  it('are resolved and reopened beside the public interface', async () => {
    expect((await resolve(seedIds.inlineComment, 'true')).body.resolveProperties.resolved).toBe(true);
    const [root] = await list('expand=extensions.resolution');
    expect(root.extensions.resolution).toMatchObject({ status: 'resolved', lastModifier: { username: 'mcp-service' } });
    expect((await resolve(seedIds.inlineComment, 'false')).body.resolveProperties).toMatchObject({ resolved: false });
    expect((await resolve(seedIds.inlineComment, 'maybe')).status).toBe(404);
    expect((await resolve(seedIds.footerComment, 'true')).status).toBe(404);
    expect((await resolve(seedIds.inlineComment, 'true', 'priya')).status).toBe(403);
  });
});
