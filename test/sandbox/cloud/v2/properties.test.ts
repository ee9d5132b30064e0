import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../../../src/sandbox/index.js';
import { callAs, useSandbox } from '../../../support/sandbox.js';

const properties = `/api/v2/pages/${seedIds.onboarding}/properties`;

describe('properties', () => {
  const sandbox = useSandbox();

  it('hold any JSON under a key that is used once', async () => {
    const value = { nested: [1, null, 'x'] };
    const created = await callAs(sandbox()).post(properties, { key: 'a', value });
    expect(created.body).toMatchObject({ key: 'a', value, version: { number: 1 } });
    expect((await callAs(sandbox()).post(properties, { key: 'a', value: 1 })).status).toBe(409);
    expect((await callAs(sandbox()).post(properties, { key: '', value: 1 })).status).toBe(400);
    expect((await callAs(sandbox()).get(`${properties}?key=a`)).body.results).toHaveLength(1);
    expect((await callAs(sandbox()).get(`${properties}?key=b`)).body.results).toHaveLength(0);
  });

  it('change with the next version and go for good', async () => {
    const { id } = (await callAs(sandbox()).post(properties, { key: 'a', value: 1 })).body;
    const put = (number: number) =>
      callAs(sandbox()).put(`${properties}/${id}`, { key: 'a', value: 2, version: { number } });
    expect((await put(1)).status).toBe(409);
    expect((await put(2)).body).toMatchObject({ value: 2, version: { number: 2 } });
    expect((await callAs(sandbox()).delete(`${properties}/${id}`)).status).toBe(204);
    expect((await callAs(sandbox()).delete(`${properties}/${id}`)).status).toBe(404);
    expect((await callAs(sandbox()).get(`${properties}/${id}`)).status).toBe(404);
  });

  it('leave operations and the types of ids to be asked', async () => {
    const operations = async (who: string) =>
      (await callAs(sandbox(), who).get(`/api/v2/pages/${seedIds.onboarding}/operations`)).body.operations
        .length as number;
    expect([await operations('priya'), await operations('amina')]).toEqual([1, 5]);
    const contentIds = [seedIds.onboarding, seedIds.footerComment, seedIds.capacityCsv, seedIds.acquisitionPlans, 1];
    const types = await callAs(sandbox(), 'amina').post('/api/v2/content/convert-ids-to-types', { contentIds });
    expect(Object.values(types.body.results as object).sort()).toEqual(
      ['attachment', 'footer-comment', 'page', null, null].sort(),
    );
    expect((await callAs(sandbox()).post('/api/v2/content/convert-ids-to-types', {})).status).toBe(400);
  });
});
