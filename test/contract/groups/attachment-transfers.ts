import { describe, expect, it } from '@jest/globals';
import type { NewAttachment } from '../../../src/confluence/index.js';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { caught } from '../caught.js';
import type { UseSite } from '../test-site.js';

const bytes = Uint8Array.from({ length: 1_000 }, (_, index) => index % 256);
const file: NewAttachment = { filename: 'all-bytes.bin', mediaType: 'application/x-all', bytes };
const generous = { maxBytes: 1_000_000 };

export function describeUploads(site: UseSite): void {
  const stored = (title: string) => [...site().sandbox.world.attachments.values()].find((one) => one.title === title);

  describe('attachments.upload', () => {
    it('stores the bytes as they are, with name, type and comment', async () => {
      const { confluence, sandbox } = site();
      const made = await confluence.attachments.upload(ids.onboarding, { ...file, comment: 'größer – 決済' });
      expect(made).toMatchObject({
        ...{ pageId: ids.onboarding, filename: 'all-bytes.bin', mediaType: 'application/x-all', version: 1 },
        sizeBytes: 1_000,
      });
      expect(made.url.startsWith(`${sandbox.url}/`)).toBe(true);
      expect(stored('all-bytes.bin')?.revisions).toMatchObject([{ comment: 'größer – 決済' }]);
      expect((await confluence.attachments.download(made.id, generous)).bytes).toEqual(Buffer.from(bytes));
    });

    it('makes a new version of the file that has the name, however its letters are composed', async () => {
      const { attachments } = site().confluence;
      const first = await attachments.upload(ids.onboarding, { ...file, filename: 'u\u0308bersicht 決済.txt' });
      const second = await attachments.upload(ids.onboarding, {
        ...{ filename: '\u00fcbersicht 決済.txt', mediaType: 'text/plain', bytes: Buffer.from('new') },
      });
      expect(second).toMatchObject({ id: first.id, version: 2, sizeBytes: 3, filename: '\u00fcbersicht 決済.txt' });
      expect(Buffer.from((await attachments.download(first.id, generous)).bytes).toString()).toBe('new');
    });

    it('takes an empty file, and one on a blog post', async () => {
      const { attachments } = site().confluence;
      const made = await attachments.upload(ids.launchPost, { ...file, bytes: new Uint8Array() });
      expect(made).toMatchObject({ pageId: ids.launchPost, sizeBytes: 0 });
      expect((await attachments.download(made.id, { maxBytes: 0 })).bytes).toHaveLength(0);
    });

    it.each(['.bashrc', 'CON', 'nul.txt', "it's ; name=x.txt", 'a%0d%0ab.txt', 'مرحبا.txt', 'a+b&c=d?.txt'])(
      'keeps the odd but harmless name %j',
      async (filename) => {
        const made = await site().confluence.attachments.upload(ids.onboarding, { ...file, filename });
        expect(made.filename).toBe(filename);
        expect(stored(filename)).toBeDefined();
      },
    );

    it.each([
      ...['../../etc/passwd', '/etc/passwd', 'C:\\x.txt', '..', '.', '', ' ', ' a.txt', 'a\0.txt', 'a\ud800.txt'],
      ...['a"\r\nX-Evil: y', 'a"; name="comment', 'a\u0085b', 'x'.repeat(256)],
    ])('refuses the name %j before asking', async (filename) => {
      const { confluence, sandbox } = site();
      const error = await caught(confluence.attachments.upload(ids.onboarding, { ...file, filename }));
      expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'filename' } });
      expect(sandbox.requests).toHaveLength(0);
    });

    it.each(['', 'text', 'text/plain\r\nX-Evil: y', 'text/plain; charset="x"', 'a/b/c'])(
      'refuses the media type %j before asking',
      async (mediaType) => {
        const { confluence, sandbox } = site();
        const error = await caught(confluence.attachments.upload(ids.onboarding, { ...file, mediaType }));
        expect(error.details).toEqual({ field: 'media_type' });
        expect(sandbox.requests).toHaveLength(0);
      },
    );

    it('is FORBIDDEN for a reader, NOT_FOUND for a missing page', async () => {
      const reader = site().as('priya').attachments;
      expect((await caught(reader.upload(ids.onboarding, file))).code).toBe('FORBIDDEN');
      expect((await caught(site().confluence.attachments.upload('99999999', file))).code).toBe('NOT_FOUND');
    });

    it('says that a file is too large for the site', async () => {
      const { confluence, sandbox } = site();
      for (const method of ['PUT', 'POST']) sandbox.faults.add({ kind: 'status', status: 413, match: { method } });
      const error = await caught(confluence.attachments.upload(ids.onboarding, file));
      expect(error.code).toBe('INVALID_INPUT');
      expect(error.hint).toContain('smaller file');
    });
  });
}

export function describeDownloads(site: UseSite): void {
  describe('attachments.download', () => {
    it('gives the bytes with what is known of the file', async () => {
      const { confluence, sandbox } = site();
      const { data } = sandbox.world.attachment(ids.componentsImage).revisions[0] as { data: Buffer };
      const content = await confluence.attachments.download(ids.componentsImage, generous);
      expect(content).toMatchObject({ filename: 'checkout-components.png', mediaType: 'image/png' });
      expect(Buffer.from(content.bytes).equals(data)).toBe(true);
    });

    it('takes a file of exactly the allowed size, and names the size of a larger one without fetching it', async () => {
      const { confluence, sandbox } = site();
      const { sizeBytes } = await confluence.attachments.get(ids.capacityCsv);
      const exact = await confluence.attachments.download(ids.capacityCsv, { maxBytes: sizeBytes });
      expect(exact.bytes).toHaveLength(sizeBytes);
      const before = sandbox.requests.length;
      const error = await caught(confluence.attachments.download(ids.capacityCsv, { maxBytes: sizeBytes - 1 }));
      expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'max_bytes', size_bytes: sizeBytes } });
      expect(error.message).toContain(String(sizeBytes));
      expect(sandbox.requests.length - before).toBe(1);
    });

    it('is NOT_FOUND for a file that is missing, hidden or in the trash', async () => {
      const { attachments } = site().confluence;
      expect((await caught(attachments.download('att99999999', generous))).code).toBe('NOT_FOUND');
      expect((await caught(site().as('omar').attachments.download(ids.capacityCsv, generous))).code).toBe('NOT_FOUND');
      await attachments.delete(ids.capacityCsv);
      expect((await caught(attachments.download(ids.capacityCsv, generous))).code).toBe('NOT_FOUND');
    });
  });
}
