import { CqlError } from './cql-error.js';

const literal = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2}))?$/;

/** The instants a date literal covers: a day, or a minute when it names one. Read in the user's time zone. */
export function dateRange(text: string, timeZone: string): { start: number; end: number } {
  const match = literal.exec(text);
  if (match === null) throw new CqlError(`Could not parse date: '${text}'`);
  const [year, month, day, hour = 0, minute = 0] = match
    .slice(1)
    .map((part) => (part === undefined ? undefined : Number(part)));
  const start = zonedInstant({ year: year ?? 0, month: month ?? 1, day: day ?? 1, hour, minute }, timeZone);
  return { start, end: start + (match[4] === undefined ? 86_400_000 : 60_000) };
}

/** What a clock on a wall shows; `month` is 1 to 12. */
export interface WallClock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

/** The instant at which a clock in `timeZone` shows the given time. */
export function zonedInstant({ year, month, day, hour, minute }: WallClock, timeZone: string): number {
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  const guess = asUtc - offsetAt(asUtc, timeZone);
  return asUtc - offsetAt(guess, timeZone);
}

/** What a clock in an IANA time zone shows at an instant, in ms since the epoch. */
export function wallClock(instant: number, timeZone: string): WallClock {
  const local = new Date(instant + offsetAt(instant, timeZone));
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
  };
}

function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const field = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(
    field('year'),
    field('month') - 1,
    field('day'),
    field('hour'),
    field('minute'),
    field('second'),
  );
  return shown - Math.floor(instant / 1000) * 1000;
}
