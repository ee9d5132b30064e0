import { isCalendarDate, readTimeAgo } from '../cql/index.js';

const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const dayMs = 86_400_000;
/** In characters; what is longer is not looked at. */
const longestDate = 100;

/**
 * The day that a text means beyond doubt, as YYYY-MM-DD in UTC: `2026-11-01`, `2026/11/1`, `20261101`, a date with a time,
 * `2026-11` (its first day), `1 November 2026`, `Nov 1st, 2026`, `today`, `yesterday`, `7 days ago`, `-7d`, `now("-7d")`,
 * `in 7 days`. Undefined for anything else: of `01/02/2026` nobody can tell the day, of "last week" not which.
 */
export function readDate(text: string, now: Date): string | undefined {
  if (text.length > longestDate) return undefined;
  const said = text.trim().toLowerCase();
  const near = new Map([
    ['now', 0],
    ['now()', 0],
    ['today', 0],
    ['yesterday', -1],
    ['tomorrow', 1],
  ]).get(said);
  if (near !== undefined) return toDay(now.getTime() + near * dayMs);
  const ago = readTimeAgo(text);
  return ago === undefined ? readCalendarDate(said) : shifted(now, ago);
}

function readCalendarDate(said: string): string | undefined {
  const digits =
    /^(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?$/.exec(said) ??
    /^(\d{4})(-)(\d\d)-(\d\d)[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:z|utc|[+-]\d\d:?\d\d)?$/.exec(said) ??
    /^(\d{4})()(\d\d)(\d\d)$/.exec(said);
  if (digits !== null) return day(digits[1], digits[3], digits[4] ?? '1');
  const words = said.replaceAll(/,/g, ' ').replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\s+/, '').split(/\s+/);
  const named = words.findIndex((word) => /^[a-z]{3,9}\.?$/.test(word));
  const month = monthNames.indexOf((words[named] ?? '').slice(0, 3)) + 1;
  const [dayOfMonth, year, ...rest] = words.filter((_word, index) => index !== named);
  if (month === 0 || named > 1 || rest.length > 0 || !/^\d{4}$/.test(year ?? '')) return undefined;
  return day(year, String(month), /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(dayOfMonth ?? '')?.[1]);
}

function day(year = '', month = '', dayOfMonth = ''): string | undefined {
  const date = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
  return isCalendarDate(date) ? date : undefined;
}

function shifted(now: Date, { amount, unit }: NonNullable<ReturnType<typeof readTimeAgo>>): string {
  const { [unit]: length } = { m: 60_000, h: 3_600_000, d: dayMs, w: 7 * dayMs, M: 0, y: 0 };
  if (length > 0) return toDay(now.getTime() + amount * length);
  const months = unit === 'y' ? 12 * amount : amount;
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return toDay(first.setUTCDate(Math.min(now.getUTCDate(), last)));
}

function toDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
