import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { createDocumentReader } from '../../src/documents/index.js';
import { defaultLimits } from '../../src/documents/limits.js';
import { convertDocument } from '../../src/documents/reader-thread.js';
import { excelOf, packageOf, relation, wordOf } from './make-documents.js';

/** What the reader's thread runs, in this thread, where coverage and a debugger see it. */
async function read(bytes: Uint8Array, _name: string) {
  const outcome = await convertDocument({ bytes: new Uint8Array(bytes), limits: defaultLimits, first: 0 });
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  return outcome;
}
const word = async (body: string, parts = {}) => (await read(wordOf(body, parts), 'x.docx')).markdown;
const excel = async (rows: string, parts = {}, prefix = '') =>
  (await read(excelOf(rows, parts, prefix), 'x.xlsx')).markdown;
const p = (runs: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr>${runs}</w:p>`;
const r = (text: string, properties = '') => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;

describe('Word', () => {
  it('knows headings by what their style is based on, in any language, and a style based on itself', async () => {
    const style = (id: string, name: string, basedOn: string) =>
      `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="${basedOn}"/></w:style>`;
    const styles = `<w:styles>${style('berschrift2', 'heading 2', 'Standard')}${style('Eigene', 'Eigene', 'berschrift2')}${style('Loop', 'Loop', 'Loop')}</w:styles>`;
    const heading = (id: string) => p(r('Grenzen'), `<w:pStyle w:val="${id}"/>`);
    expect(await word(heading('Eigene') + heading('Loop'), { 'word/styles.xml': styles })).toBe(
      '## Grenzen\n\nGrenzen',
    );
  });

  it('shows text as it is, whatever signs it holds', async () => {
    const body =
      p(r('# no heading')) +
      p(r('1. no *item* &lt;b&gt; [x](y)')) +
      p(r('- none')) +
      p(r('a') + '<w:r><w:br/></w:r>' + r('b'));
    expect(await word(body)).toBe('\\# no heading\n\n1\\. no \\*item\\* \\<b\\> \\[x\\](y)\n\n\\- none\n\na  \nb');
  });

  it('leaves out what was deleted or hidden, and keeps what was inserted', async () => {
    const body = p(
      `<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins>${r('new')}</w:ins>${r('secret', '<w:vanish/>')}${r('!', '<w:b w:val="0"/>')}`,
    );
    expect(await word(body)).toBe('new!');
  });

  it('follows links of the web alone', async () => {
    const rels = `<Relationships>${relation('a', 'hyperlink', 'https://e.example/x y', 'External')}${relation('b', 'hyperlink', 'javascript:alert(1)', 'External')}</Relationships>`;
    const body = p(`<w:hyperlink r:id="a">${r('good')}</w:hyperlink> <w:hyperlink r:id="b">${r('bad')}</w:hyperlink>`);
    expect(await word(body, { 'word/_rels/document.xml.rels': rels })).toBe('[good](<https://e.example/x%20y>)bad');
  });

  it('says the words of a text box once, and names pictures', async () => {
    const box = '<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>';
    const body = p(
      `<w:r><mc:AlternateContent><mc:Choice><w:drawing>${box}</w:drawing></mc:Choice><mc:Fallback><w:pict>${box}</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:drawing><wp:docPr descr="A cat"/></w:drawing></w:r>`,
    );
    const { markdown, warnings } = await read(wordOf(body), 'x.docx');
    expect([markdown, warnings]).toEqual(['boxed[picture: A cat]', ['1 images are named, not shown.']]);
  });

  it('fills merged cells with nothing', async () => {
    const cell = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(r(text))}</w:tc>`;
    const table = `<w:tbl><w:tr>${cell('wide', '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell('tall', '<w:vMerge w:val="restart"/>')}${cell('1')}</w:tr><w:tr>${cell('tall again', '<w:vMerge/>')}${cell('2')}</w:tr></w:tbl>`;
    expect(await word(table)).toBe('| wide |  |\n| --- | --- |\n| tall | 1 |\n|  | 2 |');
  });
});

describe('Excel', () => {
  it('reads prefixed elements, shared and inline texts, errors and cells without an address', async () => {
    const strings =
      '<sst><si><t>shared</t><rPh><t>kana</t></rPh></si><si><r><t>in </t></r><r><t>runs</t></r></si></sst>';
    const rows =
      '<x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c></x:row><x:row><x:c t="inlineStr"><x:is><x:t>inline</x:t></x:is></x:c><x:c t="e"><x:v>#N/A</x:v></x:c></x:row>';
    expect(await excel(rows, { 'xl/strings.xml': strings }, 'x:')).toBe(
      '## One\n\n| shared | in runs |\n| --- | --- |\n| inline | #N/A |',
    );
  });

  it('puts cells into the columns of their addresses, and leaves empty columns and rows out', async () => {
    const rows =
      '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row><row r="2"/><row r="1048576"><c r="XFD1048576"><v>0.1</v></c></row>';
    expect(await excel(rows)).toBe('## One\n\n| 1 | 2 |\n| --- | --- |\n|  | 0.1 |');
  });

  it('tells dates from numbers by their formats', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="&quot;day&quot; dd.mm."/><numFmt numFmtId="165" formatCode="[Red]0.00 &quot;my&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/></cellXfs></styleSheet>';
    const rows =
      '<row><c s="0"><v>46327</v></c><c s="1"><v>46327</v></c><c s="2"><v>46327.75</v></c><c s="3"><v>46327</v></c><c s="4"><v>0.5</v></c></row>';
    const markdown = await excel(rows, { 'xl/styles.xml': styles });
    expect(markdown).toContain('| 46327 | 2026-11-01 | 2026-11-01 18:00 | 46327 | 12:00 |');
  });

  it('says so when a sheet is empty', async () => {
    expect(await excel('')).toBe('## One\n\nEmpty.');
  });
});

describe('PowerPoint', () => {
  const shape = (type: string, paragraphs: string) =>
    `<p:sp><p:nvSpPr><p:nvPr><p:ph type="${type}"/></p:nvPr></p:nvSpPr><p:txBody>${paragraphs}</p:txBody></p:sp>`;
  const a = (text: string, level = 0) => `<a:p><a:pPr lvl="${level}"/><a:r><a:t>${text}</a:t></a:r></a:p>`;
  const slide = (shapes: string) => `<p:sld><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`;

  it('goes by the order of the presentation, not of the files, and tells of a slide that is missing', async () => {
    const main =
      '<p:presentation><p:sldIdLst><p:sldId id="256" r:id="b"/><p:sldId id="257" r:id="a"/><p:sldId id="258" r:id="c"/></p:sldIdLst></p:presentation>';
    const bytes = packageOf('powerpoint', main, {
      'ppt/_rels/presentation.xml.rels': `<Relationships>${relation('a', 'slide', 'slides/one.xml')}${relation('b', 'slide', 'slides/two.xml')}${relation('c', 'slide', 'slides/gone.xml')}</Relationships>`,
      'ppt/slides/one.xml': slide(`<p:grpSp>${shape('body', a('outer') + a('inner', 1))}</p:grpSp>`),
      'ppt/slides/two.xml': slide(shape('ctrTitle', a('First')) + shape('sldNum', a('7'))),
    });
    const { markdown, warnings } = await read(bytes, 'x.pptx');
    expect(markdown).toBe('## Slide 1: First\n\n## Slide 2\n\n- outer\n  - inner');
    expect(warnings).toEqual(['Slide 3 is missing from the file.']);
  });
});

describe('a file that another program made', () => {
  const files = ['cache-runbook.docx', 'costs.xlsx', 'plan.xlsx', 'status.pptx', 'policy.pdf'];

  it.each(files)('reads the same beside the thread and in it: %s', async (name) => {
    const bytes = readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
    const reader = createDocumentReader();
    const inThread = await reader.read(bytes, 'application/octet-stream', name);
    await reader.close();
    const { markdown, warnings } = await read(bytes, name);
    expect([markdown, warnings]).toEqual([inThread.markdown, inThread.warnings]);
  });

  it('is refused in words, not by a rejection', async () => {
    const locked = readFileSync(new URL('./fixtures/locked.pdf', import.meta.url));
    await expect(read(locked, 'locked.pdf')).rejects.toThrow(/password|encrypted/i);
    await expect(read(Buffer.from('PK nothing'), 'x.docx')).rejects.toThrow(/^The document /);
  });
});
