import { zipOf, type ZipEntry } from '../support/zip.js';

const office = 'application/vnd.openxmlformats-officedocument';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const mains = {
  word: ['word/document.xml', `${office}.wordprocessingml.document.main+xml`],
  excel: ['xl/workbook.xml', `${office}.spreadsheetml.sheet.main+xml`],
  powerpoint: ['ppt/presentation.xml', `${office}.presentationml.presentation.main+xml`],
} as const;

/** An Office document out of its parts; the main part is given by itself. */
export function packageOf(
  kind: keyof typeof mains,
  main: string,
  parts: Record<string, string | Buffer> = {},
  extra: ZipEntry[] = [],
): Buffer {
  const [path, type] = mains[kind];
  const all: Record<string, string | Buffer> = {
    '[Content_Types].xml': `<Types><Override PartName="/${path}" ContentType="${type}"/></Types>`,
    '_rels/.rels': `<Relationships>${relation('rId1', 'officeDocument', path)}</Relationships>`,
    [path]: main,
    ...parts,
  };
  return zipOf([...Object.entries(all).map(([name, data]) => ({ name, data })), ...extra]);
}

export function relation(id: string, type: string, target: string, mode = ''): string {
  return `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"${mode && ` TargetMode="${mode}"`}/>`;
}

export const wordOf = (body: string, parts: Record<string, string | Buffer> = {}): Buffer =>
  packageOf(
    'word',
    `<w:document xmlns:w="w" xmlns:r="r" xmlns:wp="wp" xmlns:mc="mc"><w:body>${body}</w:body></w:document>`,
    parts,
  );

/** One sheet with these rows, `prefix` before the names of its elements as some programs write them. */
export function excelOf(rows: string, parts: Record<string, string | Buffer> = {}, prefix = ''): Buffer {
  const main = `<${prefix}workbook xmlns:r="r"><${prefix}sheets><${prefix}sheet name="One" sheetId="1" r:id="rId1"/></${prefix}sheets></${prefix}workbook>`;
  return packageOf('excel', main, {
    'xl/_rels/workbook.xml.rels': `<Relationships>${relation('rId1', 'worksheet', '/xl/sheets/first.xml')}${relation('rId2', 'styles', 'styles.xml')}${relation('rId3', 'sharedStrings', 'strings.xml')}</Relationships>`,
    'xl/sheets/first.xml': `<${prefix}worksheet><${prefix}sheetData>${rows}</${prefix}sheetData></${prefix}worksheet>`,
    ...parts,
  });
}

/** A PDF (ISO 32000-1) out of its objects; the first is the catalogue. */
export function pdfOf(objects: readonly (string | Buffer)[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  let size = parts[0]?.length ?? 0;
  objects.forEach((object, index) => {
    const bytes = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]);
    offsets.push(size);
    size += bytes.length;
    parts.push(bytes);
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const head = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  parts.push(Buffer.from(`${head}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${size}\n%%EOF`));
  return Buffer.concat(parts);
}

export const streamOf = (data: string | Buffer, more = ''): Buffer =>
  Buffer.concat([
    Buffer.from(`<< /Length ${Buffer.from(data).length} ${more}>>\nstream\n`),
    Buffer.from(data),
    Buffer.from('\nendstream'),
  ]);

/** A PDF whose pages all show the same content. */
export function pdfOfPages(count: number, content: Buffer): Buffer {
  const kids = Array.from({ length: count }, (_, index) => `${index + 5} 0 R`).join(' ');
  const page =
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> >>';
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${count} >>`,
    content,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...Array<string>(count).fill(page),
  ]);
}
