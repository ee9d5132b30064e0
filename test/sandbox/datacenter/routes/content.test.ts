import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../../../src/sandbox/index.js';
import type { WireJson } from '../../../support/sandbox.js';
import { callAs, useDataCenter } from '../data-center.js';

describe('reading content', () => {
  const sandbox = useDataCenter({ contextPath: '/confluence' });
  const read = (id: string, query = '') => callAs(sandbox()).get(`/rest/api/content/${id}${query}`);
  const list = async (query: string, who?: string) =>
    (await callAs(sandbox(), who).get(`/rest/api/content?${query}`)).body;
  const ids = (body: WireJson) => body.results.map((one: WireJson) => one.id as string);

  it('expands history, space and version unless told otherwise, and names the rest', async () => {
    const { body } = await read(seedIds.paymentsRunbook);
    expect(body).toMatchObject({ id: seedIds.paymentsRunbook, type: 'page', status: 'current', space: { key: 'ENG' } });
    expect(body.version).toMatchObject({ number: 3, when: '2026-11-12T09:05:00.000+01:00', by: { username: 'amina' } });
    expect(body._expandable).toMatchObject({ body: '', ancestors: '' });
    expect(body._links).toMatchObject({
      base: sandbox().url,
      context: '/confluence',
      webui: '/spaces/ENG/pages/131073/Payments+runbook',
    });
  });

  it('expands what it is told, and inside of that', async () => {
    const expand =
      'body.storage,body.view,ancestors.version,metadata.labels,children.page,children.comment.body.storage,' +
      'descendants.attachment,restrictions.read.restrictions.user,container,space.homepage,history.contributors';
    const { body } = await read(seedIds.meetingNotes, `?expand=${expand}`);
    expect(body.body.storage.value).toBe(sandbox().world.page(seedIds.meetingNotes).storage);
    expect(body.body.view.value).toContain('<h2>');
    expect(body.body._expandable).toHaveProperty('export_view');
    expect(body.ancestors).toEqual([expect.objectContaining({ id: seedIds.engineeringHome })]);
    expect(body.ancestors[0].version.number).toBe(1);
    expect(body.metadata.labels.results.map((label: WireJson) => label.name)).toEqual(['meeting-notes']);
    expect(body.children.page.size).toBe(0);
    expect(body.children.comment.results[0].body.storage.value).toContain('archive tables');
    expect(body.descendants.attachment.results).toEqual([]);
    expect(body.restrictions.read.restrictions.user.results).toEqual([]);
    expect(body.space.homepage.id).toBe(seedIds.engineeringHome);
    expect(body.history.contributors.publishers.users[0].username).toBe('jonas');
    expect(body.version).toBeUndefined();
  });

  it('shows drafts and the trash only to who asks for their status', async () => {
    for (const [id, status] of [
      [seedIds.unfinishedDraft, 'draft'],
      [seedIds.oldChecklist, 'trashed'],
    ] as const) {
      expect((await read(id)).status).toBe(404);
      expect((await read(id, `?status=${status}`)).body.status).toBe(status);
      expect((await read(id, '?status=any')).body.id).toBe(id);
    }
  });

  it('reads old versions as historical, and only then', async () => {
    const old = await read(seedIds.paymentsRunbook, '?status=historical&version=1&expand=body.storage,version');
    expect(old.body).toMatchObject({ status: 'historical', version: { number: 1 } });
    expect(old.body.body.storage.value).toBe(sandbox().world.page(seedIds.paymentsRunbook).revisions[0]?.storage);
    expect((await read(seedIds.paymentsRunbook, '?status=historical&version=9')).status).toBe(404);
    expect((await read(seedIds.paymentsRunbook, '?version=1')).body.version.number).toBe(3);
  });

  it('finds comments and attachments by the same door', async () => {
    expect((await read(seedIds.footerComment)).body).toMatchObject({
      type: 'comment',
      extensions: { location: 'footer' },
    });
    const digits = seedIds.capacityCsv.slice(3);
    expect((await read(digits, '?expand=container')).body).toMatchObject({
      id: digits,
      type: 'attachment',
      container: { id: seedIds.checkoutArchitecture },
    });
  });

  it.each(['1', 'abc', '99999999999999999999'])('does not find %s', async (id) => {
    const { status, body } = await read(id);
    expect([status, body.message]).toEqual([404, expect.stringContaining(`ContentId{id=${id}}`)]);
  });

  it('lists by space, title and type, and hides what may not be seen', async () => {
    expect(ids(await list('spaceKey=ENG&title=payments%20RUNBOOK'))).toEqual([seedIds.paymentsRunbook]);
    expect(ids(await list('spaceKey=ENG&type=blogpost&postingDay=2026-11-18'))).toEqual([seedIds.launchPost]);
    expect(ids(await list(`ids=${seedIds.timeOff},${seedIds.onboarding}`))).toEqual([
      seedIds.onboarding,
      seedIds.timeOff,
    ]);
    expect(ids(await list('status=trashed'))).toEqual([seedIds.oldChecklist]);
    expect(ids(await list('title=Security%20incident%202026-10', 'jonas'))).toEqual([]);
    expect((await list('spaceKey=FIN', 'jonas')).statusCode).toBe(404);
  });

  it('pages by start and limit; next and prev lack the context path', async () => {
    const second = await list('spaceKey=ENG&limit=3&start=3');
    expect(second).toMatchObject({ start: 3, limit: 3, size: 3 });
    expect(second._links.next).toBe('/rest/api/content?spaceKey=ENG&limit=3&start=6');
    expect(second._links.prev).toBe('/rest/api/content?spaceKey=ENG&limit=3&start=0');
    expect(second._links.self).toContain('/confluence/rest/api/content?');
    const all = await list('spaceKey=ENG');
    expect(all._links.next).toBeUndefined();
    expect(ids(all).slice(3, 6)).toEqual(ids(second));
  });

  it('caps the limit without a word by what is expanded', async () => {
    const limits = ['', '&expand=version', '&expand=body.storage', '&expand=body.export_view'].map(
      async (expand) => (await list(`limit=5000${expand}`)).limit as number,
    );
    expect(await Promise.all(limits)).toEqual([1000, 200, 50, 25]);
    expect((await list('limit=-1')).statusCode).toBe(400);
  });

  it('scans all pages by cursor', async () => {
    const caller = callAs(sandbox());
    const seen: string[] = [];
    let path: string | undefined = '/rest/api/content/scan?spaceKey=ENG&limit=4';
    while (path !== undefined) {
      const { body }: WireJson = await caller.get(path);
      seen.push(...ids(body));
      path = body._links.next as string | undefined;
    }
    expect(seen).toEqual(ids(await list('spaceKey=ENG')));
    expect((await caller.get('/rest/api/content/scan?cursor=broken')).status).toBe(400);
  });
});
