import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../../../src/sandbox/index.js';
import { callAs, useSandbox, type WireJson } from '../../../support/sandbox.js';

const home = `/api/v2/pages/${seedIds.engineeringHome}`;

describe('the page tree', () => {
  const sandbox = useSandbox();
  const list = async (path: string, who = 'service') =>
    (await callAs(sandbox(), who).get(path)).body.results as WireJson[];

  it('mixes pages and folders in direct children, and knows pages alone in the older listing', async () => {
    const direct = await list(`${home}/direct-children`);
    expect(direct.map(({ type }) => type)).toContain('folder');
    const pages = await list(`${home}/children`);
    expect(pages.map(({ id }) => id)).not.toContain(seedIds.releases);
    expect(pages).toHaveLength(direct.length - 1);
  });

  it('sorts children by position unless asked otherwise', async () => {
    expect((await list(`${home}/direct-children`))[0].title).toBe('Payments runbook');
    expect((await list(`${home}/direct-children?sort=title`))[0].title).toBe('Checkout architecture');
  });

  it('gives descendants to the depth asked for, two by default', async () => {
    const depths = (await list(`${home}/descendants`)).map(({ depth }) => depth as number);
    expect(Math.max(...depths)).toBe(2);
    expect((await list(`${home}/descendants?depth=1`)).every(({ depth }) => depth === 1)).toBe(true);
    expect((await callAs(sandbox()).get(`${home}/descendants?depth=11`)).status).toBe(400);
  });

  it('gives ancestors from the top, the nearest when limited', async () => {
    const path = `/api/v2/pages/${seedIds.releaseOctober}/ancestors`;
    expect(await list(path)).toEqual([
      { id: seedIds.engineeringHome, type: 'page' },
      { id: seedIds.releases, type: 'folder' },
    ]);
    expect(await list(`${path}?limit=1`)).toEqual([{ id: seedIds.releases, type: 'folder' }]);
  });

  it('hides what the caller may not see', async () => {
    const path = `/api/v2/pages/${seedIds.incidentReviews}/direct-children`;
    expect([await list(path), await list(path, 'jonas')].map(({ length }) => length)).toEqual([1, 0]);
    const below = await list(`${home}/descendants`, 'jonas');
    expect(below.map(({ id }) => id)).not.toContain(seedIds.securityIncident);
  });

  it('does not take a page for a folder', async () => {
    expect((await callAs(sandbox()).get(`/api/v2/folders/${seedIds.onboarding}`)).status).toBe(404);
    expect((await callAs(sandbox()).get(`/api/v2/pages/${seedIds.releases}`)).status).toBe(404);
  });
});
