import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../../../src/sandbox/index.js';
import { callAs, useSandbox, type WireJson } from '../../../support/sandbox.js';

describe('spaces', () => {
  const sandbox = useSandbox();
  const keys = async (query: string, who?: string) =>
    (await callAs(sandbox(), who).get(`/api/v2/spaces${query}`)).body.results.map(
      (space: WireJson) => space.key as string,
    );

  it('are listed as far as the caller may see them', async () => {
    expect(await keys('')).toEqual(['ENG', 'HR', 'FIN']);
    expect(await keys('', 'priya')).toEqual(['ENG', 'HR']);
    expect(await keys('', 'omar')).toEqual([]);
  });

  it('are found by keys, ids, type, status and labels', async () => {
    expect(await keys('?keys=hr&keys=FIN')).toEqual(['HR', 'FIN']);
    expect(await keys(`?ids=${seedIds.spaces.people}`)).toEqual(['HR']);
    expect(await keys('?type=personal')).toEqual([]);
    expect(await keys('?status=archived')).toEqual([]);
    expect(await keys('?labels=x')).toEqual([]);
    expect(await keys('?sort=-name')).toEqual(['HR', 'FIN', 'ENG']);
    expect(await keys('?sort=key')).toEqual(['ENG', 'FIN', 'HR']);
    expect((await callAs(sandbox()).get('/api/v2/spaces?type=odd')).status).toBe(400);
  });

  it('are read by id, never by key', async () => {
    const one = await callAs(sandbox()).get(`/api/v2/spaces/${seedIds.spaces.people}?description-format=plain`);
    expect(one.body).toMatchObject({
      key: 'HR',
      homepageId: seedIds.peopleHome,
      description: { plain: { value: 'How we work together' } },
    });
    expect((await callAs(sandbox()).get('/api/v2/spaces/HR')).status).toBe(400);
    expect((await callAs(sandbox(), 'amina').get(`/api/v2/spaces/${seedIds.spaces.finance}`)).status).toBe(404);
  });

  it('list their pages, at the root or all of them', async () => {
    const pages = async (query: string) =>
      (await callAs(sandbox()).get(`/api/v2/spaces/${seedIds.spaces.people}/pages${query}`)).body.results
        .length as number;
    expect([await pages(''), await pages('?depth=root'), await pages('?title=Time%20off')]).toEqual([3, 1, 1]);
  });
});
