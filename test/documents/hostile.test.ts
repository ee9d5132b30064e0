import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import { createDocumentReader, type DocumentReader } from '../../src/documents/index.js';
import { isThorough } from '../support/thorough.js';
import { zipOf } from '../support/zip.js';
import { excelOf, packageOf, pdfOf, pdfOfPages, streamOf, wordOf } from './make-documents.js';

const reader = createDocumentReader({ timeoutMs: 5_000, heapMb: 64, growthMb: 96, maxCells: 5_000, maxEntries: 500 });
afterAll(() => reader.close());

const good = wordOf('<w:p><w:r><w:t>still here</w:t></w:r></w:p>');
const paragraph = '<w:p><w:r><w:t>x</w:t></w:r></w:p>';
const nested = (depth: number) => '<w:sdt>'.repeat(depth) + '</w:sdt>'.repeat(depth);
const unknown = 'application/octet-stream';

/** Small in the file and 200 MB when it is unpacked. */
const flood = deflateSync(Buffer.alloc(200 * 1024 * 1024, ' '), { level: 1 });
const packedTwice = pdfOfPages(1, streamOf(deflateSync(flood), '/Filter [/FlateDecode /FlateDecode] '));
/** As many bytes of a kind that packs only a little better than others. */
const noise = Array.from(
  { length: 90_000 },
  (_, i) => `<w:p><w:r><w:t>${(i * 7919).toString(36)}</w:t></w:r></w:p>`,
).join('');

const compound = (stream: string) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(stream, 'utf16le')]);

const documents: [what: string, name: string, bytes: () => Buffer, reason: RegExp][] = [
  ['a zip bomb', 'x.docx', () => wordOf(' '.repeat(10_000_000)), /zip bomb/],
  ['a zip bomb whose directory lies', 'x.docx', () => liar(), /damaged/],
  ['an archive of too many entries', 'x.docx', () => manyEntries(), /501 entries; at most 500/],
  ['elements without end', 'x.docx', () => wordOf(nested(5_000)), /nested more than 200 deep|zip bomb/],
  [
    'entities that grow',
    'x.docx',
    () => packageOf('word', '<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'),
    /declares XML entities/,
  ],
  ['XML that ends early', 'x.docx', () => packageOf('word', '<w:document><w:body>'), /not well-formed/],
  [
    'a part that is missing',
    'x.docx',
    () => zipOf([{ name: '[Content_Types].xml', data: '<Types/>' }]),
    /main part cannot be found/,
  ],
  [
    'a sheet of too many cells',
    'x.xlsx',
    () => excelOf(`<row>${'<c><v>1</v></c>'.repeat(6_000)}</row>`),
    /cells; at most 5000|zip bomb/,
  ],
  ['macros', 'x.docm', () => wordOf(paragraph, { 'word/vbaProject.bin': 'x' }), /contains macros/],
  ['a document of objects past the memory', 'x.docx', () => wordOf(noise), /memory|elements/],
  ['a PDF of 10,000 pages', 'x.pdf', () => pdfOfPages(10_000, streamOf('')), /10000 pages; at most 2000/],
  [
    'a PDF that unpacks to 200 MB',
    'x.pdf',
    () => pdfOfPages(1, streamOf(flood, '/Filter /FlateDecode ')),
    /a part that unpacks to more than 48 MB/,
  ],
  ['a PDF that is packed twice, and unpacks to 200 MB', 'x.pdf', () => packedTwice, /memory|longer/],
  [
    'a PDF whose pages are their own parents',
    'x.pdf',
    () => pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>']),
    /damaged/,
  ],
  ['a PDF of garbage', 'x.pdf', () => Buffer.from('%PDF-1.7 garbage'), /damaged/],
  ['a file that was cut off', 'x.docx', () => good.subarray(0, good.length - 40), /damaged/],
  ['an encrypted Office document', 'x.docx', () => compound('EncryptedPackage'), /encrypted/],
  ['a document of Word 97', 'x.docx', () => compound('WordDocument'), /before 2007/],
  [
    'an OpenDocument',
    'x.docx',
    () =>
      zipOf([
        { name: 'mimetype', data: 'x' },
        { name: 'content.xml', data: '<a/>' },
      ]),
    /OpenDocument/,
  ],
  ['another archive', 'x.docx', () => zipOf([{ name: 'a.txt', data: 'x' }]), /not an Office document/],
  ['bytes of no kind', 'x.docx', () => Buffer.from('hello'), /damaged, or is not the kind/],
  ['no bytes', 'x.pdf', () => Buffer.alloc(0), /damaged/],
];

function liar(): Buffer {
  const [path, type] = [
    'word/document.xml',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
  ];
  return zipOf([
    { name: '[Content_Types].xml', data: `<Types><Override PartName="/${path}" ContentType="${type}"/></Types>` },
    {
      name: '_rels/.rels',
      data: `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="${path}"/></Relationships>`,
    },
    { name: path, data: `<w:document>${' '.repeat(20_000_000)}</w:document>`, claimedSize: 400 },
  ]);
}

function manyEntries(): Buffer {
  return zipOf(Array.from({ length: 501 }, (_, index) => ({ name: `${index}`, data: '' })));
}

describe('a hostile document', () => {
  it.each(documents)('[C5] is refused clearly, and the next one is read: %s', async (_what, name, bytes, reason) => {
    const data = bytes();
    const before = process.memoryUsage.rss();
    const startedAt = performance.now();
    await expect(reader.read(data, unknown, name)).rejects.toMatchObject({
      code: 'UNCONVERTIBLE',
      // A busy machine may come to the end of the time first.
      message: expect.stringMatching(new RegExp(`${reason.source}|takes longer`)),
      hint: expect.stringContaining('raw'),
    });
    expect(performance.now() - startedAt).toBeLessThan(30_000);
    expect((process.memoryUsage.rss() - before) / 1024 / 1024).toBeLessThan(256);
    expect((await reader.read(good, unknown, 'x.docx')).markdown).toBe('still here');
  });

  // Each was allowed to grow beyond what the one before had left behind.
  it('adds nothing to what those before it took', async () => {
    const before = process.memoryUsage.rss();
    for (let times = 0; times < (isThorough ? 4 : 2); times += 1) {
      // A fast machine may be through with it before its growth is looked at.
      const [outcome] = await Promise.allSettled([reader.read(packedTwice, unknown, 'x.pdf')]);
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'UNCONVERTIBLE' });
    }
    expect((process.memoryUsage.rss() - before) / 1024 / 1024).toBeLessThan(256);
  });

  it('may be a picture, which is not unpacked for its text', async () => {
    const picture = streamOf(flood, '/Type /XObject /Subtype /Image /Filter /FlateDecode ');
    const { markdown } = await reader.read(
      pdfOfPages(
        1,
        Buffer.concat([streamOf('BT /F1 12 Tf 9 9 Td (seen) Tj ET'), Buffer.from('\nendobj\n9 0 obj\n'), picture]),
      ),
      unknown,
      'x.pdf',
    );
    expect(markdown).toBe('seen');
  });

  it('is refused for its size and its name before anything is read', async () => {
    const small = createDocumentReader({ maxBytes: 10 });
    await expect(small.read(good, unknown, 'x.docx')).rejects.toMatchObject({
      message: expect.stringContaining('at most 10'),
    });
    await expect(small.read(Buffer.from('x'), 'text/plain', 'x.txt')).rejects.toMatchObject({ code: 'UNCONVERTIBLE' });
    await small.close();
  });
});

describe('the thread of the reader', () => {
  const long = wordOf(Array.from({ length: 40_000 }, () => paragraph).join(''));
  const within = async (options: object, act: (one: DocumentReader) => Promise<void>) => {
    const one = createDocumentReader({ ...options, maxRatio: 1000 });
    await act(one).finally(() => one.close());
  };

  it('is given up when time is over', async () => {
    await within({ timeoutMs: 30 }, async (one) => {
      await expect(one.read(long, unknown, 'x.docx')).rejects.toMatchObject({
        message: expect.stringContaining('0.03 s'),
      });
    });
  });

  it('ends with the call that was cancelled, and reads the next', async () => {
    await within({}, async (one) => {
      const cancel = new AbortController();
      const reading = one.read(long, unknown, 'x.docx', { signal: cancel.signal });
      setTimeout(() => cancel.abort(new Error('cancelled')), 20);
      await expect(reading).rejects.toThrow('cancelled');
      await expect(one.read(good, unknown, 'x.docx', { signal: cancel.signal })).rejects.toThrow('cancelled');
      expect((await one.read(good, unknown, 'x.docx')).markdown).toBe('still here');
    });
  });

  it('takes one document after another, and rejects what is under way when it is closed', async () => {
    await within({ timeoutMs: 50_000 }, async (one) => {
      const all = await Promise.all([good, good, long].map((bytes) => one.read(bytes, unknown, 'x.docx')));
      expect(all.map(({ markdown }) => markdown.slice(0, 5))).toEqual(['still', 'still', 'x\n\nx\n']);
      const reading = one.read(wordOf(paragraph.repeat(20_000)), unknown, 'x.docx');
      const failing = expect(reading).rejects.toThrow('ended');
      setTimeout(() => void one.close(), 5);
      await failing;
    });
  });
});
