import type { IncomingMessage } from 'node:http';
import { interactionPath } from '../paths.js';
import { expired, malformed } from './interaction-error.js';
import type { InteractionParts } from './interaction-parts.js';
import type { Reply } from './reply.js';

/**
 * The upstream's answer. It is worth something only in the browser that consented, and only once; the code in it is
 * exchanged a step later, where the cookie of the interaction proves that browser again.
 */
export async function receiveCallback(req: IncomingMessage, parts: InteractionParts): Promise<Reply> {
  const { origin, pending, loginCookie } = parts;
  const callback = new URL(req.url ?? '/', origin);
  const states = callback.searchParams.getAll('state');
  const [state] = states;
  if (state === undefined || states.length > 1) throw malformed('The answer of the login names no state.');
  if (!callback.searchParams.has('code') && !callback.searchParams.has('error')) {
    throw malformed('The answer of the login holds no code.');
  }
  // Before the state is taken: a stranger who guessed it must not be able to spoil it.
  if (!loginCookie.isIn(req, state)) throw expired();
  const login = await pending.takeByState(state);
  if (login === undefined) throw expired();
  await pending.comeBack({ ...login, callbackUrl: callback.href });
  return {
    kind: 'redirect',
    url: new URL(`${interactionPath}/${login.uid}/finish`, origin).href,
    cookie: loginCookie.clear(state),
  };
}
