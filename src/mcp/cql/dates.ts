import type { CqlNode, CqlValue } from './ast.js';
import { dateFields } from './fields.js';
import { CqlSyntaxError } from './lexer.js';

/** A span of time from now, by the letters that CQL has for it: minutes, hours, days, weeks, Months, years. */
interface TimeAgo {
  /** Negative for what is past. */
  readonly amount: number;
  readonly unit: 'm' | 'h' | 'd' | 'w' | 'M' | 'y';
}

const unitOfWord: ReadonlyMap<string, TimeAgo['unit']> = new Map([
  ['minute', 'm'],
  ['hour', 'h'],
  ['day', 'd'],
  ['week', 'w'],
  ['month', 'M'],
  ['year', 'y'],
]);

/** `-7d`, `now("-7d")`, `7 days ago`, `a year ago`, `in 7 days`; undefined for anything else, and for more than 9,999. */
export function readTimeAgo(text: string): TimeAgo | undefined {
  const [, sign, digits, unit] = /^\s*(?:now\(\s*["']?)?([+-])(\d{1,4})([mhdwMy])(?:["']?\s*\))?\s*$/.exec(text) ?? [];
  if (unit !== undefined) return { amount: Number(`${sign ?? ''}${digits ?? ''}`), unit: unit as TimeAgo['unit'] };
  const words = /^\s*(in\s+)?(\d{1,4}|an?|one)\s+(minute|hour|day|week|month|year)s?(\s+ago)?\s*$/i.exec(text);
  if (words === null || (words[1] === undefined) === (words[4] === undefined)) return undefined;
  const amount = /^\d/.test(words[2] ?? '') ? Number(words[2]) : 1;
  const meant = unitOfWord.get((words[3] ?? '').toLowerCase());
  return meant && { amount: words[1] === undefined ? -amount : amount, unit: meant };
}

/** Whether a day written YYYY-MM-DD is in the calendar. */
export function isCalendarDate(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === date;
}

/** The same conditions with their dates as Confluence's search takes them; CqlSyntaxError for what is none. */
export function withDates(node: CqlNode): CqlNode {
  if (node.kind === 'not') return { ...node, operand: withDates(node.operand) };
  if (node.kind !== 'clause') return { ...node, operands: node.operands.map(withDates) };
  if (!dateFields.has(node.field)) return node;
  return { ...node, values: node.values.map((value) => (value.kind === 'text' ? readDateValue(value.text) : value)) };
}

/**
 * A date as Confluence's search takes it: `2026-01-31`, `2026/01/31 14:00` as they are, a time of ISO 8601 without its
 * seconds and zone, a span as `now("-7d")`. CqlSyntaxError for what it would refuse without saying why.
 */
function readDateValue(text: string): CqlValue {
  const [, date, time] =
    /^\s*(\d{4}[-/]\d{1,2}[-/]\d{1,2})(?:[T ](\d{1,2}:\d\d)(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?)?\s*$/i.exec(
      text,
    ) ?? [];
  if (date !== undefined) return { kind: 'text', text: time === undefined ? date : `${date} ${time}` };
  const ago = readTimeAgo(text);
  if (ago !== undefined) {
    return { kind: 'call', name: 'now', args: [`${ago.amount < 0 ? '' : '+'}${ago.amount}${ago.unit}`] };
  }
  const start = new Map([
    ['now', 'now'],
    ['today', 'startOfDay'],
  ]).get(text.trim().toLowerCase());
  if (start !== undefined) return { kind: 'call', name: start, args: [] };
  if (/^yesterday$/i.test(text.trim())) return { kind: 'call', name: 'startOfDay', args: ['-1d'] };
  throw new CqlSyntaxError(
    `"${text.slice(0, 60)}" is not a date; write "2026-01-31", "2026-01-31 14:00", now("-7d") or startOfMonth()`,
  );
}
