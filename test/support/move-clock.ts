import { jest } from '@jest/globals';

const timers = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

/** Moves what `Date` says and nothing else, so that sockets go on working. */
export function moveClock(milliseconds: number): void {
  const target = Date.now() + milliseconds;
  jest.useFakeTimers({ doNotFake: [...timers], now: target });
}

const realNow = performance.now.bind(performance);
let passedMs = 0;
let restorePerformance = (): void => undefined;

/** Has time pass at once on the clock that nobody sets, by which pauses end; `Date` and timers go on as they were. */
export function letPass(milliseconds: number): void {
  passedMs += milliseconds;
  const spy = jest.spyOn(performance, 'now').mockImplementation(() => realNow() + passedMs);
  restorePerformance = () => spy.mockRestore();
}

export function restoreClock(): void {
  jest.useRealTimers();
  restorePerformance();
  passedMs = 0;
}
