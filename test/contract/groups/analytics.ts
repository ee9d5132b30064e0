import { describe, expect, it } from '@jest/globals';
import type { Analytics } from '../../../src/confluence/index.js';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { caught } from '../caught.js';
import type { UseSite } from '../test-site.js';

export function describeAnalytics(site: UseSite): void {
  const analytics = (confluence = site().confluence): Analytics => {
    if (confluence.analytics === undefined) throw new Error('this Confluence does not count views');
    return confluence.analytics;
  };

  describe('analytics.views', () => {
    it('counts views and the people behind them, ever and since a day', async () => {
      expect(await analytics().views(ids.paymentsRunbook)).toEqual({ views: 5, viewers: 4 });
      expect(await analytics().views(ids.paymentsRunbook, '2026-11-13')).toEqual({ views: 2, viewers: 2 });
      expect(await analytics().views(ids.paymentsRunbook, '2026-11-13T09:30:00Z')).toEqual({ views: 1, viewers: 1 });
      expect(await analytics().views(ids.onboarding)).toEqual({ views: 0, viewers: 0 });
    });

    it.each(['yesterday', '2026-02-30T25:00', '2026-1-1', ''])('refuses the date %j before asking', async (date) => {
      const error = await caught(analytics().views(ids.onboarding, date));
      expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'from_date' } });
      expect(site().sandbox.requests).toHaveLength(0);
    });

    it('is NOT_FOUND for a page that is missing or hidden', async () => {
      expect((await caught(analytics().views('99999999'))).code).toBe('NOT_FOUND');
      expect((await caught(analytics(site().as('omar')).views(ids.paymentsRunbook))).code).toBe('NOT_FOUND');
    });
  });
}
