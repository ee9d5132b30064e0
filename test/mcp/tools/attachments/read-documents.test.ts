import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../../src/sandbox/seed/ids.js';
import { wordOf } from '../../../documents/make-documents.js';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const file = (name: string): Buffer => readFileSync(new URL(`../../../documents/fixtures/${name}`, import.meta.url));

/** Puts a document behind the CSV of the seed, as browsers upload it. */
function put(name: string, data: Buffer = file(name), mediaType = 'application/octet-stream'): void {
  const attachment = fixture().sandbox.world.attachment(ids.capacityCsv);
  attachment.title = name;
  Object.assign(attachment.revisions.at(-1) ?? {}, { data, mediaType });
}
const read = (args: Record<string, unknown> = {}) =>
  fixture().call('confluence_download_attachment', { attachment_id: ids.capacityCsv, ...args }, undefined, 'always');
const textOf = async (args: Record<string, unknown> = {}) => (await read(args)).content[0].text;

describe('confluence_download_attachment with documents', () => {
  it.each([
    ['policy.pdf', /\w{4}/],
    ['cache-runbook.docx', /\n# /],
    ['costs.xlsx', /\n\| .* \|\n\| --- /],
    ['status.pptx', /\w{4}/],
  ])('reads %s as Markdown, and sends no bytes', async (name, shape) => {
    put(name);
    const { content, structuredContent } = await read();
    expect(content).toHaveLength(1);
    expect(content[0].text).toContain(`${name} (id ${ids.capacityCsv}`);
    expect(structuredContent?.['text']).toMatch(shape);
    expect(content[0].text).toContain(structuredContent?.['text']);
  });

  it('gives the bytes when they are asked for', async () => {
    put('policy.pdf');
    const { content, structuredContent } = await read({ as: 'raw' });
    expect(content[1]).toMatchObject({ type: 'resource', resource: { blob: file('policy.pdf').toString('base64') } });
    expect(structuredContent).not.toHaveProperty('text');
  });

  it('goes on by the cursor until every line was told', async () => {
    const lines = Array.from({ length: 3000 }, (_, n) => `line ${n} of the plan`);
    put('long.docx', wordOf(lines.map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`).join('')));
    const parts: string[] = [];
    for (let cursor: string | undefined; ;) {
      const { structuredContent = {}, content } = await read({ cursor });
      parts.push(structuredContent['text'] as string);
      cursor = structuredContent['next_cursor'] as string | undefined;
      if (cursor === undefined) break;
      expect(content[0].text).toContain(cursor);
    }
    expect(parts.length).toBeGreaterThan(1);
    for (const line of [lines[0], lines[1500], lines[2999]]) expect(parts.join('')).toContain(line);
  });

  it('says why a document cannot be read, and what to do', async () => {
    put('locked.pdf');
    expect(await textOf()).toMatch(/^UNCONVERTIBLE: The document .*as "raw"/);
    put('broken.docx', Buffer.from('PK\u0003\u0004 and nothing more'));
    expect(await textOf()).toMatch(/^UNCONVERTIBLE: /);
    put('policy.pdf');
    expect(await textOf()).not.toMatch(/^[A-Z_]+: /);
  });

  it('refuses a cursor of something else, and text of what has none', async () => {
    put('policy.pdf');
    expect(await textOf({ cursor: 'abc' })).toMatch(/^INVALID_INPUT: .*without a cursor/);
    const image = { attachment_id: ids.componentsImage };
    expect(await textOf({ ...image, as: 'text' })).toMatch(/^UNCONVERTIBLE: .*"as" set to "auto"/);
    expect(await textOf({ ...image, cursor: 'abc' })).toMatch(/^INVALID_INPUT: cursor/);
    expect((await read({ ...image, as: 'raw' })).content[1]).toMatchObject({ resource: { mimeType: 'image/png' } });
  });

  it('holds files that a model takes in whole to a megabyte unless told otherwise', async () => {
    put('noise.bin', Buffer.alloc(1_200_000));
    expect(await textOf()).toMatch(/^INVALID_INPUT: The file has 1200000 bytes.*max_bytes/);
    expect((await read({ max_bytes: 2_000_000 })).content).toHaveLength(2);
  });
});
