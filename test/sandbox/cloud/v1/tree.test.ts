import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../../../src/sandbox/index.js';
import { callAs, useSandbox, type WireJson } from '../../../support/sandbox.js';

describe('moving and copying', () => {
  const sandbox = useSandbox();
  const page = (id: string) => sandbox().world.page(id);
  const move = (id: string, position: string, targetId: string, who?: string) =>
    callAs(sandbox(), who).put(`/rest/api/content/${id}/move/${position}/${targetId}`);
  const children = async (id: string) =>
    (await callAs(sandbox()).get(`/api/v2/pages/${id}/direct-children`)).body.results.map(
      (one: WireJson) => one.id as string,
    );

  it('appends a page below another', async () => {
    const { status, body } = await move(seedIds.onboarding, 'append', seedIds.paymentsRunbook);
    expect([status, body]).toEqual([200, { pageId: seedIds.onboarding }]);
    expect(await children(seedIds.paymentsRunbook)).toEqual([seedIds.onboarding]);
  });

  it('puts a page before or after a sibling', async () => {
    await move(seedIds.onboarding, 'before', seedIds.paymentsRunbook);
    await move(seedIds.meetingNotes, 'after', seedIds.paymentsRunbook);
    expect((await children(seedIds.engineeringHome)).slice(0, 3)).toEqual([
      seedIds.onboarding,
      seedIds.paymentsRunbook,
      seedIds.meetingNotes,
    ]);
  });

  it('takes descendants along into another space', async () => {
    await move(seedIds.releases, 'append', seedIds.peopleHome);
    expect(page(seedIds.releaseOctober).spaceId).toBe(seedIds.spaces.people);
  });

  it('refuses loops, unknown positions, blog posts and titles that are taken there', async () => {
    expect((await move(seedIds.releases, 'append', seedIds.releaseOctober)).status).toBe(400);
    expect((await move(seedIds.releases, 'append', seedIds.releases)).status).toBe(400);
    expect((await move(seedIds.onboarding, 'inside', seedIds.releases)).status).toBe(400);
    expect((await move(seedIds.launchPost, 'append', seedIds.releases)).status).toBe(400);
    await callAs(sandbox()).post('/api/v2/pages', { spaceId: seedIds.spaces.people, title: 'Onboarding' });
    expect((await move(seedIds.onboarding, 'append', seedIds.peopleHome)).status).toBe(400);
  });

  it('needs rights at both ends', async () => {
    expect((await move(seedIds.onboarding, 'append', seedIds.peopleHome, 'amina')).status).toBe(403);
    expect((await move(seedIds.onboarding, 'append', seedIds.releases, 'priya')).status).toBe(403);
    expect((await move(seedIds.onboarding, 'append', '1')).status).toBe(404);
  });

  const copy = (body: object) => callAs(sandbox()).post(`/rest/api/content/${seedIds.checkoutArchitecture}/copy`, body);

  it('copies a page with what is asked for and nothing else', async () => {
    const destination = { type: 'parent_page', value: seedIds.peopleHome };
    const bare = await copy({ destination, pageTitle: 'Bare' });
    expect(page(bare.body.id)).toMatchObject({ labels: [], parentId: seedIds.peopleHome });
    await callAs(sandbox()).post(`/api/v2/pages/${seedIds.checkoutArchitecture}/properties`, { key: 'k', value: 1 });
    const full = await copy({
      ...{ destination, copyLabels: true, copyAttachments: true, copyProperties: true, copyPermissions: true },
      body: { storage: { value: '<p>other</p>', representation: 'storage' } },
    });
    const made = page(full.body.id);
    expect([made.title, made.storage, made.labels.length, made.properties.length]).toEqual([
      'Checkout architecture',
      '<p>other</p>',
      2,
      1,
    ]);
    const files = await callAs(sandbox()).get(`/api/v2/pages/${made.id}/attachments`);
    expect(files.body.results).toHaveLength(2);
  });

  it('copies to the root of a space, or over an existing page', async () => {
    const atRoot = await copy({ destination: { type: 'space', value: 'HR' } });
    expect(page(atRoot.body.id)).toMatchObject({ parentId: null, spaceId: seedIds.spaces.people });
    await copy({ destination: { type: 'existing_page', value: seedIds.onboarding }, pageTitle: 'Overwritten' });
    expect(page(seedIds.onboarding)).toMatchObject({
      title: 'Overwritten',
      storage: page(seedIds.checkoutArchitecture).storage,
    });
  });

  it.each([
    [{}, 400],
    [{ destination: { type: 'moon', value: '1' } }, 400],
    [{ destination: { type: 'space', value: 'NONE' } }, 404],
    [{ destination: { type: 'parent_page', value: seedIds.engineeringHome } }, 400],
  ])('does not copy with %j', async (body, status) => {
    expect((await copy(body)).status).toBe(status);
  });
});
