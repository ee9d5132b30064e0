import { AppError } from '../../errors.js';

/** A space key as Confluence makes them: letters and digits, or `~` and a user name or account id. */
export function spaceKey(key: string): string {
  if (/^(?:[\w-]{1,255}|~[\w.@:+-]{1,254})$/.test(key)) return key;
  throw new AppError('INVALID_INPUT', 'space_key is not a Confluence space key.', {
    hint: 'Send the key as it is in the URL of the space, e.g. "DEV" or "~5b10a2844c20165700ede21g".',
    details: { field: 'space_key' },
  });
}

/** The type, where it is one of `known`; INVALID_INPUT names those otherwise. */
export function spaceType(type: string, known: readonly string[]): string {
  if (known.includes(type)) return type;
  throw new AppError('INVALID_INPUT', 'type is not a type of space.', {
    hint: `Send one of ${known.join(', ')}.`,
    details: { field: 'type' },
  });
}

/** Milliseconds of an ISO 8601 date or date-time (a date alone begins in UTC); `field` names it in the error. */
export function isoDateMs(date: string, field: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/.test(date) ? Date.parse(date) : Number.NaN;
  if (!Number.isNaN(ms)) return ms;
  throw new AppError('INVALID_INPUT', `${field} is not a date.`, {
    hint: 'Send it as YYYY-MM-DD, e.g. "2026-03-31".',
    details: { field },
  });
}

/** INVALID_INPUT for a parent: blog posts lie in a space by their date, outside of the page tree. */
export function parentOfBlogPost(): AppError {
  return new AppError('INVALID_INPUT', 'A blog post has no parent.', {
    hint: 'Leave parent_id out.',
    details: { field: 'parent_id' },
  });
}

/** Whoever names a parent and a space has to mean the space that the parent is in. */
export function expectSpace(parentId: string, parent: { spaceKey: string }, spaceKey: string): void {
  if (parent.spaceKey.toLowerCase() === spaceKey.toLowerCase()) return;
  throw new AppError('INVALID_INPUT', `Page ${parentId} is in space ${parent.spaceKey}, not in ${spaceKey}.`, {
    hint: 'Leave one of the two out, or name a parent of that space.',
    details: { field: 'target_space_key' },
  });
}
