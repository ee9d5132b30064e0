import { describe, expect, it } from '@jest/globals';
import { seedIds, seedPeople } from '../../../../src/sandbox/index.js';
import { callAs, useSandbox, type WireJson } from '../../../support/sandbox.js';

const spaceId = seedIds.spaces.engineering;
const storage = (value: string) => ({ representation: 'storage', value });
const onboarding = `/api/v2/pages/${seedIds.onboarding}`;

describe('pages', () => {
  const sandbox = useSandbox();
  const caller = () => callAs(sandbox());
  const create = (given: object = {}) =>
    caller().post('/api/v2/pages', { spaceId, title: 'New', body: storage('<p>one</p>'), ...given });
  const update = (id: string, given: object = {}) =>
    caller().put(`/api/v2/pages/${id}`, {
      ...{ id, status: 'current', title: 'New', body: storage('<p>two</p>'), version: { number: 2 } },
      ...given,
    });
  const messageOf = (answer: { body: WireJson }): string => answer.body.errors[0].title;

  it('are created below the homepage, with status 200 and an id above 2^53', async () => {
    const { status, body } = await create();
    expect([status, body.parentId, body.version.number, body.status]).toEqual([
      200,
      seedIds.engineeringHome,
      1,
      'current',
    ]);
    expect(Number.isSafeInteger(Number(body.id))).toBe(false);
    expect(sandbox().world.page(body.id).storage).toBe('<p>one</p>');
  });

  it('are created at the root or below a parent when asked, not both', async () => {
    const root = await caller().post('/api/v2/pages?root-level=true', { spaceId, title: 'Root' });
    expect(root.body.parentId).toBeNull();
    expect((await create({ parentId: seedIds.onboarding })).body.parentId).toBe(seedIds.onboarding);
    const both = await caller().post('/api/v2/pages?root-level=true', {
      spaceId,
      title: 'x',
      parentId: seedIds.onboarding,
    });
    expect(both.status).toBe(400);
  });

  it('take a nested body as well as a flat one', async () => {
    const { body } = await create({ body: { storage: storage('<p>nested</p>') } });
    expect(sandbox().world.page(body.id).storage).toBe('<p>nested</p>');
  });

  it('take the older markup, nested too, and keep it as storage', async () => {
    const wiki = { representation: 'wiki', value: 'h1. Limits\n* one' };
    const first = await create({ body: wiki });
    const second = await create({ title: 'Another', body: { wiki } });
    for (const { body } of [first, second]) {
      expect(sandbox().world.page(body.id).storage).toBe('<h1>Limits</h1><ul><li><p>one</p></li></ul>');
    }
  });

  it.each([
    ['an unknown space', { spaceId: '1' }, 404],
    ['an unknown parent', { parentId: '1' }, 404],
    ['a parent in another space', { parentId: seedIds.timeOff }, 400],
    ['a title that is taken, in another case', { title: 'ONBOARDING' }, 400],
    ['no title', { title: undefined }, 400],
    ['an empty title', { title: ' ' }, 400],
    ['a title that is too long', { title: 'x'.repeat(256) }, 400],
    ['an unknown status', { status: 'archived' }, 400],
    ['storage that is not well-formed', { body: storage('<p>a<br></p>') }, 400],
    ['a body without a value', { body: { representation: 'storage' } }, 400],
    ['a body in a format that nobody knows', { body: { representation: 'markdown', value: '# x' } }, 400],
  ])('are refused with %s', async (_what, given, status) => {
    expect((await create(given)).status).toBe(status);
  });

  it('name row and column of storage that does not parse', async () => {
    expect(messageOf(await create({ body: storage('<p>a & b</p>') }))).toMatch(
      /^Error parsing xhtml: .*\n at \[row,col \{unknown-source\}\]: \[1,\d+\]$/,
    );
  });

  it('answer without a body unless a format is asked for', async () => {
    expect((await caller().get(onboarding)).body.body).toEqual({});
    const stored = await caller().get(`${onboarding}?body-format=storage`);
    expect(stored.body.body.storage.value).toBe(sandbox().world.page(seedIds.onboarding).storage);
    const view = await caller().get(`${onboarding}?body-format=view`);
    expect(view.body.body.view.value).toContain('<h1>Your first week</h1>');
    const document = await caller().get(`${onboarding}?body-format=atlas_doc_format`);
    expect(JSON.parse(document.body.body.atlas_doc_format.value)).toMatchObject({ type: 'doc', version: 1 });
    expect((await caller().get(`${onboarding}?body-format=markdown`)).status).toBe(400);
    expect((await caller().get('/api/v2/pages?body-format=view')).status).toBe(400);
  });

  it('carry along what is asked for', async () => {
    await caller().post(`${onboarding}/properties`, { key: 'colour', value: 'red' });
    const { body } = await caller().get(
      `${onboarding}?include-labels=true&include-properties=true&include-versions=true&include-collaborators=true&include-likes=true`,
    );
    expect(body).toMatchObject({
      labels: {
        results: [{ name: 'onboarding' }],
        meta: { hasMore: false },
        _links: { self: `/wiki${onboarding}/labels` },
      },
      properties: { results: [{ key: 'colour', value: 'red' }] },
      versions: { results: [{ number: 2 }, { number: 1 }] },
      collaborators: { results: [{ accountId: seedPeople.amina }] },
      likes: { results: [] },
    });
    const home = await caller().get(`/api/v2/pages/${seedIds.engineeringHome}?include-direct-children=true`);
    expect(home.body.directChildren.results).toHaveLength(7);
    expect((await caller().get(`${onboarding}?include-labels=yes`)).status).toBe(400);
  });

  it('keep their old versions', async () => {
    const old = await caller().get(`${onboarding}?version=1`);
    expect([old.body.title, old.body.version.number, old.body.status]).toEqual(['Welcome', 1, 'historical']);
    expect((await caller().get(`${onboarding}?version=9`)).status).toBe(404);
    const list = await caller().get(`${onboarding}/versions`);
    expect(list.body.results.map((version: WireJson) => version.number)).toEqual([2, 1]);
    expect((await caller().get(`${onboarding}/versions?body-format=storage&limit=51`)).status).toBe(400);
    expect((await caller().get(`${onboarding}/versions/2`)).body).toMatchObject({ number: 2, prevVersion: 1 });
    expect((await caller().get(`${onboarding}/versions/3`)).status).toBe(404);
  });

  it('tell apart ids that are the same JavaScript number', async () => {
    const titles = [seedIds.incidentReviews, seedIds.japaneseRunbook].map(async (id) => {
      return (await caller().get(`/api/v2/pages/${id}`)).body.title as string;
    });
    expect(await Promise.all(titles)).toEqual(['Incident reviews', '決済障害の対応手順']);
  });

  it('are updated with the next version number and a message', async () => {
    const { id } = (await create()).body;
    const { status, body } = await update(id, { version: { number: 2, message: 'why' }, title: 'Newer' });
    expect([status, body.title, body.version.number, body.version.message]).toEqual([200, 'Newer', 2, 'why']);
    expect(sandbox().world.page(id).storage).toBe('<p>two</p>');
  });

  it.each([1, 3, 0, -1])(
    'answer 409 for version %i after version 1, with the current one in the text',
    async (number) => {
      const { id } = (await create()).body;
      const answer = await update(id, { version: { number } });
      expect(answer.status).toBe(409);
      expect(answer.body.errors[0]).toEqual({
        status: '409',
        code: 'CONFLICT',
        title: `Version must be incremented when updating a page. Current Version: [1]. Provided version: [${number}]`,
        detail: null,
      });
      expect(sandbox().world.page(id).storage).toBe('<p>one</p>');
    },
  );

  it.each([
    ['another id in the body', { id: '1' }],
    ['an id that is a number', { id: 1 }],
    ['no version', { version: undefined }],
    ['a version that is no number', { version: { number: '2' } }],
    ['no body', { body: undefined }],
    ['no title', { title: undefined }],
    ['another space', { spaceId: seedIds.spaces.people }],
    ['a title that is taken', { title: 'Onboarding' }],
    ['storage that is not well-formed', { body: storage('<p>') }],
  ])('are not updated with %s', async (_what, given) => {
    const { id } = (await create()).body;
    expect((await update(id, given)).status).toBe(400);
    expect(sandbox().world.page(id).version.number).toBe(1);
  });

  it('move below another parent, but not below themselves', async () => {
    const { id } = (await create()).body;
    const child = (await create({ title: 'Child', parentId: id })).body.id;
    expect((await update(id, { parentId: child })).status).toBe(400);
    expect((await update(id, { parentId: id })).status).toBe(400);
    expect((await update(id, { parentId: seedIds.onboarding })).body.parentId).toBe(seedIds.onboarding);
  });

  it('change their title and owner', async () => {
    const renamed = await caller().put(`${onboarding}/title`, { status: 'current', title: 'Start here' });
    expect([renamed.body.title, renamed.body.version.number]).toEqual(['Start here', 3]);
    const { id } = (await create()).body;
    expect((await update(id, { ownerId: seedPeople.jonas })).body.ownerId).toBe(seedPeople.jonas);
    expect((await caller().put(`${onboarding}/title`, { status: 'draft', title: 'x' })).status).toBe(404);
  });

  it('go to the trash, come back unchanged, and are purged from there alone', async () => {
    const { id } = (await create()).body;
    const path = `/api/v2/pages/${id}`;
    expect((await caller().delete(`${path}?purge=true`)).status).toBe(400);
    expect((await caller().delete(path)).status).toBe(204);
    expect((await caller().get(path)).body.status).toBe('trashed');
    expect((await caller().delete(path)).status).toBe(404);
    const restored = await update(id, { title: 'Ignored', body: storage('<p>ignored</p>') });
    expect([restored.body.status, restored.body.title, restored.body.version.number]).toEqual(['current', 'New', 2]);
    expect(sandbox().world.page(id).storage).toBe('<p>one</p>');
    await caller().delete(path);
    expect((await callAs(sandbox(), 'amina').delete(`${path}?purge=true`)).status).toBe(403);
    expect((await caller().delete(`${path}?purge=true`)).status).toBe(204);
    expect((await caller().get(path)).status).toBe(404);
  });

  it('cannot be restored over a page that took the title, nor as a draft', async () => {
    const { id } = (await create()).body;
    await caller().delete(`/api/v2/pages/${id}`);
    expect((await update(id, { status: 'draft' })).status).toBe(400);
    await create();
    expect((await update(id)).status).toBe(400);
  });

  it('leave their children to their parent when deleted; a homepage stays', async () => {
    const { id } = (await create()).body;
    const child = (await create({ title: 'Child', parentId: id })).body.id;
    await caller().delete(`/api/v2/pages/${id}`);
    expect(sandbox().world.page(child).parentId).toBe(seedIds.engineeringHome);
    expect((await caller().delete(`/api/v2/pages/${seedIds.engineeringHome}`)).status).toBe(400);
  });

  it('have drafts that only their author sees, published as version 1', async () => {
    const { id, status } = (await create({ status: 'draft', title: undefined })).body;
    const path = `/api/v2/pages/${id}`;
    expect(status).toBe('draft');
    expect((await caller().get(path)).status).toBe(404);
    expect((await caller().get(`${path}?get-draft=true`)).status).toBe(200);
    expect((await callAs(sandbox(), 'amina').get(`${path}?get-draft=true`)).status).toBe(404);
    expect((await update(id, { status: 'draft', version: { number: 2 } })).status).toBe(409);
    expect((await update(id, { status: 'draft', version: { number: 1 } })).body.version.number).toBe(1);
    expect((await update(id, { version: { number: 1 } })).body).toMatchObject({
      status: 'current',
      version: { number: 1 },
    });
  });

  it('keep unpublished changes beside what is published', async () => {
    const { id } = (await create()).body;
    const path = `/api/v2/pages/${id}`;
    await update(id, { status: 'draft', title: 'Better', version: { number: 1 } });
    expect((await caller().get(path)).body.title).toBe('New');
    const draft = await caller().get(`${path}?status=draft&body-format=storage`);
    expect([draft.body.title, draft.body.status, draft.body.body.storage.value]).toEqual([
      'Better',
      'draft',
      '<p>two</p>',
    ]);
    expect((await caller().delete(`${path}?draft=true`)).status).toBe(204);
    expect((await caller().delete(`${path}?draft=true`)).status).toBe(404);
    expect((await caller().get(`${path}?get-draft=true`)).body.title).toBe('New');
  });

  it('are gone for good when a draft is deleted', async () => {
    const path = `/api/v2/pages/${seedIds.unfinishedDraft}`;
    expect((await caller().delete(path)).status).toBe(404);
    expect((await caller().delete(`${path}?draft=true`)).status).toBe(204);
    expect(sandbox().world.contents.has(seedIds.unfinishedDraft)).toBe(false);
  });

  it('may be private to who made them', async () => {
    const made = await callAs(sandbox(), 'amina').post('/api/v2/pages?private=true', { spaceId, title: 'Mine' });
    expect((await callAs(sandbox(), 'jonas').get(`/api/v2/pages/${made.body.id}`)).status).toBe(404);
  });

  it('are listed by id, space, status, exact title and subtype', async () => {
    const titles = async (query: string) =>
      (await caller().get(`/api/v2/pages?${query}`)).body.results.map((page: WireJson) => page.title as string);
    expect(await titles(`id=${seedIds.onboarding},${seedIds.timeOff}&sort=title`)).toEqual(['Onboarding', 'Time off']);
    expect(await titles(`id=${seedIds.onboarding}&id=${seedIds.timeOff}&sort=-title`)).toEqual([
      'Time off',
      'Onboarding',
    ]);
    expect(await titles(`space-id=${seedIds.spaces.finance}`)).toEqual(
      ['Finance', 'Acquisition plans'].sort().reverse(),
    );
    expect(await titles('status=trashed')).toEqual(['Old deploy checklist']);
    expect(await titles('title=Onboarding')).toEqual(['Onboarding']);
    expect(await titles('title=onboarding')).toEqual([]);
    await create({ subtype: 'live', title: 'Live' });
    expect(await titles('subtype=live')).toEqual(['Live']);
    expect((await titles('sort=-modified-date'))[0]).toBe('Live');
    expect((await titles('sort=created-date&limit=1'))[0]).toBe('Engineering');
    expect((await caller().get('/api/v2/pages?sort=up')).status).toBe(400);
    expect((await caller().get(`/api/v2/pages?id=${'1,'.repeat(251)}`)).status).toBe(400);
  });
});
