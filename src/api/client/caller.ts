import { AppError } from '../../errors.js';
import type { Span } from '../../observability/index.js';
import { identityHeaders } from '../../outbound/index.js';
import type { Api } from '../model.js';
import type { ApiResponse } from './exchange.js';

/** For whom an API is asked. */
export interface ApiCaller {
  /** Undefined when nobody is known: authentication is off, or only that somebody may call was checked. */
  readonly identity: { readonly userId: string; readonly organizationId: string | null } | undefined;
  /** The caller's own credential at the upstream; it throws where there is none. Never the token that the client sent. */
  readonly accessToken: (rejected?: string) => Promise<string>;
  readonly requestId: string;
  readonly signal: AbortSignal;
  /** Holds each write that was done, or may have been, from before it is sent. */
  readonly writes?: Set<object> | undefined;
  /** The call's place in its trace; each request is a part of it, and told so to the API. */
  readonly span?: Pick<Span, 'child'> | undefined;
}

type Send = (headers: Readonly<Record<string, string>>) => Promise<ApiResponse>;

/** Sends with the credentials that the API's rule wants. A caller of whom too little is known is FORBIDDEN, before anything is sent. */
export async function sendAs({ name, credentials }: Api, caller: ApiCaller, send: Send): Promise<ApiResponse> {
  switch (credentials.kind) {
    case 'none':
      return send({});
    case 'service':
      return send({ [credentials.header]: [credentials.scheme, credentials.secret].filter(Boolean).join(' ') });
    case 'identity-headers':
      if (caller.identity === undefined) throw unknownCaller(name);
      return send(identityHeaders(caller.identity));
    case 'upstream-token':
      if (caller.identity === undefined) throw unknownCaller(name);
      return sendWithToken(caller, send);
  }
}

/**
 * A 401 did nothing, so that even a write is repeated once with a newer token. When that one is refused too, it is the
 * API that does not take such tokens: the sign-in stays, for Confluence and other APIs may.
 */
async function sendWithToken({ accessToken }: ApiCaller, send: Send): Promise<ApiResponse> {
  const token = await accessToken();
  const first = await send({ Authorization: `Bearer ${token}` });
  if (first.status !== 401) return first;
  const newer = await accessToken(token);
  return newer === token ? first : send({ Authorization: `Bearer ${newer}` });
}

function unknownCaller(api: string): AppError {
  return new AppError('FORBIDDEN', `No caller is known here, and the API ${api} answers only for a known one.`, {
    hint: 'Call with a token that names a person or an account; without authentication this tool cannot be used.',
  });
}
