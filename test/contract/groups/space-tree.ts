import { describe, expect, it } from '@jest/globals';
import type { ChildPage, Confluence } from '../../../src/confluence/index.js';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { seedContent } from '../../../src/sandbox/seed/seed-content.js';
import { caught } from '../caught.js';
import type { Capabilities, UseSite } from '../test-site.js';

async function readAll(confluence: Confluence, query: { depth: number; limit: number }): Promise<ChildPage[]> {
  const all: ChildPage[] = [];
  let cursor: string | undefined;
  do {
    const page = await confluence.pages.tree('HR', { ...query, cursor });
    expect(page.items.length).toBeLessThanOrEqual(query.limit);
    all.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

export function describeSpaceTree(site: UseSite, can: Capabilities): void {
  const grow = (parentId: string | null, count = 1): string[] =>
    Array.from({ length: count }, (_, index) => {
      const { world } = site().sandbox;
      const id = world.nextId();
      const title = `Chapter ${parentId ?? 'top'}-${index}`;
      const history = [{ by: 'priya', at: '2026-01-01T00:00:00Z', storage: '<p />' }] as const;
      return seedContent(world, { id, spaceId: ids.spaces.people, parentId, title, history: [...history] }).id;
    });

  describe('pages.tree', () => {
    it('lists the pages of a space level by level, from the homepage down', async () => {
      const { items, nextCursor } = await site().confluence.pages.tree('eng', { depth: 10, limit: 50 });
      expect(items[0]).toMatchObject({ id: ids.engineeringHome, parentId: null, depth: 1, hasChildren: true });
      expect(items.map(({ depth }) => depth)).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3]);
      expect(items.find(({ id }) => id === ids.incidentReviews)).toMatchObject({ hasChildren: true, depth: 2 });
      expect(nextCursor).toBeNull();
    });

    it('lists the top alone, and says that it goes on', async () => {
      const { items } = await site().confluence.pages.tree('ENG', { depth: 1, limit: 50 });
      expect(items).toMatchObject([{ id: ids.engineeringHome, hasChildren: true }]);
    });

    it('does not forget the pages beside the tree of the homepage', async () => {
      const [orphan] = grow(null) as [string];
      const [below] = grow(orphan) as [string];
      const all = await readAll(site().confluence, { depth: 2, limit: 2 });
      expect(all.map(({ id, depth }) => [id, depth])).toEqual([
        [ids.peopleHome, 1],
        [orphan, 1],
        [ids.timeOff, 2],
        [ids.remoteWork, 2],
        [below, 2],
      ]);
      expect(all.map(({ hasChildren }) => hasChildren)).toEqual([true, true, false, false, false]);
    });

    it('gives a thousand pages below one complete and in order, page by page', async () => {
      const planted = grow(ids.peopleHome, 1_000);
      const all = await readAll(site().confluence, { depth: 2, limit: 240 });
      expect(all.map(({ id }) => id)).toEqual([ids.peopleHome, ids.timeOff, ids.remoteWork, ...planted]);
      expect(all[0]?.hasChildren).toBe(true);
    });

    it('gives many pages at the top of a space complete, with what is below them', async () => {
      const tops = grow(null, 30);
      const below = [...grow(tops[3] as string, 3), ...grow(tops[29] as string, 3)];
      const all = await readAll(site().confluence, { depth: 2, limit: 7 });
      expect(all.map(({ id }) => id)).toEqual([ids.peopleHome, ...tops, ids.timeOff, ids.remoteWork, ...below]);
      expect(new Set(all.map(({ depth }) => depth))).toEqual(new Set([1, 2]));
      expect(await readAll(site().confluence, { depth: 1, limit: 7 })).toHaveLength(31);
    });

    if (can.cursorsNamePages) {
      it('says so when the tree changed under a cursor', async () => {
        const { confluence, sandbox } = site();
        const tops = grow(null, 30);
        grow(tops[0] as string, 5);
        const first = await confluence.pages.tree('HR', { depth: 2, limit: 35 });
        sandbox.world.contents.delete(tops[0] as string);
        const error = await caught(confluence.pages.tree('HR', { depth: 2, limit: 5, cursor: first.nextCursor ?? '' }));
        expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'cursor' } });
      });
    }

    it('is NOT_FOUND for a space that is missing or hidden', async () => {
      const query = { depth: 2, limit: 5 };
      expect((await caught(site().confluence.pages.tree('NOPE', query))).code).toBe('NOT_FOUND');
      expect((await caught(site().as('omar').pages.tree('ENG', query))).code).toBe('NOT_FOUND');
    });

    it('refuses a cursor of another tree', async () => {
      const { pages } = site().confluence;
      const { nextCursor } = await pages.tree('ENG', { depth: 3, limit: 1 });
      const error = await caught(pages.tree('ENG', { depth: 2, limit: 1, cursor: nextCursor ?? undefined }));
      expect(error.details).toEqual({ field: 'cursor' });
    });
  });

  describe('pages.ancestors', () => {
    it('gives the way from the top of the space to the parent', async () => {
      const { pages } = site().confluence;
      expect(await pages.ancestors(ids.securityIncident)).toEqual([ids.engineeringHome, ids.incidentReviews]);
      expect(await pages.ancestors(ids.engineeringHome)).toEqual([]);
    });

    it('gives a way of three hundred steps whole', async () => {
      const way: string[] = [ids.peopleHome];
      for (let step = 0; step < 300; step += 1) way.push(...grow(way.at(-1) as string));
      expect(await site().confluence.pages.ancestors(way.at(-1) as string)).toEqual(way.slice(0, -1));
    });

    it('knows that a blog post has none and a draft has those of its parent', async () => {
      const { pages } = site().confluence;
      expect(await pages.ancestors(ids.launchPost)).toEqual([]);
      expect(await pages.ancestors(ids.unfinishedDraft)).toEqual([ids.engineeringHome]);
    });

    it('is NOT_FOUND for a page that is missing or hidden', async () => {
      expect((await caught(site().confluence.pages.ancestors('99999999'))).code).toBe('NOT_FOUND');
      expect((await caught(site().as('omar').pages.ancestors(ids.onboarding))).code).toBe('NOT_FOUND');
    });
  });
}
