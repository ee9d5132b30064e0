/** What the thread of the reader runs: one document for each message. */
import { parentPort } from 'node:worker_threads';
import { isAppError } from '../errors.js';
import { Archive } from './archive.js';
import { readExcel } from './excel.js';
import { assertWithin, unreadable, type DocumentLimits } from './limits.js';
import type { Converted } from './markdown.js';
import { openPackage, type Package } from './package-parts.js';
import { readPdf } from './pdf.js';
import { readPowerPoint } from './powerpoint.js';
import { readWord } from './word.js';

/** One document, or what of a long one has not been read yet. */
export interface DocumentTask {
  readonly bytes: Uint8Array;
  readonly limits: DocumentLimits;
  /** 0, or `next` of the task before. */
  readonly first: number;
}

/** Errors lose their class on the way to another thread, so that they travel as their parts. */
export type DocumentOutcome =
  | { readonly markdown: string; readonly warnings: readonly string[]; readonly next?: number }
  | { readonly refusal: { readonly message: string; readonly hint: string | undefined } };

const readers: Record<Package['kind'], (pack: Package) => Converted> = {
  word: readWord,
  excel: readExcel,
  powerpoint: readPowerPoint,
};

parentPort?.on('message', (task: DocumentTask) => {
  void convertDocument(task).then((outcome) => parentPort?.postMessage(outcome));
});

/** Converts one document; never rejects. What the bytes are decides, not what they are called. */
export async function convertDocument({ bytes, limits, first }: DocumentTask): Promise<DocumentOutcome> {
  try {
    const { blocks, ...rest } = isPdf(bytes) ? await readPdf(bytes, limits, first) : readOffice(bytes, limits);
    const markdown = blocks.join('\n\n') + (rest.next === undefined ? '' : '\n\n');
    assertWithin(markdown.length, limits.maxChars, 'characters');
    return { markdown, ...rest };
  } catch (error) {
    // A reader that stumbles over a document it was not made for says so as well; the document is at fault, not the call.
    const { message, hint } = isAppError(error) ? error : unreadable('is damaged and cannot be read');
    return { refusal: { message, hint } };
  }
}

function readOffice(bytes: Uint8Array, limits: DocumentLimits): Converted {
  const pack = openPackage(new Archive(bytes, limits), limits);
  return readers[pack.kind](pack);
}

/** The mark may stand anywhere within the first kilobyte. */
function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');
}
