import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { caught } from '../caught.js';
import type { UseSite } from '../test-site.js';

export function describeSearch(site: UseSite): void {
  describe('search.cql', () => {
    it('gives hits with plain titles and excerpts, their space and an absolute URL', async () => {
      const { confluence, sandbox } = site();
      const { items } = await confluence.search.cql('title = "Onboarding"', { limit: 10 });
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({ id: ids.onboarding, type: 'page', title: 'Onboarding', spaceKey: 'ENG' });
      expect(items[0]?.url).toBe(`${sandbox.url}/spaces/ENG/pages/${ids.onboarding}/Onboarding`);
    });

    it('leaves no highlight marks or entities in what it shows', async () => {
      const { items } = await site().confluence.search.cql('text ~ "passkeys"', { limit: 10 });
      expect(items.map(({ excerpt }) => excerpt).join(' ')).toContain('Passkeys & security keys');
      expect(JSON.stringify(items)).not.toContain('@@@');
    });

    it('finds spaces as well', async () => {
      const { items } = await site().confluence.search.cql('type = space AND title ~ "Engineering"', { limit: 10 });
      expect(items[0]).toMatchObject({ type: 'space', spaceKey: 'ENG' });
    });

    it('gives every hit once over several pages', async () => {
      const { search } = site().confluence;
      const whole = await search.cql('space = "ENG" ORDER BY title', { limit: 50 });
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await search.cql('space = "ENG" ORDER BY title', { limit: 3, cursor });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(whole.items.map(({ id }) => id));
      expect(seen.length).toBeGreaterThan(6);
    });

    it.each(['text ~~ "x"', 'colour = "red"', 'title = "unclosed'])('says that %s is not CQL', async (cql) => {
      const error = await caught(site().confluence.search.cql(cql, { limit: 10 }));
      expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'query' } });
    });

    it('refuses the cursor of another query', async () => {
      const { search } = site().confluence;
      const { nextCursor } = await search.cql('space = "ENG"', { limit: 1 });
      const error = await caught(search.cql('space = "HR"', { limit: 1, cursor: nextCursor ?? undefined }));
      expect(error.details).toEqual({ field: 'cursor' });
    });

    it('shows nobody what they may not see', async () => {
      expect((await site().as('omar').search.cql('type = page', { limit: 50 })).items).toEqual([]);
    });
  });
}
