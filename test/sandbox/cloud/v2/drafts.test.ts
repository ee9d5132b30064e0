import { describe, expect, it } from '@jest/globals';
import { seedIds, startSandbox } from '../../../../src/sandbox/index.js';
import { callAs, useSandbox } from '../../../support/sandbox.js';

const id = seedIds.onboarding;
const path = `/api/v2/pages/${id}`;
const put = (status: string, number: number, value: string) => ({
  ...{ id, status, title: 'Onboarding', version: { number } },
  body: { representation: 'storage', value },
});

describe('a draft over the wire', () => {
  const sandbox = useSandbox();
  const draftOf = async () => (await callAs(sandbox()).get(`${path}?get-draft=true&body-format=storage`)).body;

  it('is answered as a draft, and leaves the page as it is', async () => {
    const { body } = await callAs(sandbox()).put(path, put('draft', 1, '<p>mine</p>'));
    expect(body).toMatchObject({ status: 'draft', body: { storage: { value: '<p>mine</p>' } } });
    expect((await callAs(sandbox()).get(path)).body.version.number).toBe(2);
  });

  it('is merged with what is published beside it, and overridden where both changed the same', async () => {
    await callAs(sandbox()).put(path, put('current', 3, '<p>a</p><p>b</p><p>c</p>'));
    await callAs(sandbox(), 'amina').put(path, put('draft', 1, '<p>a</p><p>b</p><p>C</p>'));
    await callAs(sandbox()).put(path, put('current', 4, '<p>A</p><p>b</p><p>c</p>'));
    expect(await draftOf()).toMatchObject({
      version: { authorId: expect.stringContaining('712020:3f0f') },
      body: { storage: { value: '<p>A</p><p>b</p><p>C</p>' } },
    });
    await callAs(sandbox()).put(path, put('current', 5, '<p>A</p><p>b</p><p>x</p>'));
    expect((await draftOf()).body.storage.value).toBe('<p>A</p><p>b</p><p>x</p>');
    expect(sandbox().world.page(id).draft).toBeNull();
  });
});

describe('a site that writes pages down in its own way', () => {
  it('does so on Cloud for new pages, updates and drafts', async () => {
    const sandbox = await startSandbox({ reserialises: true });
    await callAs(sandbox).put(path, put('current', 3, '<p class="b" align="a">x</p>'));
    expect(sandbox.world.page(id).storage).toMatch(/^<p align="a" class="b" local-id="[^"]+">x<\/p>$/);
    await callAs(sandbox).put(path, put('draft', 1, '<p></p>'));
    expect(sandbox.world.page(id).draft?.storage).toMatch(/^<p local-id="[^"]+" \/>$/);
    await sandbox.close();
  });

  it('does so on Data Center without ids of blocks', async () => {
    const sandbox = await startSandbox({ flavor: 'datacenter', reserialises: true });
    const { personalToken } = sandbox.credentials;
    const headers = { authorization: `Bearer ${personalToken}`, 'content-type': 'application/json' };
    const body = { type: 'page', title: 'Onboarding', version: { number: 3 }, body: { storage: { value: '<p></p>' } } };
    const target = `${sandbox.url}/rest/api/content/${id}`;
    await fetch(target, { method: 'PUT', headers, body: JSON.stringify(body) });
    expect(sandbox.world.page(id).storage).toBe('<p />');
    const draft = { ...body, status: 'draft', version: { number: 1 }, body: { storage: { value: '<p>d</p>' } } };
    await fetch(target, { method: 'PUT', headers, body: JSON.stringify(draft) });
    const read = await fetch(`${target}?status=draft&expand=body.storage`, { headers });
    expect(await read.json()).toMatchObject({ status: 'draft', body: { storage: { value: '<p>d</p>' } } });
    await sandbox.close();
  });
});
