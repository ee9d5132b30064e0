import { describe, expect, it } from '@jest/globals';
import { retryAfterMs } from '../../../src/confluence/transport/retry.js';

describe('retryAfterMs', () => {
  it('reads seconds', () => expect(retryAfterMs({ 'retry-after': '7' })).toBe(7_000));

  it('reads a date, and the reset time of the rate limit', () => {
    const soon = Date.now() + 30_000;
    expect(retryAfterMs({ 'retry-after': new Date(soon).toUTCString() })).toBeGreaterThan(28_000);
    expect(retryAfterMs({ 'x-ratelimit-reset': new Date(soon).toISOString() })).toBeGreaterThan(28_000);
  });

  it('knows a time that has passed as no wait', () => {
    expect(retryAfterMs({ 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' })).toBe(0);
  });

  it.each([undefined, 'soon', '1e99'])('knows nothing from %j', (value) => {
    expect(retryAfterMs({ 'retry-after': value })).toBeUndefined();
  });
});
