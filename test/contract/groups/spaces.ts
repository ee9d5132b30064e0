import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { caught } from '../caught.js';
import type { UseSite } from '../test-site.js';

export function describeSpaces(site: UseSite): void {
  describe('spaces', () => {
    it('gives a space by its key in any case', async () => {
      const { confluence, sandbox } = site();
      expect(await confluence.spaces.get('eng')).toEqual({
        id: ids.spaces.engineering,
        key: 'ENG',
        name: 'Engineering',
        type: 'global',
        url: expect.stringMatching(new RegExp(`^${sandbox.url}/(spaces|display)/ENG$`)),
        homepageId: ids.engineeringHome,
      });
    });

    it('is NOT_FOUND for a space that is missing, or closed to the account', async () => {
      expect((await caught(site().confluence.spaces.get('NOPE'))).code).toBe('NOT_FOUND');
      const error = await caught(site().as('amina').spaces.get('FIN'));
      expect(error.message).toBe('Space FIN was not found, or is not visible to this account.');
    });

    it('lists what the account sees, page by page', async () => {
      const { spaces } = site().confluence;
      const first = await spaces.list({ limit: 2 });
      expect(first.items).toHaveLength(2);
      const second = await spaces.list({ limit: 2, cursor: first.nextCursor ?? undefined });
      expect([...first.items, ...second.items].map(({ key }) => key).toSorted()).toEqual(['ENG', 'FIN', 'HR']);
      expect(second.nextCursor).toBeNull();
      expect((await site().as('omar').spaces.list({ limit: 25 })).items).toEqual([]);
    });

    it('lists one type of space, and names the types when it knows no such one', async () => {
      const { spaces } = site().confluence;
      expect((await spaces.list({ limit: 25, type: 'personal' })).items).toEqual([]);
      const error = await caught(spaces.list({ limit: 25, type: 'secret' }));
      expect(error.details).toEqual({ field: 'type' });
      expect(error.hint).toContain('personal');
    });
  });
}
