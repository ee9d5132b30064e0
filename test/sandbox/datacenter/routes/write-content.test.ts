import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../../../src/sandbox/index.js';
import { callAs, useDataCenter } from '../data-center.js';

const storage = (value: string) => ({ storage: { value, representation: 'storage' } });
const path = '/rest/api/content';

describe('writing content', () => {
  const sandbox = useDataCenter();
  const page = (id: string) => sandbox().world.page(id);
  const create = (body: object, who?: string) => callAs(sandbox(), who).post(path, body);
  const update = (id: string, body: object, query = '') => callAs(sandbox()).put(`${path}/${id}${query}`, body);
  const remove = (id: string, query = '', who?: string) => callAs(sandbox(), who).delete(`${path}/${id}${query}`);
  const next = (id: string, more: object = {}) => ({
    ...{ id, type: 'page', title: page(id).title },
    version: { number: page(id).version.number + 1 },
    ...more,
  });

  it('puts a new page at the top of its space, or below its last ancestor', async () => {
    const top = await create({ type: 'page', title: 'Top', space: { key: 'ENG' }, body: storage('<p>x</p>') });
    expect([top.status, top.body.ancestors, top.body.body.storage.value]).toEqual([200, [], '<p>x</p>']);
    const ancestors = [{ id: seedIds.engineeringHome }, { id: seedIds.onboarding }];
    const below = await create({ type: 'page', title: 'Below', space: { key: 'ENG' }, ancestors, body: storage('') });
    expect(page(below.body.id).parentId).toBe(seedIds.onboarding);
  });

  it('makes blog posts and drafts', async () => {
    const post = await create({ type: 'blogpost', title: 'News', space: { key: 'ENG' }, body: storage('<p>n</p>') });
    expect(post.body.type).toBe('blogpost');
    const draft = await create({ type: 'page', title: 'Soon', status: 'draft', space: { key: 'ENG' } });
    const { id } = draft.body;
    expect((await callAs(sandbox()).get(`${path}/${id}`)).status).toBe(404);
    const publish = { id, type: 'page', title: 'Now', status: 'current', version: { number: 1 } };
    expect((await update(id, publish)).status).toBe(404);
    expect((await update(id, publish, '?status=draft')).body).toMatchObject({ status: 'current', title: 'Now' });
  });

  it.each([
    ['without a type', { title: 'x', space: { key: 'ENG' } }, 400],
    ['of another type', { type: 'poem', title: 'x', space: { key: 'ENG' } }, 400],
    ['without a space', { type: 'page', title: 'x' }, 400],
    ['in a space that is not there', { type: 'page', title: 'x', space: { key: 'NO' } }, 404],
    ['with a space key that is no text', { type: 'page', title: 'x', space: { key: 1 } }, 400],
    ['with a title that is taken', { type: 'page', title: 'onboarding', space: { key: 'ENG' } }, 400],
    ['below nothing', { type: 'page', title: 'x', space: { key: 'ENG' }, ancestors: [{ id: '1' }] }, 404],
    ['in a status of its own', { type: 'page', title: 'x', space: { key: 'ENG' }, status: 'secret' }, 400],
    ['in another format', { type: 'page', title: 'x', space: { key: 'ENG' }, body: { wiki: { value: 'h1. x' } } }, 400],
    ['that is not well-formed', { type: 'page', title: 'x', space: { key: 'ENG' }, body: storage('<p>') }, 400],
  ])('refuses content %s', async (_what, body, status) => {
    expect((await create(body)).status).toBe(status);
  });

  it('keeps readers from writing', async () => {
    expect((await create({ type: 'page', title: 'x', space: { key: 'ENG' } }, 'priya')).status).toBe(403);
    expect((await remove(seedIds.onboarding, '', 'priya')).status).toBe(403);
  });

  it('writes the next version; a body that is left out stays', async () => {
    const ancestors = [{ id: seedIds.engineeringHome }];
    const before = page(seedIds.onboarding).storage;
    const version = { number: 3, minorEdit: true, message: 'why' };
    const { status, body } = await update(seedIds.onboarding, next(seedIds.onboarding, { ancestors, version }));
    expect([status, body.version.number, body.version.message, body.version.minorEdit]).toEqual([200, 3, 'why', true]);
    expect(page(seedIds.onboarding)).toMatchObject({ storage: before, parentId: seedIds.engineeringHome });
  });

  it('takes a page whose ancestors are left out to the root of its space', async () => {
    await update(seedIds.onboarding, next(seedIds.onboarding, { body: storage('<p>x</p>') }));
    expect(page(seedIds.onboarding)).toMatchObject({ storage: '<p>x</p>', parentId: null });
  });

  it.each([1, 2, 4])('refuses version %d after 2 and tells the current one', async (number) => {
    const { status, body } = await update(seedIds.onboarding, next(seedIds.onboarding, { version: { number } }));
    expect([status, body.message]).toEqual([
      409,
      'com.atlassian.confluence.api.service.exceptions.api.ConflictException: Version must be incremented on update. Current version is: 2',
    ]);
  });

  it('moves with the ancestors, into another space too, and never below itself', async () => {
    const moved = await update(seedIds.releases, next(seedIds.releases, { ancestors: [{ id: seedIds.onboarding }] }));
    expect(moved.status).toBe(200);
    const away = { ancestors: [{ id: seedIds.peopleHome }], space: { key: 'HR' } };
    expect((await update(seedIds.releases, next(seedIds.releases, away))).body.space.key).toBe('HR');
    expect(page(seedIds.releaseOctober).spaceId).toBe(seedIds.spaces.people);
    await update(seedIds.timeOff, next(seedIds.timeOff, { space: { key: 'ENG' } }));
    expect(page(seedIds.timeOff)).toMatchObject({ spaceId: seedIds.spaces.engineering, parentId: null });
    const loop = { ancestors: [{ id: seedIds.releaseOctober }] };
    expect((await update(seedIds.releases, next(seedIds.releases, loop))).status).toBe(400);
  });

  it('changes neither place nor version when the new body is broken', async () => {
    const body = storage('<p>open');
    expect((await update(seedIds.timeOff, next(seedIds.timeOff, { space: { key: 'ENG' }, body }))).status).toBe(400);
    expect(page(seedIds.timeOff)).toMatchObject({ spaceId: seedIds.spaces.people, version: { number: 1 } });
  });

  it.each([
    ['another id', { id: '1' }],
    ['another type', { type: 'blogpost' }],
    ['no version', { version: undefined }],
    ['no title', { title: undefined }],
  ])('refuses an update with %s', async (_what, wrong) => {
    expect((await update(seedIds.onboarding, next(seedIds.onboarding, wrong))).status).toBe(400);
  });

  it('deletes in two steps, and restores from the trash in between', async () => {
    const id = seedIds.onboarding;
    expect((await remove(id, '?status=trashed')).status).toBe(409);
    expect((await remove(id)).status).toBe(204);
    expect((await callAs(sandbox()).get(`${path}/${id}`)).status).toBe(404);
    expect((await update(id, next(id))).status).toBe(404);
    expect((await update(id, next(id, { status: 'current' }), '?status=trashed')).body.status).toBe('current');
    await remove(id);
    expect((await remove(id)).status).toBe(404);
    expect((await remove(id, '?status=trashed')).status).toBe(204);
    expect((await callAs(sandbox()).get(`${path}/${id}?status=any`)).status).toBe(404);
  });

  it('deletes drafts as such', async () => {
    expect((await remove(seedIds.unfinishedDraft)).status).toBe(404);
    expect((await remove(seedIds.unfinishedDraft, '?status=draft')).status).toBe(204);
  });
});
