import type { DownstreamCredential, Principal } from '../../auth/index.js';
import type { CallerIdentity, CallScope } from '../../confluence/index.js';
import { AppError } from '../../errors.js';
import type { CallerFacts } from '../tools/define-tool.js';
import type { Logger, Span } from '../../observability/index.js';
import type { RequestOptions } from './request-options.js';

/** Who calls, as authentication worked it out. */
export interface Caller {
  readonly principal: Principal;
  readonly requestId: string;
  readonly log: Logger;
  /** How the request narrows itself; absent when it does not. */
  readonly options?: RequestOptions | undefined;
  /** The request's place in its trace, where traces are collected. */
  readonly span?: Span | undefined;
}

/** What one call brings to Confluence, and the spaces that its caller is narrowed to. */
export interface CallerScope extends CallScope {
  /** Content has to be in each of these lists of space keys, beside what the space policy says. */
  readonly spaces?: readonly ReadonlySet<string>[] | undefined;
}

/** As whom Confluence, and other APIs, are asked. */
export interface ActingOptions {
  /** Whose account acts in Confluence: the service's own (the default), or each caller's. */
  readonly actAs?: 'service' | 'caller' | undefined;
  /** What acts in a caller's own name; without it no caller has anything of the kind. */
  readonly downstream?: ((principal: Principal) => DownstreamCredential) | undefined;
}

/** In whose name, and for how long, Confluence is asked; and what else may act in that name. */
type OpenCall = (
  caller: Caller,
  signal: AbortSignal,
) => { readonly scope: CallerScope; readonly downstream: DownstreamCredential; readonly facts: CallerFacts };

/**
 * Works out once for each call whose account acts. Of the caller's own credential nothing is fetched before something
 * asks for it.
 */
export function createOpenCall({ actAs = 'service', downstream = nobodyHasOne }: ActingOptions = {}): OpenCall {
  return ({ principal, requestId, options }, signal) => {
    const facts = { identity: knownIdentity(principal), requestId };
    const credential = downstream(principal);
    const { id, name: userId, organizationId } = principal;
    const spaces = [...(principal.spaces === null ? [] : [principal.spaces]), ...(options?.spaces ?? [])];
    const scope = { signal, requestId, identity: { userId, organizationId }, spaces };
    return {
      scope: actAs === 'caller' ? { ...scope, account: { id, ...credential } } : scope,
      downstream: credential,
      facts,
    };
  };
}

/** Nobody in particular calls where authentication is off, where the caller is local, or where Cloud Run hid who it was. */
function knownIdentity({ mode, subject, name, organizationId }: Principal): CallerIdentity | undefined {
  const isNobody = mode === 'none' || mode === 'stdio' || (mode === 'cloud-run-iam' && subject === 'cloud-run-invoker');
  return isNobody ? undefined : { userId: name, organizationId };
}

function nobodyHasOne(): DownstreamCredential {
  return {
    accessToken: () =>
      Promise.reject(
        new AppError('FORBIDDEN', 'This server does not know an account that the caller could act as.', {
          hint: 'The operator has to enable sign-in (AUTH_MODES=oauth).',
        }),
      ),
    revoke: () => Promise.resolve(),
  };
}
