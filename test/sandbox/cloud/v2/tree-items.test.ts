import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../../../src/sandbox/index.js';
import { callAs, useSandbox } from '../../../support/sandbox.js';

const spaceId = seedIds.spaces.engineering;

describe('what stands in the tree without being a page', () => {
  const sandbox = useSandbox();

  it.each(['folder', 'whiteboard', 'database', 'embed'])(
    'a %s is made, found below its parent, and thrown away',
    async (type) => {
      const parentId = seedIds.onboarding;
      const made = await callAs(sandbox()).post(`/api/v2/${type}s`, { spaceId, title: 'Ideas', parentId });
      expect(made.body).toMatchObject({ type, title: 'Ideas', parentId, parentType: 'page', status: 'current' });
      const { id } = made.body;
      const child = expect.objectContaining({ id, type });
      const children = await callAs(sandbox()).get(`/api/v2/pages/${parentId}/direct-children`);
      expect(children.body.results).toEqual([child]);
      const below = await callAs(sandbox()).get(`/api/v2/pages/${seedIds.engineeringHome}/descendants?depth=3`);
      expect(below.body.results).toContainEqual(child);
      const above = await callAs(sandbox()).get(`/api/v2/${type}s/${id}/ancestors`);
      expect(above.body.results.at(-1)).toEqual({ id: parentId, type: 'page' });
      expect((await callAs(sandbox()).delete(`/api/v2/${type}s/${id}`)).status).toBe(204);
      expect((await callAs(sandbox()).get(`/api/v2/pages/${parentId}/direct-children`)).body.results).toEqual([]);
    },
  );

  it('takes pages below itself', async () => {
    const folder = await callAs(sandbox()).post('/api/v2/folders', { spaceId, title: 'Archive' });
    const body = { representation: 'storage', value: '<p>x</p>' };
    const page = await callAs(sandbox()).post('/api/v2/pages', {
      spaceId,
      title: 'In it',
      parentId: folder.body.id,
      body,
    });
    expect(page.body).toMatchObject({ parentId: folder.body.id, parentType: 'folder' });
    const moved = await callAs(sandbox()).put(`/rest/api/content/${seedIds.onboarding}/move/append/${folder.body.id}`);
    expect(moved.status).toBe(200);
    const { body: list } = await callAs(sandbox()).get(`/api/v2/folders/${folder.body.id}/direct-children`);
    expect(list.results.map(({ id }: { id: string }) => id)).toEqual([page.body.id, seedIds.onboarding]);
  });

  it('has properties and operations of its own, and tells where an embed leads', async () => {
    const embedUrl = 'https://boards.sandbox.example/1';
    const { body } = await callAs(sandbox()).post('/api/v2/embeds', { spaceId, title: 'Board', embedUrl });
    const at = `/api/v2/embeds/${body.id}`;
    await callAs(sandbox()).post(`${at}/properties`, { key: 'colour', value: 'blue' });
    const read = await callAs(sandbox()).get(
      `${at}?include-properties=true&include-operations=true&include-labels=true`,
    );
    expect(read.body).toMatchObject({ embedUrl, properties: { results: [{ key: 'colour' }] } });
    expect(read.body.labels).toBeUndefined();
    expect((await callAs(sandbox()).get(`${at}/operations`)).body.operations[0].targetType).toBe('embed');
  });

  it('is no page under the address of pages', async () => {
    expect((await callAs(sandbox()).get(`/api/v2/pages/${seedIds.releases}`)).status).toBe(404);
    expect((await callAs(sandbox()).get(`/api/v2/folders/${seedIds.onboarding}`)).status).toBe(404);
    expect((await callAs(sandbox()).get(`/api/v2/whiteboards/${seedIds.releases}`)).status).toBe(404);
  });

  it('is found by its type', async () => {
    await callAs(sandbox()).post('/api/v2/whiteboards', { spaceId, title: 'Retrospective' });
    const { body } = await callAs(sandbox()).get('/rest/api/search?cql=type=whiteboard');
    expect(body.results[0]).toMatchObject({ title: 'Retrospective', content: { type: 'whiteboard' } });
  });
});

describe('the owner of a page', () => {
  const sandbox = useSandbox();
  const yuki = '5b10a2844c20165700ede21g';
  const change = (ownerId: string) => ({
    ...{ id: seedIds.onboarding, status: 'current', title: 'Onboarding', ownerId },
    body: { representation: 'storage', value: '<p>x</p>' },
    version: { number: 3 },
  });

  it('changes with an update, and the one before is remembered', async () => {
    const path = `/api/v2/pages/${seedIds.onboarding}`;
    const { ownerId: before } = (await callAs(sandbox()).get(path)).body;
    await callAs(sandbox()).put(path, change(yuki));
    expect((await callAs(sandbox()).get(path)).body).toMatchObject({ ownerId: yuki, lastOwnerId: before });
    const cql = `/rest/api/content/search?cql=id=${seedIds.onboarding}&expand=history.ownedBy,history.lastOwnedBy`;
    const { history } = (await callAs(sandbox()).get(cql)).body.results[0];
    expect([history.ownedBy.accountId, history.lastOwnedBy.accountId]).toEqual([yuki, before]);
  });

  it('is somebody', async () => {
    const answer = await callAs(sandbox()).put(`/api/v2/pages/${seedIds.onboarding}`, change('nobody'));
    expect(answer.status).toBe(400);
    expect(sandbox().world.page(seedIds.onboarding).version.number).toBe(2);
  });
});

describe('the permissions of a space', () => {
  const sandbox = useSandbox();

  it('are told one operation each, groups by their ids', async () => {
    sandbox().world.space('ENG').access.push({ who: '5b10a2844c20165700ede21g', level: 'read' });
    const first = await callAs(sandbox()).get(`/api/v2/spaces/${spaceId}/permissions?limit=100`);
    const results = first.body.results as { id: string; principal: object; operation: object }[];
    expect(results).toContainEqual(
      expect.objectContaining({
        principal: { type: 'group', id: '0a1b2c3d-0000-4000-8000-000000000002' },
        operation: { key: 'create', targetType: 'page' },
      }),
    );
    expect(results.at(-1)).toMatchObject({
      principal: { type: 'user', id: '5b10a2844c20165700ede21g' },
      operation: { key: 'read', targetType: 'space' },
    });
    expect(new Set(results.map(({ id }) => id)).size).toBe(results.length);
  });

  it('come in pages, and only to who sees the space', async () => {
    const { body } = await callAs(sandbox()).get(`/api/v2/spaces/${spaceId}/permissions?limit=2`);
    expect(body.results).toHaveLength(2);
    expect(body._links.next).toContain('cursor=');
    expect((await callAs(sandbox(), 'omar').get(`/api/v2/spaces/${spaceId}/permissions`)).status).toBe(404);
  });
});
