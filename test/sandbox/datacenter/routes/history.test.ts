import { describe, expect, it } from '@jest/globals';
import { seedIds, seedUserKeys } from '../../../../src/sandbox/index.js';
import type { WireJson } from '../../../support/sandbox.js';
import { callAs, useDataCenter } from '../data-center.js';

const api = `/rest/api/content/${seedIds.paymentsRunbook}`;
const experimental = `/rest/experimental/content/${seedIds.paymentsRunbook}/version`;

describe('history', () => {
  const sandbox = useDataCenter();

  it('tells who made and changed content, and the version before', async () => {
    const { body } = await callAs(sandbox()).get(`${api}/history`);
    expect(body).toMatchObject({
      createdBy: { username: 'amina' },
      createdDate: '2026-03-02T11:15:00.000+01:00',
      lastUpdated: { number: 3 },
      previousVersion: { number: 2 },
    });
    expect(body._expandable).toEqual({ contributors: '' });
  });

  it('lists versions newest first, with the content of their time', async () => {
    const { body } = await callAs(sandbox()).get(`${experimental}?expand=content.body.storage`);
    expect(body.results.map((one: WireJson) => one.number)).toEqual([3, 2, 1]);
    expect(body.results[2].content).toMatchObject({ status: 'historical' });
    const first = await callAs(sandbox()).get(`${experimental}/1`);
    expect(first.body).toMatchObject({ number: 1, by: { username: 'amina' }, _expandable: { content: api } });
    expect((await callAs(sandbox()).get(`${experimental}/7`)).status).toBe(404);
    expect((await callAs(sandbox()).get(`${api}/version`)).status).toBe(404);
  });

  it('keeps the work of people who are gone', async () => {
    sandbox().world.users.delete(seedUserKeys.amina);
    const { body } = await callAs(sandbox()).get(`${api}/history`);
    expect(body.createdBy).toMatchObject({ type: 'unknown', userKey: seedUserKeys.amina });
  });

  it('of comments exists, of attachments does not', async () => {
    const at = (id: string) => callAs(sandbox()).get(`/rest/experimental/content/${id}/version`);
    expect((await at(seedIds.footerComment)).body.results).toHaveLength(1);
    expect((await at(seedIds.capacityCsv.slice(3))).status).toBe(404);
  });

  it('forgets an old version on request, never the current one', async () => {
    expect((await callAs(sandbox()).delete(`${api}/version/2`)).status).toBe(204);
    expect((await callAs(sandbox()).delete(`${api}/version/3`)).status).toBe(400);
    expect(
      sandbox()
        .world.page(seedIds.paymentsRunbook)
        .revisions.map(({ number }) => number),
    ).toEqual([1, 3]);
  });
});
