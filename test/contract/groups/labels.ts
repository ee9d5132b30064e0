import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { caught } from '../caught.js';
import type { UseSite } from '../test-site.js';

export function describeLabels(site: UseSite): void {
  describe('labels', () => {
    it('lists the labels of a page and of a blog post', async () => {
      const { labels } = site().confluence;
      expect(await labels.list(ids.paymentsRunbook)).toEqual(['runbook', 'payments', 'on-call']);
      expect(await labels.list(ids.launchPost)).toEqual(['news']);
    });

    it('adds labels in lower case and answers with all of them', async () => {
      const { labels } = site().confluence;
      expect((await labels.add(ids.onboarding, ['People', 'first-day'])).toSorted()).toEqual([
        'first-day',
        'onboarding',
        'people',
      ]);
      expect(await labels.list(ids.onboarding)).toHaveLength(3);
    });

    it('removes the labels that are there and answers with the rest', async () => {
      const { labels } = site().confluence;
      expect(await labels.remove(ids.paymentsRunbook, ['Runbook', 'absent'])).toEqual(['payments', 'on-call']);
      expect(await labels.list(ids.paymentsRunbook)).toEqual(['payments', 'on-call']);
    });

    it('removes a label that has a slash in it', async () => {
      const { labels } = site().confluence;
      await labels.add(ids.onboarding, ['a/b']);
      expect(await labels.remove(ids.onboarding, ['a/b'])).toEqual(['onboarding']);
    });

    it.each(['two words', 'a,b', '', 'x'.repeat(256)])('refuses the label %j before asking', async (name) => {
      const { confluence, sandbox } = site();
      const error = await caught(confluence.labels.add(ids.onboarding, [name]));
      expect(error.details).toEqual({ field: 'labels' });
      expect(sandbox.requests).toHaveLength(0);
    });

    it('is NOT_FOUND for a missing page, FORBIDDEN for a reader', async () => {
      const { labels } = site().confluence;
      expect((await caught(labels.list('99999999'))).code).toBe('NOT_FOUND');
      expect((await caught(labels.add('99999999', ['x']))).code).toBe('NOT_FOUND');
      expect((await caught(labels.remove('99999999', ['x']))).code).toBe('NOT_FOUND');
      expect((await caught(site().as('priya').labels.add(ids.onboarding, ['x']))).code).toBe('FORBIDDEN');
    });
  });
}
