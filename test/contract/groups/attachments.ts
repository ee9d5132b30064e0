import { describe, expect, it } from '@jest/globals';
import type { Attachment } from '../../../src/confluence/index.js';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { caught } from '../caught.js';
import type { UseSite } from '../test-site.js';

const home = ids.checkoutArchitecture;

export function describeAttachments(site: UseSite): void {
  const attach = (contentId: string, title: string): string => {
    const { sandbox, authors } = site();
    const { world } = sandbox;
    const id = `att${world.nextId()}`;
    const createdAt = new Date(Date.UTC(2026, 0, 1) + world.attachments.size * 1_000);
    const file = { number: 1, data: Buffer.from('x'), mediaType: 'text/plain', comment: '', minorEdit: false };
    world.attachments.set(id, {
      ...{ id, fileId: crypto.randomUUID(), contentId, title, status: 'current', createdAt, labels: [] },
      revisions: [{ ...file, authorId: authors.amina, createdAt }],
    });
    return site().attachmentId(id);
  };

  describe('attachments.list', () => {
    it('gives the files of a page in our words', async () => {
      const { confluence, sandbox } = site();
      const { items, nextCursor } = await confluence.attachments.list(home, { limit: 25 });
      expect(items.map(({ filename, mediaType }) => [filename, mediaType])).toEqual([
        ['checkout-components.png', 'image/png'],
        ['capacity.csv', 'text/csv'],
      ]);
      expect(items[1]).toMatchObject({ id: site().attachmentId(ids.capacityCsv), pageId: home, version: 1 });
      expect(items[1]?.sizeBytes).toBe(sandbox.world.attachment(ids.capacityCsv).revisions[0]?.data.length);
      expect(items[1]?.url.startsWith(`${sandbox.url}/`)).toBe(true);
      expect(nextCursor).toBeNull();
    });

    it('can be asked for a name, however its letters are composed, and for a media type', async () => {
      const { attachments } = site().confluence;
      const list = async (query: { filename?: string; mediaType?: string }, page: string = home): Promise<string[]> =>
        (await attachments.list(page, { ...query, limit: 5 })).items.map(({ id }) => id);
      expect(await list({ filename: 'capacity.csv' })).toEqual([site().attachmentId(ids.capacityCsv)]);
      expect(await list({ mediaType: 'image/png' })).toEqual([site().attachmentId(ids.componentsImage)]);
      expect(await list({ filename: 'absent.csv' })).toEqual([]);
      const id = attach(ids.onboarding, '\u00fcbersicht.txt');
      expect(await list({ filename: 'u\u0308bersicht.txt' }, ids.onboarding)).toEqual([id]);
    });

    it('gives three hundred files of a blog post complete and once each', async () => {
      const planted = Array.from({ length: 300 }, (_, index) => attach(ids.launchPost, `file-${index}.txt`));
      const seen: Attachment[] = [];
      let cursor: string | undefined;
      do {
        const page = await site().confluence.attachments.list(ids.launchPost, { limit: 70, cursor });
        seen.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen.map(({ id }) => id)).toEqual(planted);
      expect(new Set(seen.map(({ pageId }) => pageId))).toEqual(new Set([ids.launchPost]));
    });

    it('is NOT_FOUND for a page that is missing or hidden', async () => {
      expect((await caught(site().confluence.attachments.list('99999999', { limit: 5 }))).code).toBe('NOT_FOUND');
      expect((await caught(site().as('omar').attachments.list(home, { limit: 5 }))).code).toBe('NOT_FOUND');
    });

    it('refuses the cursor of another list', async () => {
      const { attachments } = site().confluence;
      const { nextCursor } = await attachments.list(home, { limit: 1 });
      const other = attachments.list(home, { limit: 1, mediaType: 'text/csv', cursor: nextCursor ?? undefined });
      expect((await caught(other)).details).toEqual({ field: 'cursor' });
    });
  });

  describe('attachments.get and attachments.delete', () => {
    it('give one file and put it into the trash, where it is not found again', async () => {
      const { attachments } = site().confluence;
      expect(await attachments.get(ids.capacityCsv)).toMatchObject({ filename: 'capacity.csv', pageId: home });
      await attachments.delete(ids.capacityCsv);
      expect(site().sandbox.world.attachment(ids.capacityCsv).status).toBe('trashed');
      expect((await caught(attachments.get(ids.capacityCsv))).code).toBe('NOT_FOUND');
      expect((await caught(attachments.delete(ids.capacityCsv))).code).toBe('NOT_FOUND');
    });

    it('are refused to who may not, and for what is not there', async () => {
      const reader = site().as('priya').attachments;
      expect(['FORBIDDEN', 'NOT_FOUND']).toContain((await caught(reader.delete(ids.capacityCsv))).code);
      expect(site().sandbox.world.attachment(ids.capacityCsv).status).toBe('current');
      expect((await caught(site().as('omar').attachments.get(ids.capacityCsv))).code).toBe('NOT_FOUND');
      const { attachments } = site().confluence;
      expect((await caught(attachments.get('att99999999'))).code).toBe('NOT_FOUND');
      expect((await caught(attachments.delete('att99999999'))).code).toBe('NOT_FOUND');
    });
  });
}
