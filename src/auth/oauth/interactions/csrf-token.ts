import { createHmac, timingSafeEqual } from 'node:crypto';

export interface CsrfToken {
  make(uid: string): string;
  isValid(uid: string, given: string | undefined): boolean;
}

/** Proves that a form was on our own page for this very consent. Every rendering of the page carries the same one. */
export function createCsrfToken(keys: readonly Uint8Array[]): CsrfToken {
  const sign = (key: Uint8Array, uid: string): Buffer => createHmac('sha256', key).update(uid).digest();
  const [current = new Uint8Array()] = keys;
  return {
    make: (uid) => sign(current, uid).toString('base64url'),
    isValid(uid, given = '') {
      const bytes = Buffer.from(given, 'base64url');
      return keys.some((key) => bytes.length === 32 && timingSafeEqual(bytes, sign(key, uid)));
    },
  };
}
