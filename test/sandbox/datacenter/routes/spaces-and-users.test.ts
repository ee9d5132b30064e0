import { describe, expect, it } from '@jest/globals';
import { seedIds, seedUserKeys } from '../../../../src/sandbox/index.js';
import { callWith, type WireJson } from '../../../support/sandbox.js';
import { callAs, useDataCenter } from '../data-center.js';

describe('spaces', () => {
  const sandbox = useDataCenter();
  const get = async (path: string, who?: string) => (await callAs(sandbox(), who).get(`/rest/api/space${path}`)).body;
  const keys = (body: WireJson) => body.results.map((space: WireJson) => space.key as string);

  it('are listed by key, type and status, as far as one may see them', async () => {
    expect(keys(await get(''))).toEqual(['ENG', 'FIN', 'HR']);
    expect(keys(await get('?spaceKey=ENG&spaceKey=hr'))).toEqual(['ENG', 'HR']);
    expect(keys(await get('?type=personal'))).toEqual([]);
    expect(keys(await get('?status=current', 'priya'))).toEqual(['ENG', 'HR']);
  });

  it('are read by key, with homepage and description', async () => {
    const body = await get('/ENG?expand=homepage,description.plain');
    expect(body).toMatchObject({
      id: 98310,
      key: 'ENG',
      status: 'current',
      homepage: { id: seedIds.engineeringHome },
      description: { plain: { value: expect.stringContaining('Runbooks') } },
    });
    expect((await get('/FIN', 'jonas')).message).toContain('No space found with key : FIN');
  });

  it('show their content by type, the top of the tree alone when asked', async () => {
    const root = await get('/ENG/content/page?depth=root');
    expect(root.results.map((page: WireJson) => page.id)).toEqual([seedIds.engineeringHome]);
    expect((await get('/ENG/content/page')).size).toBeGreaterThan(8);
    const both = await get('/ENG/content');
    expect([both.page.size > 8, both.blogpost.size]).toEqual([true, 1]);
    expect((await get('/ENG/content/poem')).statusCode).toBe(404);
  });
});

describe('users', () => {
  const sandbox = useDataCenter();
  const get = async (path: string) => (await callAs(sandbox()).get(`/rest/api${path}`)).body;

  it('are found by name and by key, without an address', async () => {
    const byName = await get('/user?username=jonas');
    expect(byName).toMatchObject({ type: 'known', userKey: seedUserKeys.jonas, displayName: 'Jonas Weber' });
    expect(JSON.stringify(byName)).not.toContain('@');
    expect(await get(`/user?key=${seedUserKeys.jonas}`)).toEqual(byName);
    expect((await get('/user?username=nobody')).statusCode).toBe(404);
    expect((await get('/user?key=nobody')).message).toContain('with key : nobody');
    expect((await get('/user')).statusCode).toBe(400);
    expect((await get('/user/anonymous')).type).toBe('anonymous');
  });

  it('are members of groups', async () => {
    expect((await get('/user/list')).size).toBe(6);
    expect((await get('/user/memberof?username=jonas')).results.map((group: WireJson) => group.name)).toContain(
      'engineering',
    );
    expect((await get('/group')).size).toBe(4);
    expect((await get('/group/engineering')).name).toBe('engineering');
    const members = await get('/group/engineering/member?limit=1&start=1');
    expect(members.results).toEqual([expect.objectContaining({ username: 'jonas' })]);
    expect((await get('/group/none/member')).statusCode).toBe(404);
  });
});

describe('the server itself', () => {
  const sandbox = useDataCenter({ contextPath: '/confluence' });

  it('tells its version to users as JSON, to everybody as a manifest', async () => {
    const { body } = await callAs(sandbox()).get('/rest/api/server-information');
    expect(body).toMatchObject({ version: '10.0.0', baseUrl: sandbox().url });
    expect((await callWith(sandbox().url).get('/rest/api/server-information')).status).toBe(401);
    const manifest = await callWith(sandbox().url).get('/rest/applinks/1.0/manifest');
    expect(manifest.body).toContain('<version>10.0.0</version>');
  });

  it('renders storage', async () => {
    const convert = (to: string, value: string, representation = 'storage') =>
      callAs(sandbox()).post(`/rest/api/contentbody/convert/${to}`, { value, representation });
    const view = await convert('view', '<p>a&nbsp;b</p><ac:structured-macro ac:name="toc" />');
    expect(view.body).toMatchObject({
      representation: 'view',
      value: expect.stringContaining('data-macro-name="toc"'),
    });
    expect((await convert('view', '<p>')).status).toBe(400);
    expect((await convert('pdf', '<p />')).status).toBe(400);
    expect((await convert('storage', 'h1. x', 'wiki')).status).toBe(400);
  });

  it('keeps templates in its experimental interface', async () => {
    const get = async (path: string, who?: string) =>
      (await callAs(sandbox(), who).get(`/rest/experimental/template${path}`)).body;
    expect((await get('/page')).results).toEqual([
      expect.objectContaining({ templateId: seedIds.meetingTemplate, _expandable: { body: '' } }),
    ]);
    const ofSpace = await get('/page?spaceKey=ENG&expand=body');
    expect(ofSpace.results[0].body.storage.value).toContain('at:var');
    expect((await get(`/${seedIds.incidentTemplate}`)).space.key).toBe('ENG');
    expect((await get(`/${seedIds.incidentTemplate}`, 'omar')).statusCode).toBe(404);
    expect((await callAs(sandbox()).get('/rest/api/template/page')).status).toBe(404);
  });
});
