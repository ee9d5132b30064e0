import { AppError } from '../../errors.js';
import type { ApiTool } from '../model.js';
import { askForLess, wayToMore } from './failure.js';
import { formatCursor, type Place } from './paging.js';

interface FittingPart {
  readonly result: unknown;
  readonly nextCursor?: string;
}

/** As much of a list as a caller may get at once; the cursor then goes on inside of the same part. */
export function fitResult(tool: ApiTool, result: unknown, place: Place, next: Place | undefined): FittingPart {
  const goOn = next === undefined ? {} : { nextCursor: formatCursor(next) };
  const left: unknown = Array.isArray(result) ? result.slice(place.skip) : result;
  if (JSON.stringify(left).length <= tool.maxChars) return { result: left, ...goOn };
  if (!Array.isArray(left) || tool.paging === undefined) throw tooLong(tool);
  const items = left as unknown[];
  const count = countFitting(items, tool.maxChars);
  if (count === 0) throw tooLong(tool, formatCursor({ ...place, skip: place.skip + 1 }));
  const nextCursor = formatCursor({ ...place, skip: place.skip + count });
  return { result: items.slice(0, count), nextCursor };
}

function countFitting(items: readonly unknown[], maxChars: number): number {
  let chars = 2;
  const first = items.findIndex((item) => (chars += JSON.stringify(item).length + 1) > maxChars);
  return first === -1 ? items.length : first;
}

/** `after` goes on behind the one item that is too long by itself. */
function tooLong(tool: ApiTool, after?: string): AppError {
  const done = tool.effect === 'read' ? '' : ' The write has happened.';
  const narrow = `${askForLess(tool)} ${wayToMore('max_chars')}`;
  return new AppError('INVALID_INPUT', `The result is longer than ${String(tool.maxChars)} characters.${done}`, {
    hint: after === undefined ? narrow : `One item alone is too long; the cursor ${after} goes on after it.`,
  });
}
