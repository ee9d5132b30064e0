import { createHash, timingSafeEqual, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { lifetimes } from '../grants/records.js';
import { malformed } from './reply.js';

/**
 * Ties the callback of a login to the browser that consented: whoever only has the URL cannot finish it. One cookie
 * for each login under way, so that two tabs do not disturb each other; each lasts as long as its login.
 */
export interface LoginCookie {
  /** A Set-Cookie value. */
  make(state: string): string;
  clear(state: string): string;
  isIn(req: IncomingMessage, state: string): boolean;
}

/** Over https the name promises that no other host and no plain http has set it. */
export function createLoginCookie(isSecure: boolean): LoginCookie {
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  const nameFor = (state: string): string => {
    const mark = createHash('sha256').update(state).digest('hex').slice(0, 16);
    return `${isSecure ? '__Host-' : ''}oauth_login_${mark}`;
  };
  return {
    make: (state) => `${nameFor(state)}=${digest(state)}; Max-Age=${lifetimes.interaction}; ${attributes}`,
    clear: (state) => `${nameFor(state)}=; Max-Age=0; ${attributes}`,
    isIn(req, state) {
      const found = readCookie(req.headers.cookie ?? '', nameFor(state)) ?? '';
      const wanted = digest(state);
      return found.length === wanted.length && timingSafeEqual(Buffer.from(found), Buffer.from(wanted));
    },
  };
}

function digest(state: string): string {
  return createHash('sha256').update(`login ${state}`).digest('base64url');
}

function readCookie(header: string, name: string): string | undefined {
  const pair = header.split(/; */).find((text) => text.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

/**
 * An HMAC over the interaction's id, which is public: `isValid` compares in constant time, and is false for nothing
 * given.
 */
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

const maxBytes = 8192;

/** The fields of a posted form. Throws LoginError for anything else. */
export async function readForm(req: IncomingMessage): Promise<URLSearchParams> {
  const type = req.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') throw malformed('A form was expected.');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw malformed('The form is too large.');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
