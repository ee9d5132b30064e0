import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { caught } from '../caught.js';
import type { UseSite } from '../test-site.js';

export function describePages(site: UseSite): void {
  describe('pages.get', () => {
    it('gives a page with its storage exactly as it is stored', async () => {
      const { confluence, sandbox } = site();
      const page = await confluence.pages.get(ids.paymentsRunbook);
      expect(page).toEqual({
        id: ids.paymentsRunbook,
        type: 'page',
        title: 'Payments runbook',
        spaceKey: 'ENG',
        status: 'current',
        version: 3,
        parentId: ids.engineeringHome,
        url: `${sandbox.url}/spaces/ENG/pages/${ids.paymentsRunbook}/Payments+runbook`,
        updatedAt: '2026-11-12T08:05:00.000Z',
        representation: 'storage',
        body: sandbox.world.page(ids.paymentsRunbook).storage,
      });
    });

    it('gives the rendered page when that is asked for', async () => {
      const page = await site().confluence.pages.get(ids.onboarding, { representation: 'view' });
      expect(page.representation).toBe('view');
      expect(page.body).not.toContain('<ac:');
    });

    it('gives an earlier version by its number', async () => {
      const { confluence, sandbox } = site();
      const page = await confluence.pages.get(ids.onboarding, { version: 1 });
      expect(page).toMatchObject({ title: 'Welcome', version: 1, status: 'historical' });
      expect(page.body).toBe(sandbox.world.page(ids.onboarding).revisions[0]?.storage);
    });

    it('names the version that does not exist', async () => {
      const error = await caught(site().confluence.pages.get(ids.onboarding, { version: 99 }));
      expect(error.code).toBe('NOT_FOUND');
      expect(error.message).toContain('Version 99');
    });

    it('gives a blog post under the same method', async () => {
      const page = await site().confluence.pages.get(ids.launchPost);
      expect(page).toMatchObject({ type: 'blogpost', title: 'Checkout v2 is live', parentId: null });
    });

    it('gives a draft that was never published', async () => {
      const page = await site().confluence.pages.get(ids.unfinishedDraft);
      expect(page).toMatchObject({ status: 'draft', title: 'On-call policy' });
    });

    it('tells two ids apart that are one floating-point number', async () => {
      const { confluence } = site();
      expect((await confluence.pages.get(ids.incidentReviews)).title).toBe('Incident reviews');
      expect((await confluence.pages.get(ids.japaneseRunbook)).title).toBe('決済障害の対応手順');
    });

    it('says that a missing page may also be invisible', async () => {
      const error = await caught(site().confluence.pages.get('99999999'));
      expect(error.code).toBe('NOT_FOUND');
      expect(error.message).toBe('Page 99999999 was not found, or is not visible to this account.');
    });

    it('tells an account that may not see a page the same as for a page that never was', async () => {
      const error = await caught(site().as('omar').pages.get(ids.paymentsRunbook));
      expect(error.code).toBe('NOT_FOUND');
    });

    it('reads a page in one request once the space is known', async () => {
      const { confluence, sandbox } = site();
      await confluence.pages.get(ids.onboarding);
      const before = sandbox.requests.length;
      await confluence.pages.get(ids.paymentsRunbook);
      expect(sandbox.requests.length - before).toBe(1);
    });
  });

  describe('pages.findByTitle', () => {
    it('finds a page by its exact title in a space named in any case', async () => {
      const { confluence } = site();
      expect(await confluence.pages.findByTitle('eng', 'Onboarding')).toMatchObject({
        id: ids.onboarding,
        spaceKey: 'ENG',
      });
      expect(await confluence.pages.findByTitle('ENG', 'onboarding')).toBeUndefined();
    });

    it('finds a blog post when there is no page of that title', async () => {
      const found = await site().confluence.pages.findByTitle('ENG', 'Checkout v2 is live');
      expect(found).toMatchObject({ id: ids.launchPost, type: 'blogpost' });
    });

    it('says so when the space itself is not there', async () => {
      const error = await caught(site().confluence.pages.findByTitle('NOPE', 'Onboarding'));
      expect(error.code).toBe('NOT_FOUND');
      expect(error.message).toContain('Space NOPE');
    });

    it('does not find what is in the trash', async () => {
      expect(await site().confluence.pages.findByTitle('ENG', 'Old deploy checklist')).toBeUndefined();
    });
  });
}
