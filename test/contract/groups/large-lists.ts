import { describe, expect, it } from '@jest/globals';
import type { Paged } from '../../../src/confluence/index.js';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { seedContent } from '../../../src/sandbox/seed/seed-content.js';
import { isThorough } from '../../support/thorough.js';
import type { UseSite } from '../test-site.js';

const home = ids.timeOff;

/** An answer has 250 at most: these take three of them, or two. */
const [manyPages, manyComments] = isThorough ? [1_000, 500] : [520, 260];

/** Every id of a list, in the order in which its pages gave them. */
async function walk(list: (cursor?: string) => Promise<Paged<{ id: string }>>): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: string | null | undefined = undefined; cursor !== null;) {
    const page: Paged<{ id: string }> = await list(cursor);
    found.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  return found;
}

/** Lists far larger than any page of them: complete, each item once, in order. */
export function describeLargeLists(site: UseSite): void {
  const at = (index: number): Date => new Date(Date.UTC(2026, 0, 1) + index * 1_000);
  const times = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => make(index));

  describe('a large list', () => {
    it.each([1, 2])('of hundreds of children is complete and in order, %d levels deep', async (depth) => {
      const { sandbox, confluence } = site();
      const planted = times(manyPages, (index) => {
        const id = sandbox.world.nextId();
        seedContent(sandbox.world, {
          ...{ id, spaceId: ids.spaces.people, parentId: home, title: `Day ${String(index)}` },
          history: [{ by: 'priya', at: '2026-01-01T00:00:00Z', storage: '<p />' }],
        });
        return id;
      });
      expect(await walk((cursor) => confluence.pages.children(home, { depth, limit: 100, cursor }))).toEqual(planted);
    });

    it('of hundreds of comments is complete and in order', async () => {
      const { sandbox, confluence, authors } = site();
      const planted = times(manyComments, (index) => {
        const id = sandbox.world.nextId();
        const createdAt = at(index);
        const revision = { number: 1, title: 'Re', storage: '<p>x</p>', authorId: authors.priya, createdAt };
        sandbox.world.comments.set(id, {
          ...{ id, kind: 'footer', contentId: home, parentCommentId: null, createdAt },
          ...{ markerRef: null, originalSelection: null, resolution: { state: 'open', by: null, at: null } },
          revisions: [{ ...revision, message: '', minorEdit: false }],
        });
        return id;
      });
      const query = { location: 'all', status: 'all', limit: 60 } as const;
      expect(await walk((cursor) => confluence.comments.list(home, { ...query, cursor }))).toEqual(planted);
    });

    it('of three hundred attachments is complete and in order', async () => {
      const { sandbox, confluence, authors } = site();
      const planted = times(300, (index) => {
        const id = `att${sandbox.world.nextId()}`;
        const file = { number: 1, data: Buffer.from('x'), mediaType: 'text/plain', comment: '', minorEdit: false };
        sandbox.world.attachments.set(id, {
          ...{ id, fileId: crypto.randomUUID(), contentId: home, title: `${String(index)}.txt`, status: 'current' },
          ...{ createdAt: at(index), labels: [] },
          revisions: [{ ...file, authorId: authors.priya, createdAt: at(index) }],
        });
        return site().attachmentId(id);
      });
      expect(await walk((cursor) => confluence.attachments.list(home, { limit: 70, cursor }))).toEqual(planted);
    });
  });
}
