import { describe, expect, it } from '@jest/globals';
import { ids } from '../../src/sandbox/seed/ids.js';
import { caught } from './caught.js';
import { useDataCenter } from './data-center.js';

const text = (content: string) => Buffer.from(content);
const note = { filename: 'Ünïcode & notes (1).txt', mediaType: 'text/plain', bytes: text('first') };

describe.each(['', '/confluence'] as const)('files on Data Center at %j', (contextPath) => {
  const site = useDataCenter(contextPath);

  it('go up, come down again, and get versions under their name', async () => {
    const { attachments } = site().confluence;
    const first = await attachments.upload(ids.onboarding, { ...note, comment: 'as promised' });
    expect(first).toMatchObject({ pageId: ids.onboarding, filename: note.filename, sizeBytes: 5, version: 1 });
    const second = await attachments.upload(ids.onboarding, { ...note, bytes: text('second') });
    expect(second).toMatchObject({ id: first.id, version: 2, sizeBytes: 6 });
    const { bytes, mediaType } = await attachments.download(first.id, { maxBytes: 100 });
    expect([Buffer.from(bytes).toString(), mediaType]).toEqual(['second', 'text/plain']);
  });

  it('are listed with names and addresses of the site', async () => {
    const { confluence, sandbox } = site();
    await confluence.attachments.upload(ids.onboarding, note);
    await confluence.attachments.upload(ids.onboarding, { ...note, filename: 'b.csv', mediaType: 'text/csv' });
    const list = async (query: object) =>
      (await confluence.attachments.list(ids.onboarding, { limit: 25, ...query })).items.map(
        ({ filename }) => filename,
      );
    expect(await list({})).toEqual([note.filename, 'b.csv']);
    expect(await list({ mediaType: 'text/csv' })).toEqual(['b.csv']);
    expect(await list({ filename: note.filename.normalize('NFD') })).toEqual([note.filename]);
    const { items, nextCursor } = await confluence.attachments.list(ids.onboarding, { limit: 1 });
    expect(items[0]?.url.startsWith(`${sandbox.url}/`)).toBe(true);
    const rest = await confluence.attachments.list(ids.onboarding, { limit: 1, cursor: nextCursor ?? undefined });
    expect(rest.items.map(({ filename }) => filename)).toEqual(['b.csv']);
  });
});

describe('a file on Data Center', () => {
  const site = useDataCenter();

  it('is refused before the download when it is larger than allowed, naming its size', async () => {
    const { confluence, sandbox } = site();
    const { id } = await confluence.attachments.upload(ids.onboarding, note);
    const error = await caught(confluence.attachments.download(id, { maxBytes: 4 }));
    expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'max_bytes', size_bytes: 5 } });
    expect(sandbox.requests.some(({ path }) => path.includes('/download/'))).toBe(false);
  });

  it('is deleted, and nothing else is by its method', async () => {
    const { confluence, sandbox } = site();
    const { attachments, comments, pages } = confluence;
    const { id } = await attachments.upload(ids.onboarding, note);
    expect((await caught(attachments.delete(ids.onboarding))).code).toBe('NOT_FOUND');
    expect((await caught(comments.delete(ids.onboarding))).code).toBe('NOT_FOUND');
    expect((await caught(comments.delete(id))).code).toBe('NOT_FOUND');
    expect((await caught(pages.delete(ids.footerComment, { purge: false }))).code).toBe('NOT_FOUND');
    expect((await caught(pages.get(id))).code).toBe('NOT_FOUND');
    expect(sandbox.requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
    await attachments.delete(id);
    expect((await caught(attachments.get(id))).code).toBe('NOT_FOUND');
  });

  it.each(['../1', 'att', 'att1/x', '', '1?x'])('is not asked for by %j', async (id) => {
    const { confluence, sandbox } = site();
    for (const call of [
      () => confluence.attachments.get(id),
      () => confluence.attachments.download(id, { maxBytes: 1 }),
      () => confluence.attachments.delete(id),
    ]) {
      expect((await caught(call())).details).toEqual({ field: 'attachment_id' });
    }
    expect(sandbox.requests).toHaveLength(0);
  });
});

describe('copying a page on Data Center', () => {
  const site = useDataCenter();

  it('carries text, labels and files over', async () => {
    const { confluence, sandbox } = site();
    const { attachments, labels, pages } = confluence;
    await attachments.upload(ids.paymentsRunbook, note);
    const copy = { title: 'Runbook (copy)', parentId: ids.timeOff, includeAttachments: true, includeLabels: true };
    const made = await pages.copy(ids.paymentsRunbook, copy);
    expect(made).toMatchObject({ title: 'Runbook (copy)', spaceKey: 'HR', parentId: ids.timeOff, version: 1 });
    expect(sandbox.world.page(made.id).storage).toBe(sandbox.world.page(ids.paymentsRunbook).storage);
    expect(await labels.list(made.id)).toEqual(await labels.list(ids.paymentsRunbook));
    const files = async (id: string) =>
      (await attachments.list(id, { limit: 50 })).items.map(({ filename, sizeBytes }) => [filename, sizeBytes]);
    expect(await files(made.id)).toEqual(await files(ids.paymentsRunbook));
  });

  it('leaves labels and files behind when told so, and goes below the homepage of a space', async () => {
    const { attachments, labels, pages } = site().confluence;
    await attachments.upload(ids.paymentsRunbook, note);
    const copy = { title: 'Bare', spaceKey: 'ENG', includeAttachments: false, includeLabels: false };
    const made = await pages.copy(ids.paymentsRunbook, copy);
    expect(made.parentId).toBe(ids.engineeringHome);
    expect(await labels.list(made.id)).toEqual([]);
    expect((await attachments.list(made.id, { limit: 5 })).items).toEqual([]);
  });

  // The marks led to comments of another page.
  it('leaves the marks of comments on the page that they were made on', async () => {
    const { confluence, sandbox } = site();
    const code = '<ac:plain-text-body><![CDATA[<ac:inline-comment-marker ac:ref="x">]]></ac:plain-text-body>';
    const page = sandbox.world.page(ids.meetingNotes);
    page.rewrite(`${page.storage}<ac:structured-macro ac:name="code">${code}</ac:structured-macro>`);
    const before = page.storage;
    const copy = { title: 'Notes', spaceKey: 'ENG', includeAttachments: false, includeLabels: false };
    const { id } = await confluence.pages.copy(ids.meetingNotes, copy);
    expect(sandbox.world.page(id).storage).toContain(code);
    expect(sandbox.world.page(id).storage.match(/<ac:inline-comment-marker/g)).toHaveLength(1);
    expect(sandbox.world.page(ids.meetingNotes).storage).toBe(before);
  });

  it('says which page is there when the rest could not follow', async () => {
    const { confluence, sandbox } = site();
    sandbox.faults.add({ kind: 'status', status: 500, match: { method: 'POST', path: /\/label/ } });
    const copy = { title: 'Half', spaceKey: 'ENG', includeAttachments: false, includeLabels: true };
    const error = await caught(confluence.pages.copy(ids.paymentsRunbook, copy));
    const made = await confluence.pages.findByTitle('ENG', 'Half');
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', details: { page_id: made?.id } });
    expect(error.message).toContain('was created as the copy');
  });

  it('needs a place', async () => {
    const copy = { title: 'Nowhere', includeAttachments: false, includeLabels: false };
    expect((await caught(site().confluence.pages.copy(ids.onboarding, copy))).code).toBe('INVALID_INPUT');
  });
});
