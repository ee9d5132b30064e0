import { afterEach, describe, expect, it } from '@jest/globals';
import { createClaimsCache } from '../../src/auth/claims-cache.js';
import { secondsFromNow } from '../support/keys.js';
import { moveClock, restoreClock } from '../support/move-clock.js';

afterEach(restoreClock);

describe('the cache of verified claims', () => {
  it('gives claims back for a minute', () => {
    const cache = createClaimsCache();
    cache.set('a', { sub: 'ada', exp: secondsFromNow(3600) });
    moveClock(59_000);
    expect(cache.get('a')).toMatchObject({ sub: 'ada' });
    moveClock(2_000);
    expect(cache.get('a')).toBeUndefined();
  });

  it('never outlives the token', () => {
    const cache = createClaimsCache();
    cache.set('a', { exp: secondsFromNow(10) });
    moveClock(11_000);
    expect(cache.get('a')).toBeUndefined();
  });

  it('keeps nothing of claims without an expiry', () => {
    const cache = createClaimsCache();
    cache.set('a', {});
    expect(cache.get('a')).toBeUndefined();
  });

  it('makes room for new tokens by forgetting the oldest', () => {
    const cache = createClaimsCache();
    for (let i = 0; i <= 1000; i += 1) cache.set(`token-${i}`, { sub: String(i), exp: secondsFromNow(60) });
    expect(cache.get('token-0')).toBeUndefined();
    expect(cache.get('token-1')).toMatchObject({ sub: '1' });
    expect(cache.get('token-1000')).toMatchObject({ sub: '1000' });
  });
});
