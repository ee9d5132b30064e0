import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../../../src/sandbox/index.js';
import { callAs, useSandbox } from '../../../support/sandbox.js';

const collection = `/rest/api/content/${seedIds.onboarding}/child/attachment`;
const noCheck = { 'x-atlassian-token': 'no-check' };

function form(text: string, filename = 'notes.txt'): FormData {
  const data = new FormData();
  data.append('file', new Blob([text], { type: 'text/plain' }), filename);
  data.append('minorEdit', 'true');
  data.append('comment', 'why');
  return data;
}

describe('attachments', () => {
  const sandbox = useSandbox();
  const post = (path: string, data: FormData, who?: string) => callAs(sandbox(), who).post(path, data, noCheck);

  it('are refused without the XSRF header', async () => {
    const { status, body } = await callAs(sandbox()).post(collection, form('x'));
    expect([status, body]).toEqual([403, 'XSRF check failed']);
  });

  it('are added once, and replaced with PUT or through their data', async () => {
    const first = await post(collection, form('one'));
    expect([first.status, first.body.results[0].extensions]).toEqual([
      200,
      expect.objectContaining({ mediaType: 'text/plain', fileSize: 3, comment: 'why' }),
    ]);
    const again = await post(collection, form('two'));
    expect([again.status, again.body.message]).toEqual([400, expect.stringContaining('same file name as an existing')]);
    const put = await callAs(sandbox()).put(collection, form('three'), noCheck);
    expect(put.body.results[0]).toMatchObject({ id: first.body.results[0].id, version: { number: 2 } });
    const data = await post(`${collection}/${first.body.results[0].id}/data`, form('four'));
    expect(data.body.version).toMatchObject({ number: 3, minorEdit: true });
    const elsewhere = `/rest/api/content/${seedIds.meetingNotes}/child/attachment/${first.body.results[0].id}/data`;
    expect((await post(elsewhere, form('x'))).status).toBe(404);
  });

  it('keep names beyond ASCII, compared after normalisation', async () => {
    await post(collection, form('x', 'u\u0308bersicht 決済.txt'));
    expect((await post(collection, form('x', 'übersicht 決済.txt'))).status).toBe(400);
    const found = await callAs(sandbox()).get(
      `/api/v2/pages/${seedIds.onboarding}/attachments?filename=${encodeURIComponent('übersicht 決済.txt')}`,
    );
    expect(found.body.results).toHaveLength(1);
  });

  it('need a file, multipart and the right to edit', async () => {
    const empty = new FormData();
    empty.append('comment', 'x');
    expect((await post(collection, empty)).status).toBe(400);
    expect((await callAs(sandbox()).post(collection, {}, noCheck)).status).toBe(400);
    expect((await post(collection, form('x'), 'priya')).status).toBe(403);
  });

  it('are downloaded from another origin, by a signed address and nothing else', async () => {
    const path = `/rest/api/content/${seedIds.checkoutArchitecture}/child/attachment/${seedIds.capacityCsv}/download`;
    const { status, headers } = await callAs(sandbox()).get(path);
    const location = headers.get('location') ?? '';
    expect(status).toBe(302);
    expect(new URL(location).origin).not.toBe(new URL(sandbox().url).origin);
    const file = await fetch(location);
    expect([file.headers.get('content-type'), await file.text()]).toEqual([
      'text/csv',
      expect.stringContaining('step,'),
    ]);
    expect((await fetch(location, { headers: { authorization: 'Basic x' } })).status).toBe(400);
    expect((await fetch(location.replace(/token=./, 'token=x'))).status).toBe(403);
    expect((await callAs(sandbox()).get(`${path}?version=1`)).status).toBe(302);
    expect((await callAs(sandbox()).get(`${path}?version=2`)).status).toBe(404);
    expect((await callAs(sandbox(), 'omar').get(path)).status).toBe(404);
    sandbox().world.attachments.delete(seedIds.capacityCsv);
    expect((await fetch(location)).status).toBe(404);
  });

  it('are listed, read, trashed and purged through v2', async () => {
    const list = await callAs(sandbox()).get('/api/v2/attachments?mediaType=image/png&sort=-modified-date');
    expect(list.body.results).toMatchObject([{ id: seedIds.componentsImage, pageId: seedIds.checkoutArchitecture }]);
    expect(list.body.results[0].downloadLink).toMatch(
      /^\/rest\/api\/content\/\d+\/child\/attachment\/att\d+\/download$/,
    );
    const one = `/api/v2/attachments/${seedIds.componentsImage}`;
    expect((await callAs(sandbox()).get(`${one}?version=1`)).status).toBe(200);
    expect((await callAs(sandbox()).get(`${one}?version=2`)).status).toBe(404);
    expect((await callAs(sandbox()).get(`${one}/thumbnail/download`)).status).toBe(302);
    expect((await callAs(sandbox()).delete(`${one}?purge=true`)).status).toBe(400);
    expect((await callAs(sandbox()).delete(one)).status).toBe(204);
    expect((await callAs(sandbox()).delete(one)).status).toBe(404);
    expect((await callAs(sandbox(), 'amina').delete(`${one}?purge=true`)).status).toBe(404);
    expect((await callAs(sandbox()).delete(`${one}?purge=true`)).status).toBe(204);
    expect((await callAs(sandbox()).get(one)).status).toBe(404);
  });
});
