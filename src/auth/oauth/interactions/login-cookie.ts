import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { lifetimes } from '../lifetimes.js';

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
