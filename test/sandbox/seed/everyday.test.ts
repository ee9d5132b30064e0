import { describe, expect, it } from '@jest/globals';
import { everydayIds as ids, seedIds, seedPeople, startSandbox } from '../../../src/sandbox/index.js';
import { assertWellFormed } from '../../../src/sandbox/world/storage-xml.js';
import { useDataCenter } from '../datacenter/data-center.js';
import { callAs, useSandbox } from '../../support/sandbox.js';

describe('the site for everyday tasks', () => {
  const sandbox = useSandbox({ seed: 'everyday' });

  it('adds to the company and changes nothing of it', async () => {
    const company = await startSandbox();
    for (const [id, { storage, title, parentId, position }] of company.world.contents) {
      const same = sandbox().world.page(id);
      expect([same.storage, same.title, same.parentId, same.position]).toEqual([storage, title, parentId, position]);
    }
    await company.close();
    for (const { storage } of sandbox().world.contents.values()) expect(() => assertWellFormed(storage)).not.toThrow();
  });

  it('has an archive of twenty pages, and pages for newcomers with a page below a page', async () => {
    const children = async (id: string) =>
      (await callAs(sandbox()).get(`/api/v2/pages/${id}/direct-children?limit=50`)).body.results.length;
    expect([
      await children(ids.archive2024),
      await children(ids.newcomers),
      await children(ids.newcomersAccess),
    ]).toEqual([20, 2, 1]);
  });

  it('has a runbook whose owner is not its last editor, with properties, a status and a draft that differs', async () => {
    const path = `/api/v2/pages/${ids.ledgerRunbook}`;
    const { body } = await callAs(sandbox()).get(`${path}?include-properties=true&body-format=storage`);
    expect(body).toMatchObject({
      ownerId: seedPeople.jonas,
      lastOwnerId: seedPeople.amina,
      version: { authorId: seedPeople.yuki },
    });
    expect(body.properties.results.map(({ key }: { key: string }) => key)).toContain('content-appearance-published');
    const draft = await callAs(sandbox()).get(`${path}?get-draft=true&body-format=storage`);
    expect(draft.body.body.storage.value).not.toBe(body.body.storage.value);
    const state = await callAs(sandbox()).get(`/rest/api/content/${ids.ledgerRunbook}/state`);
    expect(state.body.contentState.name).toBe('Ready for review');
  });

  it('has minutes with an open comment, a diagram with its file and caption, and all kinds of items', async () => {
    const comments = await callAs(sandbox()).get(`/api/v2/pages/${ids.planningMinutes}/inline-comments`);
    expect(comments.body.results).toMatchObject([{ id: ids.planningComment, resolutionStatus: 'open' }]);
    const files = await callAs(sandbox()).get(`/api/v2/pages/${ids.reserveDesign}/attachments`);
    expect(files.body.results).toMatchObject([{ title: 'reserve-flow.png' }]);
    const below = await callAs(sandbox()).get(`/api/v2/pages/${ids.operations}/direct-children`);
    const types = below.body.results.map(({ type }: { type: string }) => type);
    expect(types).toEqual(['page', 'page', 'whiteboard', 'database', 'embed', 'page']);
    expect((await callAs(sandbox()).get(`/api/v2/pages/${ids.liveDoc}`)).body.subtype).toBe('live');
    expect((await callAs(sandbox()).get(`/api/v2/pages/${seedIds.onboarding}`)).body.subtype).toBeUndefined();
  });
});

describe('the same site as Data Center', () => {
  const sandbox = useDataCenter({ seed: 'everyday' });

  it('has pages alone, written by user keys, and the draft', () => {
    const { world } = sandbox();
    expect([ids.whiteboard, ids.database, ids.embed].some((id) => world.contents.has(id))).toBe(false);
    expect(world.page(ids.ledgerRunbook).storage).toContain('ri:userkey=');
    expect(world.page(ids.ledgerRunbook).draft?.storage).toContain('To do: alerts.');
    expect(world.page(ids.liveDoc).subtype).toBeNull();
  });
});
