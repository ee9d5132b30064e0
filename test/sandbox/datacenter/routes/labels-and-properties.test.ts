import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../../../src/sandbox/index.js';
import type { WireJson } from '../../../support/sandbox.js';
import { callAs, useDataCenter } from '../data-center.js';

const label = `/rest/api/content/${seedIds.onboarding}/label`;
const property = `/rest/api/content/${seedIds.onboarding}/property`;

describe('labels', () => {
  const sandbox = useDataCenter();
  const names = async (query = '') =>
    (await callAs(sandbox()).get(label + query)).body.results.map((one: WireJson) => one.name as string);

  it('are added, listed by prefix, and removed by query or path', async () => {
    const caller = callAs(sandbox());
    await caller.post(label, [{ prefix: 'my', name: 'Later' }, { name: 'a/b' }]);
    expect(await names()).toEqual(['onboarding', 'later', 'a/b']);
    expect(await names('?prefix=my')).toEqual(['later']);
    expect((await caller.delete(`${label}?name=a%2Fb`)).status).toBe(204);
    expect((await caller.delete(`${label}/later`)).status).toBe(204);
    expect(await names()).toEqual(['onboarding']);
  });

  it('are refused without a name and without the right to edit', async () => {
    expect((await callAs(sandbox()).post(label, {})).status).toBe(400);
    expect((await callAs(sandbox()).delete(label)).status).toBe(400);
    expect((await callAs(sandbox()).delete(`${label}?name=none`)).status).toBe(404);
    expect((await callAs(sandbox(), 'priya').post(label, [{ name: 'x' }])).status).toBe(403);
  });
});

describe('properties of content', () => {
  const sandbox = useDataCenter();

  it('are kept by key, version by version', async () => {
    const caller = callAs(sandbox());
    expect((await caller.post(property, { key: 'mood', value: { is: 'good' } })).body.version.number).toBe(1);
    expect((await caller.post(`${property}/mood`, { value: 1 })).status).toBe(409);
    const change = { value: 'better', version: { number: 2 } };
    expect((await caller.put(`${property}/mood`, change)).body).toMatchObject({ key: 'mood', value: 'better' });
    const again = await caller.put(`${property}/mood`, change);
    expect([again.status, again.body.message]).toEqual([409, expect.stringContaining('Current version is: 2')]);
    expect((await caller.get(property)).body.results).toHaveLength(1);
    expect((await caller.get(`${property}/mood`)).body.value).toBe('better');
    expect((await caller.delete(`${property}/mood`)).status).toBe(204);
    expect((await caller.get(`${property}/mood`)).status).toBe(404);
  });
});
