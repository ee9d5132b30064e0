import { createHash } from 'node:crypto';
import type { Login } from './grant-book.js';

/** The `sub` of our tokens: one person of one upstream, without saying who it is. */
export function accountIdOf({ issuer, subject }: Pick<Login, 'issuer' | 'subject'>): string {
  return createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('base64url');
}
