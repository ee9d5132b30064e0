import { describe, expect, it } from '@jest/globals';
import type { Comment } from '../../../src/confluence/index.js';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { caught } from '../caught.js';
import type { Capabilities, UseSite } from '../test-site.js';

const everything = { location: 'all', status: 'all' } as const;

export function describeCommentLists(site: UseSite, can: Capabilities): void {
  const readAll = async (pageId: string, limit: number): Promise<Comment[]> => {
    const all: Comment[] = [];
    let cursor: string | undefined;
    do {
      const page = await site().confluence.comments.list(pageId, { ...everything, limit, cursor });
      expect(page.items.length).toBeGreaterThan(0);
      all.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return all;
  };

  let written = 0;
  const write = (contentId: string, parentCommentId: string | null = null): string => {
    const { sandbox, authors } = site();
    const { world } = sandbox;
    const id = world.nextId();
    const createdAt = new Date(Date.UTC(2026, 0, 1) + (written += 1) * 1000);
    const revision = { number: 1, title: 'Re', storage: '<p>x</p>', createdAt, message: '', minorEdit: false };
    world.comments.set(id, {
      ...{ id, contentId, parentCommentId, createdAt, kind: 'footer', markerRef: null, originalSelection: null },
      revisions: [{ ...revision, authorId: authors.amina }],
      resolution: { state: 'open', by: null, at: null },
    });
    return id;
  };

  const resolve = (id: string): void => {
    site().sandbox.world.comment(id).resolution = { state: 'resolved', by: site().authors.amina, at: new Date() };
  };

  describe('comments.list', () => {
    it('gives footer comments, then inline threads with their replies and the names of their authors', async () => {
      const { confluence, people } = site();
      const { items, nextCursor } = await confluence.comments.list(ids.meetingNotes, {
        ...everything,
        limit: 25,
      });
      expect(items.map(({ id, location, replyTo }) => [id, location, replyTo])).toEqual([
        [ids.footerComment, 'footer', null],
        [ids.inlineComment, 'inline', null],
        [ids.inlineReply, 'inline', ids.inlineComment],
      ]);
      expect(items[1]).toEqual({
        id: ids.inlineComment,
        pageId: ids.meetingNotes,
        location: 'inline',
        status: 'open',
        author: { id: people.yuki, name: '田中 由紀', email: null },
        body: '<p>Does this include the archive tables?</p>',
        createdAt: '2026-11-17T01:10:00.000Z',
        replyTo: null,
        textSelection: 'database migration',
        version: 1,
      });
      expect(nextCursor).toBeNull();
    });

    it('can be asked for one location and one state', async () => {
      const { comments } = site().confluence;
      const list = async (location: 'footer' | 'inline', status: 'open' | 'resolved'): Promise<string[]> =>
        (await comments.list(ids.meetingNotes, { location, status, limit: 25 })).items.map(({ id }) => id);
      expect(await list('footer', 'open')).toEqual([ids.footerComment]);
      expect(await list('footer', 'resolved')).toEqual([]);
      expect(await list('inline', 'resolved')).toEqual([]);
      resolve(ids.inlineComment);
      expect(await list('inline', 'resolved')).toEqual([ids.inlineComment, ids.inlineReply]);
      expect(await list('inline', 'open')).toEqual([]);
    });

    it('gives replies the state of their thread', async () => {
      const { comments } = site().confluence;
      resolve(ids.inlineComment);
      const first = await comments.list(ids.meetingNotes, { location: 'inline', status: 'all', limit: 1 });
      const second = await comments.list(ids.meetingNotes, {
        ...{ location: 'inline', status: 'all', limit: 1 },
        cursor: first.nextCursor ?? undefined,
      });
      expect(second.items).toMatchObject([{ id: ids.inlineReply, status: 'resolved' }]);
      expect(second.nextCursor).toBeNull();
    });

    it('gives three hundred comments in threads of any depth complete and in order', async () => {
      const expected: string[] = [];
      for (let thread = 0; thread < 70; thread += 1) {
        const rootId = write(ids.onboarding);
        const [first, second] = [write(ids.onboarding, rootId), write(ids.onboarding, rootId)];
        const nested = write(ids.onboarding, first);
        expected.push(rootId, first, nested, second);
      }
      const long = write(ids.onboarding);
      expected.push(long, ...Array.from({ length: 60 }, () => write(ids.onboarding, long)));
      const all = await readAll(ids.onboarding, 47);
      expect(all.map(({ id }) => id)).toEqual(expected);
    });

    it('gives the comments of a blog post', async () => {
      const id = write(ids.launchPost);
      const { items } = await site().confluence.comments.list(ids.launchPost, { ...everything, limit: 5 });
      expect(items).toMatchObject([{ id, pageId: ids.launchPost }]);
    });

    it('is NOT_FOUND for a missing page rather than empty', async () => {
      const error = await caught(site().confluence.comments.list('99999999', { ...everything, limit: 5 }));
      expect(error.code).toBe('NOT_FOUND');
    });

    it('fails as a whole when replies cannot be read', async () => {
      const { confluence, sandbox } = site();
      sandbox.faults.add({ kind: 'status', status: 500, match: { path: /\/(children|child\/comment)/ } });
      const error = await caught(confluence.comments.list(ids.meetingNotes, { ...everything, limit: 25 }));
      expect(error.code).toBe('UPSTREAM_UNAVAILABLE');
    });

    if (can.namesInBulk) {
      it('shows account ids where the account may not see names', async () => {
        const { confluence, sandbox, people } = site();
        sandbox.faults.add({ kind: 'status', status: 403, match: { path: /users-bulk/ } });
        const { items } = await confluence.comments.list(ids.meetingNotes, { ...everything, limit: 1 });
        expect(items[0]?.author).toEqual({ id: people.amina, name: people.amina, email: null });
      });
    }

    it('refuses a cursor that it did not make', async () => {
      const forged = Buffer.from('{"l":"x","p":{"levels":[]}}').toString('base64url');
      const query = { ...everything, limit: 5, cursor: forged };
      const error = await caught(site().confluence.comments.list(ids.meetingNotes, query));
      expect(error.details).toEqual({ field: 'cursor' });
    });
  });
}
