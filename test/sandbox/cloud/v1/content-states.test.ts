import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../../../src/sandbox/index.js';
import { callAs, useSandbox } from '../../../support/sandbox.js';

const path = `/rest/api/content/${seedIds.onboarding}/state`;

describe('the status of a page', () => {
  const sandbox = useSandbox();

  it('is nothing at first, and then what it was set to, in a new version with the same body', async () => {
    const before = sandbox().world.page(seedIds.onboarding).version;
    expect((await callAs(sandbox()).get(path)).body).toEqual({ contentState: null });
    const set = await callAs(sandbox()).put(`${path}?status=current`, { id: 1 });
    expect(set.body).toMatchObject({ contentState: { id: 1, name: 'In progress', color: '#2684ff' } });
    expect((await callAs(sandbox()).get(path)).body).toEqual(set.body);
    const after = sandbox().world.page(seedIds.onboarding).version;
    expect([after.number, after.storage, after.title]).toEqual([before.number + 1, before.storage, before.title]);
  });

  it('goes again', async () => {
    await callAs(sandbox()).put(`${path}?status=current`, { id: 0 });
    expect((await callAs(sandbox()).delete(path)).body.contentState).toBeNull();
  });

  it('of the draft is apart from that of the page', async () => {
    await callAs(sandbox()).put(`${path}?status=draft`, { id: 0 });
    expect((await callAs(sandbox()).get(`${path}?status=draft`)).body.contentState.id).toBe(0);
    expect((await callAs(sandbox()).get(path)).body.contentState).toBeNull();
    expect(sandbox().world.page(seedIds.onboarding).version.number).toBe(2);
  });

  it('can be made up, and is offered again to who made it', async () => {
    const wanted = { name: 'Waiting for legal', color: '#8777D9' };
    const first = await callAs(sandbox()).put(`${path}?status=current`, wanted);
    const again = await callAs(sandbox()).put(`${path}?status=current`, wanted);
    expect(again.body.contentState).toEqual(first.body.contentState);
    const offered = await callAs(sandbox()).get(`${path}/available`);
    expect(offered.body.customContentStates).toEqual([first.body.contentState]);
    expect(offered.body.spaceContentStates).toHaveLength(3);
    expect((await callAs(sandbox(), 'amina').get('/rest/api/content-states')).body).toEqual([]);
  });

  it.each([
    ['no status of the content', path, { id: 1 }],
    ['an id that nobody knows', `${path}?status=current`, { id: 77 }],
    ['a name of 21 letters', `${path}?status=current`, { name: 'x'.repeat(21), color: '#ffffff' }],
    ['a colour by name', `${path}?status=current`, { name: 'x', color: 'red' }],
  ])('refuses %s', async (_what, target, body) => {
    expect((await callAs(sandbox()).put(target, body)).status).toBe(400);
  });

  it('is shown to readers and set by editors; the settings of the space are its administrators’', async () => {
    expect((await callAs(sandbox(), 'priya').get(path)).status).toBe(200);
    expect((await callAs(sandbox(), 'priya').put(`${path}?status=current`, { id: 1 })).status).toBe(403);
    expect((await callAs(sandbox(), 'priya').get('/rest/api/space/ENG/state')).status).toBe(200);
    expect((await callAs(sandbox(), 'amina').get('/rest/api/space/ENG/state/settings')).status).toBe(403);
    expect((await callAs(sandbox()).get('/rest/api/space/ENG/state/settings')).body.contentStatesAllowed).toBe(true);
  });
});
