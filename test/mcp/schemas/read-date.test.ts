import { expect, it } from '@jest/globals';
import { readDate } from '../../../src/mcp/schemas/read-date.js';

const now = new Date('2026-03-31T10:00:00Z');

it.each([
  ['2026-11-01', '2026-11-01'],
  [' 2026/11/1 ', '2026-11-01'],
  ['2026.11.01', '2026-11-01'],
  ['20261101', '2026-11-01'],
  ['2026-11', '2026-11-01'],
  ['2026-11-01T23:59:59.999Z', '2026-11-01'],
  ['2026-11-01 08:00', '2026-11-01'],
  ['2026-11-01T08:00:00+02:00', '2026-11-01'],
  ['1 November 2026', '2026-11-01'],
  ['Nov 1st, 2026', '2026-11-01'],
  ['Sunday, 1 Nov. 2026', '2026-11-01'],
  ['today', '2026-03-31'],
  ['Yesterday', '2026-03-30'],
  ['tomorrow', '2026-04-01'],
  ['7 days ago', '2026-03-24'],
  ['a week ago', '2026-03-24'],
  ['in 2 weeks', '2026-04-14'],
  ['-7d', '2026-03-24'],
  ['now("-1w")', '2026-03-24'],
  ['now(-1M)', '2026-02-28'],
  ['one year ago', '2025-03-31'],
])('%s is %s', (text, date) => {
  expect(readDate(text, now)).toBe(date);
});

it.each(['', '2026', '01/11/2026', '11-01-2026', '2026-02-30', '2026-13', '31 June 2026', 'last week', 'Monday', '1 Nov', 'soon 1 2026', '-7', '99999d', 'days ago'])(
  '%j is not a day beyond doubt',
  (text) => {
    expect(readDate(text, now)).toBeUndefined();
  },
);
