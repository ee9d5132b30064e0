import { unreadable, assertWithin, type DocumentLimits } from './limits.js';
import { escapeStart, escapeText, type Converted } from './markdown.js';
import { refuseLargeStreams } from './pdf-streams.js';

/** A piece of text and where it stands: `transform` is the matrix of PDF (ISO 32000-1, 8.3), the last two its place. */
interface Piece {
  readonly str: string;
  readonly height: number;
  readonly hasEOL: boolean;
  readonly transform: readonly number[];
}

interface Line {
  text: string;
  height: number;
  /** Of its foot, from the bottom of the page. */
  y: number;
}

/** A book takes longer than one call may; what is read at once ends with a page after so many characters or so long. */
const enoughChars = 160_000;
const enoughMs = 4_000;

/**
 * The text from a page on (the first is 0); larger type is taken for a heading, a wider gap for the end of a paragraph.
 * `next` is the page to go on with.
 */
export async function readPdf(bytes: Uint8Array, limits: DocumentLimits, first: number): Promise<Converted> {
  // Going on with the next pages, the same bytes have been looked through.
  if (first === 0) await refuseLargeStreams(bytes, limits);
  const document = await open(bytes);
  try {
    assertWithin(document.numPages, limits.maxPages, 'pages');
    const pages: Line[][] = [];
    const startedAt = performance.now();
    let chars = 0;
    let at = first;
    while (at < document.numPages && chars < enoughChars && performance.now() - startedAt < enoughMs) {
      const page = await document.getPage((at += 1));
      const { items } = await page.getTextContent({ includeMarkedContent: false });
      const lines = toLines(items as Piece[]);
      chars += lines.reduce((sum, { text }) => sum + text.length, 0);
      assertWithin(chars, limits.maxChars, 'characters');
      pages.push(lines);
      page.cleanup();
    }
    const converted = toBlocks(pages, first, document.numPages);
    return at < document.numPages ? { ...converted, next: at } : converted;
  } catch (error) {
    throw asRefusal(error);
  } finally {
    await document.destroy();
  }
}

/** Loaded when the first PDF comes: it is the largest library of the service. Nothing in a PDF is run or fetched. */
async function open(bytes: Uint8Array) {
  const { getDocumentProxy } = await import('unpdf');
  try {
    return await getDocumentProxy(bytes, {
      isEvalSupported: false,
      disableFontFace: true,
      useSystemFonts: false,
      useWasm: false,
      enableXfa: false,
      verbosity: 0,
    });
  } catch (error) {
    throw asRefusal(error);
  }
}

function asRefusal(error: unknown): unknown {
  const { name = '' } = error as Error;
  if (name === 'PasswordException') return unreadable('is encrypted with a password', error);
  const isOfReader = /^(?:InvalidPDF|Format|XRef|Unknown|ResponseException|MissingPDF)|Exception$/.test(name);
  return isOfReader ? unreadable('is damaged, or is not a PDF', error) : error;
}

function toLines(pieces: readonly Piece[]): Line[] {
  const lines: Line[] = [];
  let line: Line = { text: '', height: 0, y: 0 };
  for (const { str, height, hasEOL, transform } of pieces) {
    const y = transform[5] ?? 0;
    // Some programs never say where a line ends.
    if (line.text !== '' && Math.abs(y - line.y) > Math.max(height, line.height) && str.trim() !== '') {
      lines.push(line);
      line = { text: '', height: 0, y };
    }
    if (line.text === '') line.y = y;
    line.text += str;
    if (str.trim() !== '') line.height = Math.max(line.height, height);
    if (!hasEOL) continue;
    lines.push(line);
    line = { text: '', height: 0, y: 0 };
  }
  return [...lines, line].filter(({ text }) => text.trim() !== '');
}

function toBlocks(pages: readonly Line[][], first: number, total: number): Converted {
  const blocks: string[] = [];
  const usual = usualHeight(pages.flat());
  const empty: number[] = [];
  pages.forEach((lines, index) => {
    if (total > 1) blocks.push(`[Page ${first + index + 1}]`);
    if (lines.length === 0) empty.push(first + index + 1);
    blocks.push(...paragraphs(lines, usual));
  });
  const what = empty.length === total ? 'The PDF holds' : `Pages ${empty.slice(0, 20).join(', ')} hold`;
  const warnings = empty.length === 0 ? [] : [`${what} no text: images of pages, such as scans, are not read.`];
  return { blocks, warnings };
}

/** The height that most characters have. */
function usualHeight(lines: readonly Line[]): number {
  const chars = new Map<number, number>();
  for (const { text, height } of lines) {
    const rounded = Math.round(height * 2) / 2;
    chars.set(rounded, (chars.get(rounded) ?? 0) + text.length);
  }
  return [...chars].reduce((most, one) => (one[1] > most[1] ? one : most), [0, 0])[0];
}

function paragraphs(lines: readonly Line[], usual: number): string[] {
  const blocks: string[] = [];
  let last: Line | undefined;
  for (const line of lines) {
    const text = escapeText(line.text.trim());
    const isHeading = usual > 0 && line.height >= usual * 1.2 && text.length <= 120;
    const bullet = /^[•‣◦▪●–]\s+(.*)$/u.exec(text)?.[1];
    const isNear =
      last !== undefined && last.y > line.y && last.y - line.y <= Math.max(last.height, line.height, 1) * 1.6;
    const goesOn = isNear && !isHeading && bullet === undefined && last !== undefined && last.height < usual * 1.2;
    if (isHeading) blocks.push(`${line.height >= usual * 1.6 ? '#' : '##'} ${text}`);
    else if (bullet !== undefined) blocks.push(`- ${bullet}`);
    else if (goesOn && blocks.length > 0) blocks.push(`${blocks.pop() ?? ''} ${text}`);
    else blocks.push(escapeStart(text));
    last = line;
  }
  return blocks;
}
