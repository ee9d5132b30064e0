import { AppError } from '../../errors.js';
import { versionConflict } from './version-conflict.js';
import type { WireRequest } from './wire-request.js';

/** A 400 in our own words, from what its text is recognised as. */
export function badRequest(request: WireRequest<unknown>, said: string): AppError {
  if (/error parsing xhtml/i.test(said)) return unparsable(said);
  if (isTitleTaken(said)) return titleTaken(request);
  if (/could not parse cql|cql was parsed but/i.test(said)) return badCql();
  if (/version must be incremented/i.test(said)) return versionConflict(request, said);
  return new AppError('INVALID_INPUT', `${request.subject}: Confluence did not accept the request.`, {
    hint: request.badRequestHint ?? 'Check the arguments.',
  });
}

export function isTitleTaken(said: string): boolean {
  return /already exists/i.test(said) && /title/i.test(said);
}

export function titleTaken({ title, subject }: WireRequest<unknown>): AppError {
  const named = title === undefined ? 'this title' : `the title ${JSON.stringify(title)}`;
  return new AppError('INVALID_INPUT', `${subject}: the space already has a page with ${named}.`, {
    hint: 'Choose another title, or find the existing page by its title and update it.',
    details: { field: 'title' },
  });
}

function unparsable(said: string): AppError {
  const [, row, column] = /\[\s*(\d{1,9})\s*,\s*(\d{1,9})\s*\]/.exec(said) ?? [];
  const known = row !== undefined && column !== undefined;
  const place = known ? ` (row ${row}, column ${column})` : '';
  return new AppError('UNCONVERTIBLE', `Confluence could not parse the content as storage format${place}.`, {
    hint: 'Close every tag, quote every attribute, and write & as &amp;.',
    details: known ? { row: Number(row), column: Number(column) } : {},
  });
}

function badCql(): AppError {
  return new AppError('INVALID_INPUT', 'Confluence could not run the CQL query.', {
    hint: 'Check field names and operators, and put values in double quotes, e.g. space = "DEV" AND text ~ "plan".',
    details: { field: 'query' },
  });
}
