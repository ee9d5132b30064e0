import { cursorAt, positionOf } from './part-cursor.js';

/** A part of the storage itself, cut by characters, never inside one. */
export function readStoragePart(
  storage: string,
  { maxChars, cursor }: { maxChars: number; cursor?: string },
): { storage: string; nextCursor: string | null } {
  const start = cursor === undefined ? 0 : positionOf(cursor, storage);
  let end = Math.min(storage.length, start + Math.max(2, maxChars));
  if (end < storage.length && /[\uDC00-\uDFFF]/.test(storage.charAt(end))) end -= 1;
  return { storage: storage.slice(start, end), nextCursor: end < storage.length ? cursorAt(end, storage) : null };
}
