import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { createDocumentReader, findDocumentKind } from '../../src/documents/index.js';
import { pdfOfPages, streamOf, wordOf } from './make-documents.js';

const reader = createDocumentReader();
afterAll(() => reader.close());

const unknown = 'application/octet-stream';
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
const read = (name: string) => reader.read(fixture(name), unknown, name);

describe('documents by other programs', () => {
  it('are read from Word with headings, marks, lists, links, tables and notes', async () => {
    const { markdown, nextCursor } = await read('cache-runbook.docx');
    expect(nextCursor).toBeUndefined();
    expect(markdown.split('\n\n')).toEqual([
      '# Cache runbook',
      '# First response',
      'Restart the **cache** and *wait*.[^1]',
      '1. Look at the dashboard\n   1. the one of the region\n1. Call the on-call\n- a bullet',
      '[the manual](<https://docs.example/a?b=1&c=2>)',
      '| Limit | Value |\n| --- | --- |\n| Memory | 2 GB \\| hard |\n| both |  |',
      '[^1]: Measured in October.',
    ]);
  });

  it('are read from Excel with numbers, results of formulas, dates and hidden sheets', async () => {
    const { markdown } = await read('costs.xlsx');
    expect(markdown).toContain('| October | 1234.5 | TRUE | 2026-10-31 |');
    expect(markdown).toContain('| November | 2469 | FALSE | 2026-11-30 12:30 |');
    expect(markdown).toContain('far \\| away');
    expect(markdown).toContain('## Secret (hidden)');
    const plan = await read('plan.xlsx');
    expect(plan.markdown).toContain('| Write\\_it | 2026-12-04 | 0.25 |');
    expect(plan.warnings).toEqual(['The sheet "Chart" has no cells and was left out.']);
  });

  it('are read from PowerPoint slide by slide, with bullets, tables and notes', async () => {
    const { markdown } = await read('status.pptx');
    expect(markdown).toContain('- Checkout is live\n- Search is next');
    expect(markdown).toContain('| Team | People |\n| --- | --- |\n| Payments | 7 |');
    expect(markdown).toContain('Notes: Thank the team.');
    expect(markdown.match(/^## Slide \d/gm)).toEqual(['## Slide 1', '## Slide 2']);
  });

  it('are read from PDF page by page, with headings and paragraphs put together', async () => {
    const { markdown, warnings } = await read('policy.pdf');
    expect(markdown).toMatch(
      /^\[Page 1\]\n\n# Time off\n\nEverybody has 30 days a year; [^\n]* first of them\.\n\nSick leave/,
    );
    expect(markdown).toContain('[Page 2]\n\nSecond page: Größe, naïve, 100 €.');
    expect(warnings).toEqual([]);
  });

  it('are refused when a password keeps them shut', async () => {
    await expect(read('locked.pdf')).rejects.toMatchObject({
      code: 'UNCONVERTIBLE',
      message: expect.stringContaining('encrypted'),
    });
  });
});

describe('a part', () => {
  const long = wordOf(
    Array.from({ length: 400 }, (_, i) => `<w:p><w:r><w:t>Paragraph ${i} 😀 of many</w:t></w:r></w:p>`).join(''),
  );

  async function parts(bytes: Uint8Array, name: string, maxChars: number): Promise<string[]> {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const part = await reader.read(bytes, unknown, name, { cursor, maxChars });
      found.push(part.markdown);
      cursor = part.nextCursor;
    } while (cursor !== undefined);
    return found;
  }

  it('ends between blocks, and all of them are the whole', async () => {
    const whole = (await reader.read(long, unknown, 'x.docx')).markdown;
    const found = await parts(long, 'x.docx', 1000);
    expect(found.length).toBeGreaterThan(8);
    expect(found.join('')).toBe(whole);
    expect(found.slice(0, -1).every((part) => part.length <= 1000 && part.endsWith('many\n\n'))).toBe(true);
  });

  it('never cuts a character in two', async () => {
    const faces = wordOf(`<w:p><w:r><w:t>${'😀'.repeat(30)}</w:t></w:r></w:p>`);
    const found = await parts(faces, 'x.docx', 7);
    expect(found.join('')).toBe('😀'.repeat(30));
    expect(found.every((part) => !/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/.test(part))).toBe(true);
  });

  it('of a long PDF goes on where the pages that were read together end', async () => {
    const lines = Array.from({ length: 60 }, () => `(${'word '.repeat(18)}) Tj 0 -12 Td`).join(' ');
    const pdf = pdfOfPages(60, streamOf(`BT /F1 10 Tf 20 780 Td ${lines} ET`));
    const whole = (await parts(pdf, 'x.pdf', 100_000)).join('');
    expect(whole.match(/\[Page \d+\]/g)).toEqual(Array.from({ length: 60 }, (_, index) => `[Page ${index + 1}]`));
    expect(whole.split('\n\n').filter((block) => block.startsWith('word'))).toHaveLength(60);
  });

  it('is not given for a cursor of something else', async () => {
    const { nextCursor } = await reader.read(long, unknown, 'x.docx', { maxChars: 100 });
    const other = wordOf('<w:p><w:r><w:t>other</w:t></w:r></w:p>');
    for (const cursor of [nextCursor, 'x', '']) {
      await expect(reader.read(other, unknown, 'x.docx', { cursor })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
  });
});

describe('the kind of a document', () => {
  it.each([
    ['application/pdf', 'x', 'pdf'],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document; charset=binary', 'x', 'word'],
    ['application/vnd.ms-excel.sheet.macroEnabled.12', 'x', 'excel'],
    ['application/octet-stream', 'Status.PPTX', 'powerpoint'],
    ['application/zip', 'x.docx', 'word'],
    ['text/plain', 'x.pdf', undefined],
    ['application/octet-stream', 'x.bin', undefined],
    ['image/png', 'x.png', undefined],
  ])('of %s called %s is %s', (mediaType, name, kind) => {
    expect(findDocumentKind(mediaType, name)).toBe(kind);
  });
});
