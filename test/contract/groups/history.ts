import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { seedContent } from '../../../src/sandbox/seed/seed-content.js';
import { caught } from '../caught.js';
import type { UseSite } from '../test-site.js';

export function describeHistory(site: UseSite): void {
  describe('history.list', () => {
    it('gives the versions of a page, the newest first, with the names of their authors', async () => {
      const { items, nextCursor } = await site().confluence.history.list(ids.paymentsRunbook, { limit: 25 });
      expect(items.map(({ number }) => number)).toEqual([3, 2, 1]);
      expect(items[1]).toEqual({
        number: 2,
        author: { id: site().people.jonas, name: 'Jonas Weber', email: null },
        createdAt: '2026-08-19T14:40:00.000Z',
        message: 'State and warnings',
        minor: false,
      });
      expect(nextCursor).toBeNull();
    });

    it('tells minor edits from others', async () => {
      const { items } = await site().confluence.history.list(ids.meetingNotes, { limit: 25 });
      expect(items.map(({ minor }) => minor)).toEqual([true, false]);
    });

    it('gives a hundred versions complete, page by page, of a blog post too', async () => {
      const { confluence, sandbox } = site();
      const versions = Array.from({ length: 100 }, (_, index) => ({
        ...{ by: 'amina', storage: `<p>${index}</p>` },
        at: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
      })) as Parameters<typeof seedContent>[1]['history'];
      seedContent(sandbox.world, {
        ...{ id: '777002', spaceId: ids.spaces.engineering, parentId: null, title: 'Often changed', type: 'blogpost' },
        history: versions,
      });
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await confluence.history.list('777002', { limit: 30, cursor });
        seen.push(...page.items.map(({ number }) => number));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(Array.from({ length: 100 }, (_, index) => 100 - index));
    });

    it('is NOT_FOUND for a page that is missing or hidden', async () => {
      expect((await caught(site().confluence.history.list('99999999', { limit: 5 }))).code).toBe('NOT_FOUND');
      expect((await caught(site().as('omar').history.list(ids.onboarding, { limit: 5 }))).code).toBe('NOT_FOUND');
    });

    it('refuses the cursor of another page', async () => {
      const { history } = site().confluence;
      const { nextCursor } = await history.list(ids.paymentsRunbook, { limit: 1 });
      const error = await caught(history.list(ids.onboarding, { limit: 1, cursor: nextCursor ?? undefined }));
      expect(error.details).toEqual({ field: 'cursor' });
    });
  });
}
