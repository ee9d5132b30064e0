import { describe, expect, it } from '@jest/globals';
import { seedIds, type Sandbox } from '../../src/sandbox/index.js';
import { createOpenApiValidator, isOpenApiAvailable } from '../support/openapi.js';
import { callAs, useSandbox, type SandboxAnswer } from '../support/sandbox.js';

const describeWithSpecs = isOpenApiAvailable ? describe : describe.skip;
if (!isOpenApiAvailable) process.stderr.write('SKIPPED: the official API descriptions are not here\n');

type Method = 'get' | 'post' | 'put' | 'delete';

const page = `/api/v2/pages/${seedIds.paymentsRunbook}`;
const notes = `/api/v2/pages/${seedIds.meetingNotes}`;
const v1Page = `/rest/api/content/${seedIds.paymentsRunbook}`;
const space = seedIds.spaces.engineering;
const storage = (value: string) => ({ representation: 'storage', value });

const reads = [
  '/api/v2/pages',
  '/api/v2/pages?limit=2&body-format=storage&sort=-modified-date&status=current,archived',
  `/api/v2/pages?space-id=${space}&title=Onboarding&subtype=page`,
  `${page}?body-format=view&include-labels=true&include-versions=true&include-operations=true`,
  `${page}?include-properties=true&include-likes=true&include-favorited-by-current-user-status=true`,
  `${page}?version=1&body-format=storage`,
  `${page}?get-draft=true&body-format=atlas_doc_format`,
  `/api/v2/pages/${seedIds.engineeringHome}`,
  `${page}/labels?sort=name&prefix=global`,
  `${page}/versions?body-format=storage&limit=50`,
  `${page}/versions/2`,
  `${page}/ancestors`,
  `${page}/operations`,
  `${page}/properties`,
  `/api/v2/pages/${seedIds.engineeringHome}/direct-children?sort=title`,
  `/api/v2/pages/${seedIds.engineeringHome}/children`,
  `/api/v2/pages/${seedIds.engineeringHome}/descendants?depth=5`,
  `/api/v2/folders/${seedIds.releases}`,
  `/api/v2/folders/${seedIds.releases}/direct-children`,
  `/api/v2/folders/${seedIds.releases}/descendants`,
  `/api/v2/folders/${seedIds.releases}/ancestors`,
  `/api/v2/folders/${seedIds.releases}/operations`,
  `/api/v2/folders/${seedIds.releases}?include-direct-children=true&include-operations=true&include-properties=true`,
  `/api/v2/spaces/${space}/permissions?limit=3`,
  '/rest/api/group/by-id?id=0a1b2c3d-0000-4000-8000-000000000002',
  `${v1Page}/state`,
  `${v1Page}/state/available`,
  '/rest/api/content-states',
  '/rest/api/space/ENG/state',
  '/rest/api/space/ENG/state/settings',
  '/rest/api/longtask',
  '/api/v2/spaces?keys=ENG,HR&sort=-name&description-format=plain',
  `/api/v2/spaces/${space}?include-labels=true&description-format=view`,
  `/api/v2/spaces/${space}/pages?depth=root`,
  `/api/v2/spaces/${space}/blogposts`,
  `/api/v2/spaces/${space}/labels`,
  '/api/v2/blogposts?body-format=storage',
  `/api/v2/blogposts/${seedIds.launchPost}?body-format=view`,
  `/api/v2/blogposts/${seedIds.launchPost}/labels`,
  `/api/v2/blogposts/${seedIds.launchPost}/versions`,
  `/api/v2/blogposts/${seedIds.launchPost}/footer-comments`,
  `/api/v2/blogposts/${seedIds.launchPost}/attachments`,
  `${notes}/footer-comments?body-format=storage`,
  `${notes}/inline-comments?body-format=storage&resolution-status=open`,
  '/api/v2/footer-comments?sort=-created-date',
  '/api/v2/inline-comments?body-format=storage',
  `/api/v2/footer-comments/${seedIds.footerComment}?body-format=storage`,
  `/api/v2/inline-comments/${seedIds.inlineComment}?body-format=view`,
  `/api/v2/inline-comments/${seedIds.inlineReply}`,
  `/api/v2/inline-comments/${seedIds.inlineComment}/children?body-format=storage`,
  `/api/v2/inline-comments/${seedIds.inlineComment}/versions`,
  `/api/v2/footer-comments/${seedIds.footerComment}/versions/1`,
  '/api/v2/attachments',
  `/api/v2/pages/${seedIds.checkoutArchitecture}/attachments?filename=capacity.csv&mediaType=text/csv`,
  `/api/v2/attachments/${seedIds.capacityCsv}`,
  `/api/v2/attachments/${seedIds.capacityCsv}/versions`,
  `/api/v2/attachments/${seedIds.capacityCsv}/labels`,
  '/api/v2/tasks?status=incomplete&body-format=storage',
  '/rest/api/search?cql=type%20in%20(page,comment,attachment,space)&limit=100',
  '/rest/api/search?cql=text~"payments"&expand=content.space,content.version,content.history,content.ancestors',
  '/rest/api/content/search?cql=label=runbook&expand=body.storage,metadata.labels,version&limit=1',
  '/rest/api/search/user?cql=user.fullname~"Amina"',
  '/rest/api/user/current',
  '/rest/api/user?accountId=5b10a2844c20165700ede21g',
  '/rest/api/user/memberof?accountId=5b10a2844c20165700ede21g',
  `${v1Page}/restriction?expand=restrictions.user,restrictions.group`,
  `/rest/api/content/${seedIds.securityIncident}/restriction`,
  `${v1Page}/restriction/byOperation/read`,
  '/rest/api/template/page',
  '/rest/api/template/page?spaceKey=ENG&expand=body',
  `/rest/api/template/${seedIds.meetingTemplate}`,
  `/rest/api/analytics/content/${seedIds.paymentsRunbook}/views?fromDate=2026-11-12`,
  `/rest/api/analytics/content/${seedIds.paymentsRunbook}/viewers`,
];

describeWithSpecs('the wire of the sandbox', () => {
  const sandbox = useSandbox();
  const validator = isOpenApiAvailable ? createOpenApiValidator() : undefined;

  /** Calls and holds both the call and its answer against the official description. */
  async function call(on: Sandbox, method: Method, target: string, body?: unknown): Promise<SandboxAnswer> {
    const answer = await callAs(on)[method](target, body);
    const { pathname, searchParams } = new URL(target, 'http://site');
    const path = `/wiki${pathname}`;
    const query = Object.fromEntries(searchParams);
    const isForm = body instanceof FormData;
    expect(validator?.validateRequest(method.toUpperCase(), path, query, isForm ? undefined : body)).toEqual([]);
    expect(answer.status).toBeLessThan(300);
    expect(validator?.validateResponse(method.toUpperCase(), path, answer.status, answer.body)).toEqual([]);
    return answer;
  }

  it.each(reads)('answers GET %s as officially described', async (target) => {
    await call(sandbox(), 'get', target);
  });

  it('writes pages as officially described', async () => {
    const created = await call(sandbox(), 'post', '/api/v2/pages', {
      spaceId: space,
      status: 'current',
      title: 'A new page',
      body: storage('<p>one</p>'),
    });
    const path = `/api/v2/pages/${created.body.id}`;
    await call(sandbox(), 'put', path, {
      id: created.body.id,
      status: 'current',
      title: 'A new page',
      body: { storage: storage('<p>two</p>') },
      version: { number: 2, message: 'more' },
    });
    await call(sandbox(), 'put', `${path}/title`, { status: 'current', title: 'Renamed' });
    await call(sandbox(), 'delete', path);
    await call(sandbox(), 'delete', `${path}?purge=true`);
  });

  it('writes blog posts and folders as officially described', async () => {
    const post = await call(sandbox(), 'post', '/api/v2/blogposts', {
      spaceId: space,
      status: 'current',
      title: 'News',
      body: storage('<p>one</p>'),
    });
    await call(sandbox(), 'put', `/api/v2/blogposts/${post.body.id}`, {
      id: post.body.id,
      status: 'current',
      title: 'Newer news',
      body: storage('<p>two</p>'),
      version: { number: 2 },
    });
    await call(sandbox(), 'delete', `/api/v2/blogposts/${post.body.id}`);
    const folder = await call(sandbox(), 'post', '/api/v2/folders', { spaceId: space, title: 'A folder' });
    await call(sandbox(), 'get', `/api/v2/folders/${folder.body.id}`);
    await call(sandbox(), 'delete', `/api/v2/folders/${folder.body.id}`);
  });

  it('writes the other items of the tree as officially described', async () => {
    for (const type of ['whiteboard', 'database', 'embed']) {
      const { body } = await call(sandbox(), 'post', `/api/v2/${type}s`, { spaceId: space, title: 'An item' });
      const path = `/api/v2/${type}s/${body.id}`;
      await call(sandbox(), 'get', path);
      for (const part of ['direct-children', 'descendants', 'ancestors', 'operations', 'properties']) {
        await call(sandbox(), 'get', `${path}/${part}`);
      }
      await call(sandbox(), 'delete', path);
    }
  });

  it('archives, throws away trees and sets content states as officially described', async () => {
    await call(sandbox(), 'put', `${v1Page}/state?status=current`, { id: 1 });
    await call(sandbox(), 'get', `${v1Page}/state?status=current`);
    await call(sandbox(), 'put', `${v1Page}/state?status=current`, { name: 'Waiting', color: '#8777d9' });
    const pages = [{ id: Number(seedIds.onboarding) }];
    const { body } = await call(sandbox(), 'post', '/rest/api/content/archive', { pages });
    await call(sandbox(), 'get', `/rest/api/longtask/${body.id}`);
    await call(sandbox(), 'delete', `/rest/api/content/${seedIds.incidentReviews}/pageTree`);
  });

  it('writes comments as officially described', async () => {
    const footer = await call(sandbox(), 'post', '/api/v2/footer-comments', {
      pageId: seedIds.onboarding,
      body: storage('<p>good</p>'),
    });
    await call(sandbox(), 'put', `/api/v2/footer-comments/${footer.body.id}`, {
      version: { number: 2 },
      body: storage('<p>better</p>'),
    });
    await call(sandbox(), 'get', `/api/v2/footer-comments/${footer.body.id}/children`);
    await call(sandbox(), 'delete', `/api/v2/footer-comments/${footer.body.id}`);
    const inline = await call(sandbox(), 'post', '/api/v2/inline-comments', {
      pageId: seedIds.onboarding,
      body: storage('<p>why?</p>'),
      inlineCommentProperties: { textSelection: 'first week', textSelectionMatchCount: 1, textSelectionMatchIndex: 0 },
    });
    await call(sandbox(), 'post', '/api/v2/inline-comments', {
      parentCommentId: inline.body.id,
      body: storage('<p>because</p>'),
    });
    await call(sandbox(), 'put', `/api/v2/inline-comments/${inline.body.id}`, {
      version: { number: 2 },
      body: storage('<p>why?</p>'),
      resolved: true,
    });
    await call(sandbox(), 'get', `/api/v2/inline-comments/${inline.body.id}`);
    await call(sandbox(), 'delete', `/api/v2/inline-comments/${inline.body.id}`);
  });

  it('writes labels, properties, tasks and users in bulk as officially described', async () => {
    await call(sandbox(), 'post', `${v1Page}/label`, [{ prefix: 'global', name: 'urgent' }]);
    await call(sandbox(), 'delete', `${v1Page}/label?name=urgent`);
    await call(sandbox(), 'delete', `${v1Page}/label/on-call`);
    const property = await call(sandbox(), 'post', `${page}/properties`, { key: 'colour', value: { rgb: [1, 2, 3] } });
    const at = `${page}/properties/${property.body.id}`;
    await call(sandbox(), 'get', at);
    await call(sandbox(), 'put', at, { key: 'colour', value: 'red', version: { number: 2, message: '' } });
    await call(sandbox(), 'delete', at);
    const tasks = await call(sandbox(), 'get', `/api/v2/tasks?page-id=${seedIds.meetingNotes}`);
    await call(sandbox(), 'put', `/api/v2/tasks/${tasks.body.results[0].id}`, { status: 'complete' });
    await call(sandbox(), 'get', `/api/v2/tasks/${tasks.body.results[0].id}?body-format=storage`);
    await call(sandbox(), 'post', '/api/v2/users-bulk', { accountIds: ['5b10a2844c20165700ede21g', 'nobody'] });
    await call(sandbox(), 'post', '/api/v2/content/convert-ids-to-types', { contentIds: [seedIds.releases, '1'] });
  });

  it('uploads and deletes attachments as officially described', async () => {
    const form = (text: string) => {
      const data = new FormData();
      data.append('file', new Blob([text], { type: 'text/plain' }), 'notes.txt');
      data.append('comment', 'by hand');
      data.append('minorEdit', 'true');
      return data;
    };
    const on = sandbox();
    const path = `${v1Page}/child/attachment`;
    const send = async (method: 'post' | 'put', target: string) => {
      const answer = await callAs(on)[method](target, form(method), { 'x-atlassian-token': 'no-check' });
      expect(validator?.validateResponse(method.toUpperCase(), `/wiki${target}`, answer.status, answer.body)).toEqual(
        [],
      );
      return answer.body;
    };
    const { results } = await send('post', path);
    await send('put', path);
    expect((await send('post', `${path}/${results[0].id}/data`)).version.number).toBe(3);
    await call(on, 'delete', `/api/v2/attachments/${results[0].id}`);
    await call(on, 'delete', `/api/v2/attachments/${results[0].id}?purge=true`);
  });

  it('moves, copies, restricts and checks permissions as officially described', async () => {
    await call(sandbox(), 'put', `${v1Page}/move/append/${seedIds.onboarding}`);
    await call(sandbox(), 'post', `${v1Page}/copy?expand=space,version,body.storage`, {
      copyAttachments: true,
      copyLabels: true,
      destination: { type: 'parent_page', value: seedIds.onboarding },
      pageTitle: 'A copy',
    });
    const user = [{ type: 'known', accountId: callerId }];
    await call(sandbox(), 'put', `${v1Page}/restriction`, [{ operation: 'update', restrictions: { user, group: [] } }]);
    await call(sandbox(), 'delete', `${v1Page}/restriction`);
    await call(sandbox(), 'post', `${v1Page}/permission/check`, {
      subject: { type: 'user', identifier: callerId },
      operation: 'update',
    });
  });

  it('finds what does not belong in a request', () => {
    const check = (method: string, path: string, query: Record<string, unknown> = {}, body?: unknown) =>
      validator?.validateRequest(method, path, query, body).join();
    expect(check('GET', '/wiki/api/v2/pages/1/nothing')).toContain('no such endpoint');
    expect(check('GET', '/wiki/rest/api/content/1')).toContain('no such endpoint');
    expect(check('GET', '/wiki/api/v2/pages/1', { expand: 'body' })).toContain("unknown parameter 'expand'");
    expect(check('GET', '/wiki/api/v2/pages/one')).toContain('is not an integer');
    expect(check('GET', '/wiki/api/v2/pages', { sort: 'up' })).toContain('is not one of');
    expect(check('GET', '/wiki/rest/api/search')).toContain("missing parameter 'cql'");
    expect(check('POST', '/wiki/api/v2/pages', {}, { title: 'x' })).toContain('spaceId');
    expect(check('POST', '/wiki/api/v2/pages', {}, { spaceId: '1', colour: 'x' })).toContain("unknown field 'colour'");
  });

  it('finds what does not belong in an answer', () => {
    const check = (status: number, body: unknown) =>
      validator?.validateResponse('GET', '/wiki/api/v2/pages/1', status, body).join();
    expect(check(200, { id: 1 })).toContain('/id must be string');
    expect(check(202, {})).toContain('not declared');
    expect(check(200, { id: '1', parentId: null })).toBe('');
  });
});

const callerId = '557058:0b6c3f52-6d1e-4f0a-9f3e-5a2d7c8e1b90';
