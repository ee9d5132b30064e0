import { describe, expect, it } from '@jest/globals';
import { createKeyring } from '../../src/state/index.js';

const secret = (fill: number) => new Uint8Array(32).fill(fill);

describe('a keyring', () => {
  it('derives one key from each secret, the current one first', () => {
    const [a, b] = [createKeyring([secret(1)]), createKeyring([secret(2)])];
    const both = createKeyring([secret(2), secret(1)]);
    expect(both.derive('cookies', 32)).toEqual([...b.derive('cookies', 32), ...a.derive('cookies', 32)]);
  });

  it('derives the same keys each time, and others for another purpose', () => {
    const ring = createKeyring([secret(1)]);
    expect(ring.derive('cookies', 32)).toEqual(ring.derive('cookies', 32));
    expect(ring.derive('cookies', 32)).not.toEqual(ring.derive('signing', 32));
    expect(ring.derive('cookies', 48)[0]).toHaveLength(48);
  });

  it('derives tomorrow what it derives today', () => {
    const hex = Buffer.from(createKeyring([secret(1)]).derive('cookies', 16)[0] ?? []).toString('hex');
    expect(hex).toBe('b0bff09fe8618267ffe106ef8e29ec3e');
  });

  it.each([[[]], [[new Uint8Array(31)]], [[secret(1), new Uint8Array(0)]]])(
    'refuses to be made of too little (%#)',
    (secrets) => {
      expect(() => createKeyring(secrets)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    },
  );
});
