import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../../../src/sandbox/index.js';
import { callAs, useSandbox, type WireJson } from '../../../support/sandbox.js';

const labels = `/rest/api/content/${seedIds.onboarding}/label`;

describe('labels', () => {
  const sandbox = useSandbox();
  const names = async (query = '') =>
    (await callAs(sandbox()).get(`/api/v2/pages/${seedIds.onboarding}/labels${query}`)).body.results.map(
      (label: WireJson) => label.name as string,
    );

  it('are added in lower case, once', async () => {
    const { body } = await callAs(sandbox()).post(labels, [
      { prefix: 'global', name: 'New-Joiner' },
      { name: 'onboarding' },
    ]);
    expect(body.results.map((label: WireJson) => label.name)).toEqual(['onboarding', 'new-joiner']);
    await callAs(sandbox()).post(labels, { prefix: 'my', name: 'a/b' });
    expect(await names('?sort=name')).toEqual(['a/b', 'new-joiner', 'onboarding']);
    expect(await names('?prefix=my')).toEqual(['a/b']);
  });

  it('of one name have one id in the whole site', async () => {
    await callAs(sandbox()).post(labels, [{ prefix: 'global', name: 'runbook' }]);
    const { world } = sandbox();
    const idOf = (id: string) => world.page(id).labels.find(({ name }) => name === 'runbook')?.id;
    expect(idOf(seedIds.onboarding)).toBe(idOf(seedIds.paymentsRunbook));
  });

  it.each([[[{ prefix: 'global' }]], [[{ name: 'two words' }]], [[{ name: '' }]], [[{ name: 'x', prefix: 'odd' }]]])(
    'are refused when they read %j',
    async (body) => {
      expect((await callAs(sandbox()).post(labels, body)).status).toBe(400);
      expect(await names()).toEqual(['onboarding']);
    },
  );

  it('are removed by query, where a slash may stand, or by path', async () => {
    await callAs(sandbox()).post(labels, [{ name: 'a/b' }]);
    expect((await callAs(sandbox()).delete(`${labels}?name=a%2Fb`)).status).toBe(204);
    expect((await callAs(sandbox()).delete(`${labels}/onboarding`)).status).toBe(204);
    expect(await names()).toEqual([]);
    expect((await callAs(sandbox()).delete(`${labels}?name=onboarding`)).status).toBe(404);
    expect((await callAs(sandbox()).delete(labels)).status).toBe(400);
  });

  it('need the right to edit', async () => {
    expect((await callAs(sandbox(), 'priya').post(labels, [{ name: 'x' }])).status).toBe(403);
    expect((await callAs(sandbox(), 'omar').post(labels, [{ name: 'x' }])).status).toBe(404);
  });
});
