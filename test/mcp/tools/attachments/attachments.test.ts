import { describe, expect, it } from '@jest/globals';
import { componentsPng } from '../../../../src/sandbox/seed/checkout-architecture.js';
import { ids } from '../../../../src/sandbox/seed/ids.js';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const page_id = ids.checkoutArchitecture;
const csv = ids.capacityCsv;
const upload = (args: Record<string, unknown>) => fixture().data('confluence_upload_attachment', { page_id, ...args });
const uploadText = (args: Record<string, unknown>) =>
  fixture().text('confluence_upload_attachment', { page_id, ...args });
const stored = (id: string) => fixture().sandbox.world.attachment(id).revisions.at(-1);
const files = () => [...fixture().sandbox.world.attachments.values()].map(({ title }) => title);

/** Puts other bytes behind the CSV of the seed. */
function replaceBytes(data: Buffer, mediaType = 'application/octet-stream'): void {
  Object.assign(stored(csv) ?? {}, { data, mediaType });
}

describe('confluence_get_attachments', () => {
  it('lists the files of a page', async () => {
    const { attachments } = await fixture().data('confluence_get_attachments', { page_id });
    expect(attachments).toContainEqual({
      id: csv,
      filename: 'capacity.csv',
      media_type: 'text/csv',
      size_bytes: stored(csv)?.data.length,
      version: 1,
      url: expect.stringMatching(/^http/),
    });
    const text = await fixture().text('confluence_get_attachments', { page_id, media_type: 'image/png' });
    expect(text).toMatch(/\n- checkout-components\.png \(id att262145, image\/png, \d+ bytes, version 1\) http\S+\n/);
    expect(text).not.toContain('capacity');
  });

  it('finds a file by name, and says so when there is none', async () => {
    const { attachments } = await fixture().data('confluence_get_attachments', { page_id, filename: 'capacity.csv' });
    expect(attachments).toHaveLength(1);
    expect(await fixture().text('confluence_get_attachments', { page_id: ids.onboarding })).toBe('No attachments.');
  });
});

describe('confluence_download_attachment', () => {
  const download = (args: Record<string, unknown> = {}) =>
    fixture().call('confluence_download_attachment', { attachment_id: csv, ...args });

  it('gives text as text', async () => {
    const { content, structuredContent } = await download();
    expect(content).toHaveLength(1);
    expect(content[0].text).toContain(`\n\n${stored(csv)?.data.toString()}`);
    expect(fixture().progress).toEqual(['Fetching the file']);
    expect(structuredContent).toMatchObject({ filename: 'capacity.csv', text: stored(csv)?.data.toString() });
  });

  it('gives an image as an image, whole', async () => {
    const { content, structuredContent } = await download({ attachment_id: ids.componentsImage });
    expect(content[1]).toEqual({ type: 'image', mimeType: 'image/png', data: componentsPng.toString('base64') });
    expect(content[0].text).toContain('checkout-components.png (id att262145, image/png');
    expect(structuredContent).not.toHaveProperty('media');
    expect(structuredContent).not.toHaveProperty('text');
  });

  it('gives everything else as an embedded resource', async () => {
    const bytes = Buffer.from([0x50, 0x4b, 0, 255]);
    replaceBytes(bytes, 'application/zip');
    const resource = {
      uri: `confluence://attachment/${csv}`,
      mimeType: 'application/zip',
      blob: bytes.toString('base64'),
    };
    expect((await download()).content[1]).toEqual({ type: 'resource', resource });
  });

  it('[C5] believes the bytes, not what they were declared as', async () => {
    replaceBytes(Buffer.from('<svg onload="x()"/>'), 'image/svg+xml');
    expect((await download()).structuredContent).toMatchObject({ text: '<svg onload="x()"/>' });
    replaceBytes(Buffer.from('no image'), 'image/png');
    expect((await download()).content).toHaveLength(1);
    replaceBytes(Buffer.from('a\u0007b'), 'text/plain; evil\tx');
    expect((await download()).content[1]).toMatchObject({ resource: { mimeType: 'application/octet-stream' } });
    replaceBytes(Buffer.alloc(0));
    expect((await download()).structuredContent).toMatchObject({ size_bytes: 0, text: '' });
  });

  it('refuses what is larger than allowed, and names the size', async () => {
    replaceBytes(Buffer.alloc(2000, 'x'));
    expect((await download({ max_bytes: 1999 })).content[0].text).toMatch(/^INVALID_INPUT: .*2000 bytes/);
    expect((await download({ max_bytes: 2000 })).isError).toBeUndefined();
  });
});

describe('confluence_upload_attachment', () => {
  it('adds a file from text or from base64', async () => {
    const text = await upload({ filename: 'notes.md', content_text: '# Notes', comment: 'first' });
    expect(text).toEqual({
      id: expect.stringMatching(/^att\d+$/),
      title: 'notes.md',
      version: 1,
      url: expect.stringMatching(/^http/),
      changed: true,
      dry_run: false,
    });
    expect(stored(text.id)).toMatchObject({
      mediaType: 'text/markdown',
      comment: 'first',
      data: Buffer.from('# Notes'),
    });
    const image = await upload({ filename: 'x.png', content_base64: componentsPng.toString('base64') });
    expect(stored(image.id)).toMatchObject({ mediaType: 'image/png', data: componentsPng });
  });

  it('gives a file of the same name a new version', async () => {
    expect(await upload({ filename: 'capacity.csv', content_text: 'a,b' })).toMatchObject({ id: csv, version: 2 });
    expect(files()).toHaveLength(2);
  });

  it('previews without writing', async () => {
    const preview = { content_text: 'a,b', dry_run: true };
    expect(await upload({ filename: 'new.csv', ...preview })).toEqual({
      id: null,
      title: 'new.csv',
      changed: true,
      dry_run: true,
      diff: '+ new.csv (text/csv, 3 bytes, version 1)',
    });
    const replaced = await upload({ filename: 'capacity.csv', ...preview });
    expect(replaced.id).toBe(csv);
    expect(replaced.diff).toMatch(/^- capacity\.csv \(text\/csv, \d+ bytes, version 1\)\n\+ .*version 2\)$/);
    expect(fixture().writes()).toEqual([]);
  });

  it.each(['x.svg', 'x.html', 'x.XHTML', 'x.js', 'x.xml'])(
    '[C5] stores %s as plain text and says so',
    async (filename) => {
      // By its name, whatever it is declared as, and by what it is declared as, whatever its name.
      for (const file of [
        { filename, media_type: 'application/pdf' },
        { filename: 'x.txt', media_type: 'image/svg+xml' },
      ]) {
        const result = await upload({ ...file, content_text: '<svg/>' });
        expect(stored(result.id)?.mediaType).toBe('text/plain');
        expect(result.warnings).toEqual([expect.stringContaining('Stored as text/plain')]);
      }
    },
  );

  it('[C6] never reads a path or an address: that is text like any other', async () => {
    for (const content_text of ['/etc/passwd', 'file:///etc/passwd', fixture().sandbox.url]) {
      const { id } = await upload({ filename: 'a.txt', content_text });
      expect(stored(id)?.data.toString()).toBe(content_text);
    }
    expect(await uploadText({ filename: 'a.txt', file_path: '/etc/passwd' })).toMatch(
      /^INVALID_INPUT: unknown parameter/,
    );
  });

  it.each([
    '../../etc/passwd',
    '/etc/passwd',
    'C:\\boot.ini',
    'a"\r\nX-Evil: y',
    '..',
    `${'x'.repeat(252)}.txt`,
    'gpj\u202e.exe',
    'https://example.com/x.png',
  ])('[C4] refuses the name %j', async (filename) => {
    expect(await uploadText({ filename, content_text: 'x' })).toMatch(/^INVALID_INPUT: filename: /);
    expect(fixture().sandbox.requests).toEqual([]);
  });

  it('[C5] refuses what is no base64, no content, or both contents', async () => {
    const filename = 'a.txt';
    for (const content_base64 of ['Y', 'Y=Q=', 'YQ==YQ==', 'YQ?=']) {
      expect(await uploadText({ filename, content_base64 })).toMatch(
        /^INVALID_INPUT: content_base64: expected the bytes/,
      );
    }
    expect(await uploadText({ filename })).toMatch(/^INVALID_INPUT: give either content_base64 or content_text/);
    expect(await uploadText({ filename, content_text: 'a', content_base64: 'YQ==' })).toMatch(
      /^INVALID_INPUT: give either/,
    );
    expect(fixture().sandbox.requests).toEqual([]);
  });

  it('takes a file of the largest size', async () => {
    const { id } = await upload({ filename: 'a.bin', content_base64: Buffer.alloc(10_000_000, 7).toString('base64') });
    expect(stored(id)?.data).toHaveLength(10_000_000);
  });

  it('[C5] refuses what is too large before it is decoded', async () => {
    const filename = 'a.bin';
    expect(await uploadText({ filename, content_base64: 'A'.repeat(15_000_000) })).toMatch(
      /^INVALID_INPUT: content_base64: the file is too large; at most 10000000 bytes can be sent\.$/,
    );
    expect(await uploadText({ filename, content_text: '漢'.repeat(3_500_000) })).toMatch(
      /^INVALID_INPUT: The file has 10500000 bytes; the limit is 10000000/,
    );
    expect(fixture().sandbox.requests).toEqual([]);
  });

  it('[C5] refuses a picture whose bytes are none, such as one cut off at the front', async () => {
    const content_base64 = componentsPng.subarray(4).toString('base64');
    expect(await uploadText({ filename: 'x.png', content_base64 })).toMatch(
      /^INVALID_INPUT: The content is not an image of type image\/png\. Send all bytes/,
    );
  });
});

describe('confluence_delete_attachment', () => {
  it('previews, then moves the file to the trash', async () => {
    const args = { attachment_id: csv };
    const preview = await fixture().data('confluence_delete_attachment', { ...args, dry_run: true });
    expect(preview).toMatchObject({ id: csv, title: 'capacity.csv', version: 1 });
    expect(preview.diff).toMatch(/^- capacity\.csv \(id att262146, /);
    expect(fixture().writes()).toEqual([]);
    expect(await fixture().data('confluence_delete_attachment', args)).toEqual({
      id: csv,
      changed: true,
      dry_run: false,
    });
    expect(fixture().sandbox.world.attachment(csv).status).toBe('trashed');
    expect(await fixture().text('confluence_delete_attachment', args)).toMatch(/^NOT_FOUND: /);
    expect(await fixture().text('confluence_download_attachment', args)).toMatch(/^NOT_FOUND: /);
  });
});
