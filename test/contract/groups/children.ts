import { describe, expect, it } from '@jest/globals';
import type { ChildPage, Confluence } from '../../../src/confluence/index.js';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { seedContent } from '../../../src/sandbox/seed/seed-content.js';
import { caught } from '../caught.js';
import type { Capabilities, UseSite } from '../test-site.js';

const root = ids.peopleHome;

async function readAll(confluence: Confluence, query: { depth: number; limit: number }): Promise<ChildPage[]> {
  const all: ChildPage[] = [];
  let cursor: string | undefined;
  do {
    const page = await confluence.pages.children(root, { ...query, cursor });
    expect(page.items.length).toBeLessThanOrEqual(query.limit);
    all.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

export function describeChildren(site: UseSite, can: Capabilities): void {
  const grow = (count: number, parentId: string = root): string[] =>
    Array.from({ length: count }, (_, index) => {
      const { world } = site().sandbox;
      const content = seedContent(world, {
        ...{ id: world.nextId(), spaceId: ids.spaces.people, parentId, title: `Chapter ${parentId}-${index}` },
        history: [{ by: 'priya', at: '2026-01-01T00:00:00Z', storage: '<p />' }],
      });
      return content.id;
    });

  describe('pages.children', () => {
    it('lists the pages right below a page and which of them go on, in one request', async () => {
      const { confluence, sandbox } = site();
      const { items, nextCursor } = await confluence.pages.children(ids.engineeringHome, { depth: 1, limit: 25 });
      expect(items.map(({ title, hasChildren }) => [title, hasChildren])).toEqual([
        ['Payments runbook', false],
        ['Checkout architecture', false],
        ['Team meeting notes', false],
        ['Onboarding', false],
        ['Releases', true],
        ['Incident reviews', true],
        ['決済障害の対応手順', false],
      ]);
      expect(nextCursor).toBeNull();
      expect(sandbox.requests).toHaveLength(1);
    });

    it('lists deeper levels after the higher ones, pages in folders too', async () => {
      const { items } = await site().confluence.pages.children(ids.engineeringHome, { depth: 2, limit: 50 });
      expect(items.map(({ depth }) => depth)).toEqual([1, 1, 1, 1, 1, 1, 1, 2, 2, 2]);
      expect(items.filter(({ parentId }) => parentId === ids.releases)).toHaveLength(2);
    });

    it('tells folders from pages', async () => {
      const { items } = await site().confluence.pages.children(ids.engineeringHome, { depth: 2, limit: 50 });
      const folders = items.filter(({ type }) => type === 'folder');
      expect(folders.map(({ id }) => id)).toEqual(can.folders ? [ids.releases] : []);
    });

    it('lists what lies in a folder, by its id or its URL, as it lists what lies below a page', async () => {
      const { confluence, sandbox } = site();
      const inFolder = async (id: string) => (await confluence.pages.children(id, { depth: 1, limit: 5 })).items;
      const both = [ids.releaseOctober, ids.releaseNovember];
      expect((await inFolder(ids.releases)).map(({ id }) => id).sort()).toEqual(both.sort());
      const url = `${sandbox.url}/spaces/ENG/${can.folders ? 'folder' : 'pages'}/${ids.releases}`;
      expect(await confluence.pages.resolveId(url)).toBe(ids.releases);
    });

    it('gives three hundred children complete and in order, page by page', async () => {
      const planted = grow(300);
      const all = await readAll(site().confluence, { depth: 1, limit: 40 });
      expect(all.map(({ id }) => id)).toEqual([ids.timeOff, ids.remoteWork, ...planted]);
      expect(all.every(({ hasChildren }) => hasChildren === false)).toBe(true);
    });

    it('gives a tree too large to look over whole, too, and does not guess who has children', async () => {
      const planted = grow(1_100);
      const all = await readAll(site().confluence, { depth: 1, limit: 250 });
      expect(all.map(({ id }) => id)).toEqual([ids.timeOff, ids.remoteWork, ...planted]);
      expect(new Set(all.map(({ hasChildren }) => hasChildren))).toEqual(
        new Set([can.childrenOfLargeTrees ? false : null]),
      );
    });

    it('does not count the grandchildren that it looks ahead to against the limit', async () => {
      for (const parent of grow(3)) grow(20, parent);
      const { items, nextCursor } = await site().confluence.pages.children(root, { depth: 1, limit: 5 });
      expect(items.map(({ hasChildren }) => hasChildren)).toEqual([false, false, true, true, true]);
      expect(nextCursor).toBeNull();
    });

    it('leaves out what the account may not see', async () => {
      const { items } = await site().as('jonas').pages.children(ids.incidentReviews, { depth: 1, limit: 25 });
      expect(items).toEqual([]);
    });

    it('is NOT_FOUND for a page that is not there', async () => {
      const error = await caught(site().confluence.pages.children('99999999', { depth: 1, limit: 25 }));
      expect(error.code).toBe('NOT_FOUND');
    });

    it.each(['garbage', '', 'eyJsIjoiIn0', Buffer.from('null').toString('base64url')])(
      'refuses the cursor %j and names it',
      async (cursor) => {
        const error = await caught(site().confluence.pages.children(root, { depth: 1, limit: 25, cursor }));
        expect(error.code).toBe('INVALID_INPUT');
        expect(error.details).toEqual({ field: 'cursor' });
      },
    );

    it('refuses a cursor of another list', async () => {
      const { pages } = site().confluence;
      const { nextCursor } = await pages.children(ids.engineeringHome, { depth: 1, limit: 1 });
      const foreign = caught(pages.children(root, { depth: 1, limit: 1, cursor: nextCursor ?? undefined }));
      expect((await foreign).details).toEqual({ field: 'cursor' });
    });
  });
}
