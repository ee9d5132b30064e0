import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../../../src/sandbox/index.js';
import { callWith } from '../../../support/sandbox.js';
import { callAs, useDataCenter } from '../data-center.js';

const collection = `/rest/api/content/${seedIds.onboarding}/child/attachment`;
const noCheck = { 'x-atlassian-token': 'no-check' };

function form(text: string, filename = 'notes.txt'): FormData {
  const data = new FormData();
  data.append('file', new Blob([text], { type: 'text/plain' }), filename);
  data.append('comment', 'why');
  return data;
}

describe('attachments', () => {
  const sandbox = useDataCenter({ contextPath: '/confluence' });
  const post = (path: string, data: FormData) => callAs(sandbox()).post(path, data, noCheck);
  const added = async () => (await post(collection, form('one'))).body.results[0].id as string;

  it.each([{}, { 'x-atlassian-token': 'nocheck' }])('are refused with the headers %j', async (headers) => {
    const { status, body } = await callAs(sandbox()).post(collection, form('x'), headers);
    expect([status, body]).toEqual([403, 'XSRF check failed']);
  });

  it('are added once; their next version goes to their data', async () => {
    const first = await post(collection, form('one'));
    const file = first.body.results[0];
    expect(file).toMatchObject({
      type: 'attachment',
      version: { number: 1 },
      extensions: { fileSize: 3, comment: 'why' },
    });
    expect(file.id).toMatch(/^\d+$/);
    const again = await post(collection, form('two'));
    expect([again.status, again.body.message]).toEqual([400, expect.stringContaining('same file name as an existing')]);
    expect((await callAs(sandbox()).put(collection, form('x'), noCheck)).status).toBe(405);
    expect((await post(`${collection}/${file.id}/data`, form('three'))).body.version.number).toBe(2);
    expect((await post(`${collection}?allowDuplicated=true`, form('four'))).body.results[0].version.number).toBe(3);
    const elsewhere = `/rest/api/content/${seedIds.meetingNotes}/child/attachment/${file.id}/data`;
    expect((await post(elsewhere, form('x'))).status).toBe(404);
  });

  it('are downloaded from the site itself, any version of them', async () => {
    const title = 'Übersicht & 決済.txt';
    const { body } = await post(collection, form('one', title));
    await post(`${collection}/${body.results[0].id}/data`, form('two', title));
    const { body: read } = await callAs(sandbox()).get(`/rest/api/content/${body.results[0].id}`);
    const link = read._links.download as string;
    expect(link).toMatch(/^\/download\/attachments\/131076\/.*version=2&modificationDate=\d+&api=v2$/);
    const bytes = await callAs(sandbox()).get(link);
    expect([bytes.body, bytes.headers.get('content-type')]).toEqual(['two', 'text/plain']);
    expect((await callAs(sandbox()).get(link.replace('version=2', 'version=1'))).body).toBe('one');
    expect((await callAs(sandbox()).get(link.replace('version=2', 'version=9'))).status).toBe(404);
  });

  it('send who may not see them to the login page', async () => {
    const path = `/download/attachments/${seedIds.checkoutArchitecture}/capacity.csv`;
    const { status, headers } = await callWith(sandbox().url, 'Bearer wrong').get(path);
    expect([status, headers.get('location')]).toEqual([
      302,
      `${sandbox().url}/login.action?os_destination=${encodeURIComponent(path)}`,
    ]);
    expect((await callAs(sandbox(), 'omar').get(path)).status).toBe(404);
  });

  it('are renamed, moved, and shortened', async () => {
    const id = await added();
    const rename = (number: number) =>
      callAs(sandbox()).put(`${collection}/${id}`, { id, type: 'attachment', title: 'new.txt', version: { number } });
    expect((await rename(1)).body).toMatchObject({ title: 'new.txt', version: { number: 1 } });
    expect((await rename(5)).status).toBe(409);
    await post(`${collection}/${id}/data`, form('two'));
    const version = (number: number) => callAs(sandbox()).delete(`${collection}/${id}/version/${number}`);
    expect([(await version(1)).status, (await version(1)).status, (await version(2)).status]).toEqual([204, 404, 400]);
    const move = (name: string) =>
      callAs(sandbox()).post(`${collection}/${id}/move?newContentId=${seedIds.checkoutArchitecture}&newName=${name}`);
    expect((await move('capacity.csv')).status).toBe(400);
    expect((await move('moved.txt')).body.container.id).toBe(seedIds.checkoutArchitecture);
  });

  it('are deleted from their page, or as content', async () => {
    const id = await added();
    expect((await callAs(sandbox()).delete(`${collection}/${id}`)).status).toBe(204);
    expect((await callAs(sandbox()).delete(`${collection}/${id}`)).status).toBe(404);
    expect((await callAs(sandbox()).delete(`/rest/api/content/${id}?status=trashed`)).status).toBe(204);
    const other = seedIds.capacityCsv.slice(3);
    expect((await callAs(sandbox()).delete(`/rest/api/content/${other}?status=trashed`)).status).toBe(409);
    expect((await callAs(sandbox()).delete(`/rest/api/content/${other}`)).status).toBe(204);
  });
});
