import { CqlError } from './cql-error.js';
import { wallClock, zonedInstant, type WallClock } from './dates.js';

/** Who asks, and when: what CQL functions depend on. */
export interface Asker {
  accountId: string;
  timeZone: string;
  now: Date;
  /** From `cqlcontext`. */
  contentId?: string | undefined;
  spaceKey?: string | undefined;
  /** What the asker looked at, the latest first. */
  viewed?: readonly { contentId: string; spaceKey: string }[];
}

const increment = /^([+-]?)(\d+)([wdhmMy])?$/;

/** The instant of a date function, or undefined when `name` is none. */
export function dateFunction(name: string, parameters: readonly string[], asker: Asker): number | undefined {
  if (name === 'now') return shift(asker.now.getTime(), parameters[0], 'd', asker);
  const match = /^(startof|endof)(day|week|month|year)$/.exec(name);
  if (match === null) return undefined;
  const [, edge, unit] = match as unknown as [string, string, 'day' | 'week' | 'month' | 'year'];
  const fallback = { day: 'd', week: 'w', month: 'M', year: 'y' } as const;
  const instant = shift(asker.now.getTime(), parameters[0], fallback[unit], asker);
  const start = startOf(wallClock(instant, asker.timeZone), unit);
  return edge === 'startof'
    ? zonedInstant(start, asker.timeZone)
    : zonedInstant(after(start, unit), asker.timeZone) - 1;
}

function shift(instant: number, amount: string | undefined, fallback: string, { timeZone }: Asker): number {
  if (amount === undefined) return instant;
  const match = increment.exec(amount);
  if (match === null) throw new CqlError(`Invalid date increment: '${amount}'`);
  const count = Number(match[2]) * (match[1] === '-' ? -1 : 1);
  const unit = match[3] ?? fallback;
  const fixed: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };
  if (unit in fixed) return instant + count * (fixed[unit] as number);
  const clock = wallClock(instant, timeZone);
  const months = unit === 'y' ? count * 12 : count;
  return zonedInstant({ ...clock, month: clock.month + months }, timeZone);
}

function startOf(clock: WallClock, unit: 'day' | 'week' | 'month' | 'year'): WallClock {
  const midnight = { ...clock, hour: 0, minute: 0 };
  if (unit === 'day') return midnight;
  if (unit === 'month') return { ...midnight, day: 1 };
  if (unit === 'year') return { ...midnight, day: 1, month: 1 };
  const weekday = new Date(Date.UTC(clock.year, clock.month - 1, clock.day)).getUTCDay();
  return { ...midnight, day: clock.day - weekday };
}

function after(start: WallClock, unit: 'day' | 'week' | 'month' | 'year'): WallClock {
  if (unit === 'day') return { ...start, day: start.day + 1 };
  if (unit === 'week') return { ...start, day: start.day + 7 };
  return unit === 'month' ? { ...start, month: start.month + 1 } : { ...start, year: start.year + 1 };
}

/** The text of a value function: the asker or the context. */
export function textFunction(name: string, asker: Asker): string {
  if (name === 'currentuser') return asker.accountId;
  if (name === 'currentcontent') return asker.contentId ?? '';
  if (name === 'currentspace') return asker.spaceKey ?? '';
  throw new CqlError(`Unknown function: ${name}`);
}

/** The ids or keys of a function that stands for a list, or undefined when `name` is none. Nobody has favourites here. */
export function listFunction(name: string, parameters: readonly string[], asker: Asker): readonly string[] | undefined {
  if (/^favou?ritespaces$/.test(name)) return [];
  const match = /^recentlyviewed(content|spaces)$/.exec(name);
  if (match === null) return undefined;
  const [limit = 25, offset = 0] = parameters.map(Number);
  if (!Number.isInteger(limit) || !Number.isInteger(offset)) throw new CqlError(`Invalid parameters of ${name}`);
  const viewed = asker.viewed ?? [];
  const all = new Set(viewed.map((one) => (match[1] === 'content' ? one.contentId : one.spaceKey)));
  return [...all].slice(offset, offset + limit);
}
