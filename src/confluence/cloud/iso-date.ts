import { AppError } from '../../errors.js';

/** Milliseconds of an ISO 8601 date or date-time (a date alone begins in UTC); `field` names it in the error. */
export function isoDateMs(date: string, field: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/.test(date) ? Date.parse(date) : Number.NaN;
  if (!Number.isNaN(ms)) return ms;
  throw new AppError('INVALID_INPUT', `${field} is not a date.`, {
    hint: 'Send it as YYYY-MM-DD, e.g. "2026-03-31".',
    details: { field },
  });
}
