import { pipeline } from 'node:stream/promises';
import { createInflate } from 'node:zlib';
import { unreadable, type DocumentLimits } from './limits.js';

/** Deflate packs at most so many bytes into one. */
const mostPerByte = 1032;
const megabyte = 1024 * 1024;
/** How far before its bytes the dictionary of a stream may begin. */
const longestDictionary = 4096;

/**
 * UNCONVERTIBLE for a PDF with a stream that unpacks to more than the limit: the reader of PDF would keep all of it, and
 * the memory that this takes is not given back. Pictures are not unpacked for their text, and may be as large as they
 * like. What is encrypted, or packed twice, is left to the limits of the thread.
 */
export async function refuseLargeStreams(bytes: Uint8Array, { maxUnpackedBytes }: DocumentLimits): Promise<void> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const packed of packedStreams(file)) {
    if (packed.length * mostPerByte <= maxUnpackedBytes) continue;
    if (await unpacksToMore(packed, maxUnpackedBytes)) {
      throw unreadable(`has a part that unpacks to more than ${Math.floor(maxUnpackedBytes / megabyte)} MB`);
    }
  }
}

/** The bytes of each stream that is packed by Deflate and is no picture (ISO 32000-1, 7.3.8 and 7.4.4). */
function* packedStreams(file: Buffer): Generator<Buffer> {
  let at = file.indexOf('stream');
  while (at !== -1) {
    const line = file.subarray(at + 6, at + 8).toString('latin1');
    const start = at + 6 + (line === '\r\n' ? 2 : 1);
    const end = file.indexOf('endstream', start);
    if (end === -1) return;
    const before = file.subarray(Math.max(0, at - longestDictionary), at).toString('latin1');
    const dictionary = before.slice(before.lastIndexOf(' obj') + 1);
    if (/\/(?:FlateDecode|Fl)\b/.test(dictionary) && !/\/Subtype\s*\/Image\b/.test(dictionary)) {
      yield file.subarray(start, end);
    }
    at = file.indexOf('stream', end + 9);
  }
}

async function unpacksToMore(packed: Buffer, most: number): Promise<boolean> {
  let size = 0;
  const tooMuch = new Error('too much');
  const count = async (chunks: AsyncIterable<Buffer>) => {
    for await (const { length } of chunks) if ((size += length) > most) throw tooMuch;
  };
  try {
    await pipeline([packed], createInflate(), count);
  } catch (error) {
    // What is damaged is for the reader to say.
    return error === tooMuch;
  }
  return false;
}
