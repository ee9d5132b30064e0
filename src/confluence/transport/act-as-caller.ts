import { AppError } from '../../errors.js';
import type { CallerAccount } from '../port.js';
import { errorText } from './error-text.js';
import type { Exchanger } from './exchange.js';
import type { WireRequest, WireResponse } from './wire-request.js';

/** The site refused the token that this hop carried. */
class TokenRejected extends Error {
  override readonly name = 'TokenRejected';
}

/**
 * Sends with the caller's own token. A 401 did nothing, so that even a write is repeated once with a newer token; when
 * that one is refused too, the sign-in is over. A token that lacks a scope is a 401 as well, and no fault of the sign-in.
 */
export async function actAsCaller(
  account: CallerAccount,
  request: WireRequest<unknown>,
  send: (authorization: Record<string, string>) => Promise<WireResponse>,
): Promise<WireResponse> {
  const token = await account.accessToken();
  const first = await unlessRejected(send(bearer(token)));
  if (first !== undefined) return refuseWithoutScope(first, request);
  const second = await unlessRejected(send(bearer(await account.accessToken(token))));
  if (second !== undefined) return refuseWithoutScope(second, request);
  await account.revoke();
  throw signInAgain();
}

/** Tells a 401 of the site from one of a place that it redirected to, which never saw the token. */
export function noticingRejection(exchange: Exchanger): Exchanger {
  return async (hop) => {
    const response = await exchange(hop);
    const isRejected = response.status === 401 && 'Authorization' in hop.headers && !lacksScope(response);
    if (isRejected) throw new TokenRejected();
    return response;
  };
}

function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` };
}

async function unlessRejected(response: Promise<WireResponse>): Promise<WireResponse | undefined> {
  try {
    return await response;
  } catch (error) {
    if (error instanceof TokenRejected) return undefined;
    throw error;
  }
}

function lacksScope({ status, text }: WireResponse): boolean {
  return (status === 401 || status === 403) && /scope does not match/i.test(errorText(text));
}

function refuseWithoutScope(
  response: WireResponse,
  { scopes: [scope = 'unknown'] = [] }: WireRequest<unknown>,
): WireResponse {
  if (!lacksScope(response)) return response;
  throw new AppError('FORBIDDEN', `Your Atlassian sign-in lacks a scope that this operation needs: ${scope}.`, {
    hint: 'The operator has to add it to the app and to ATLASSIAN_OAUTH_SCOPES; sign in again afterwards.',
    details: { scope },
  });
}

function signInAgain(): AppError {
  return new AppError('CREDENTIALS_REJECTED', 'Your Atlassian sign-in is no longer accepted by Confluence.', {
    hint: 'Sign in again: the next request asks for it.',
  });
}
