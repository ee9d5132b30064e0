import { AppError } from '../../errors.js';

export interface Slice {
  readonly content: string;
  readonly nextCursor: string | null;
}

/** A window of rendered HTML, whose only borders are characters. `position` is an offset in UTF-16 units. */
export function sliceText(
  text: string,
  { section, maxChars, position }: { section: string | undefined; maxChars: number; position: string | undefined },
): Slice {
  if (section !== undefined) {
    throw new AppError('INVALID_INPUT', 'section: only for the formats markdown and storage.', {
      hint: 'Leave section out, or read it as markdown.',
    });
  }
  const start = position === undefined ? 0 : Number(position);
  if (!Number.isInteger(start) || start < 0 || start > text.length) {
    throw new AppError('INVALID_INPUT', 'cursor: not a next_cursor of this page.');
  }
  const end = wholeCharacter(text, start + maxChars);
  return { content: text.slice(start, end), nextCursor: end < text.length ? String(end) : null };
}

/** Steps back from the middle of a surrogate pair. */
function wholeCharacter(text: string, end: number): number {
  const code = text.charCodeAt(end);
  return code >= 0xdc00 && code <= 0xdfff ? end - 1 : end;
}
