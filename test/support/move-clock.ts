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

export function restoreClock(): void {
  jest.useRealTimers();
}
