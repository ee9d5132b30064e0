import { describe, expect, it } from '@jest/globals';
import { createSpaceCaches } from '../../../src/confluence/cloud/cloud-client.js';

const scopeOf = (id: string) => ({
  account: { id, accessToken: () => Promise.resolve(''), revoke: () => Promise.resolve() },
});

describe('what is remembered per account', () => {
  it('is one for each, one for the service, and lost for who was away longest', () => {
    const mine = createSpaceCaches();
    const [first, service] = [mine(scopeOf('0')), mine({})];
    expect(mine(scopeOf('0'))).toBe(first);
    expect(service).not.toBe(first);
    for (let n = 1; n <= 199; n += 1) mine(scopeOf(String(n)));
    expect(mine(scopeOf('0'))).toBe(first);
    for (let n = 1; n <= 200; n += 1) mine(scopeOf(String(n)));
    expect(mine(scopeOf('0'))).not.toBe(first);
    expect(mine({})).toBe(service);
  });
});
