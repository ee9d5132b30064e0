import { createExchangeRoutes } from './exchange-routes.js';
import type { SendOnce } from './exchange.js';
import { createFetch, type Fetch } from './fetch.js';
import { createGuardedFetch, type GuardLimits } from './guarded-fetch.js';
import { createFindRoute, type FindRoute } from './find-route.js';
import type { Resolve } from './find-route.js';
import { createProxyRule, type ProxySettings } from './proxy-rule.js';
import { createSystemTrust, createTrust } from './trust.js';
import type { OpenDispatcher } from './undici-adapter.js';

/** The way out: certificates, proxy, and the limits of guarded requests. */
export interface OutboundOptions {
  /** A PEM bundle that is trusted beside Node's own roots. */
  caFile?: string | undefined;
  /** Without a bundle: trust the system's authorities as well. Node's roots alone unless told so. */
  trustsSystem?: boolean | undefined;
  proxy?: ProxySettings | undefined;
  /** The only hosts that URLs from outside may lead to through a proxy; `*.suffix` is all names below one. */
  allowedHosts?: readonly string[] | undefined;
  /** For guardedFetch: 5 KB within 2.5 s unless told otherwise. */
  guard?: GuardLimits | undefined;
  /** How guardedFetch and findRoute look names up; the system's resolver by default. */
  resolve?: Resolve | undefined;
}

/** Every way out of the process. All of them trust the same authorities and follow the same proxy rule. */
export interface Outbound {
  /** Requests to an API, by axios; each of them names the program that makes them. */
  openExchange(userAgent: string): SendOnce;
  /** For libraries that want a fetch, to places that the operator configured. Answers are at most 4 MB. */
  readonly fetch: Fetch;
  /** For URLs that strangers name. */
  readonly guardedFetch: Fetch;
  /** For exchanges with places that somebody else named: redirects to another origin. */
  readonly findRoute: FindRoute;
  /** Closes idle and busy connections. */
  close(): void;
}

/** Made once at start; connects to nothing. An unusable CA bundle or proxy is INVALID_INPUT. */
export function createOutbound(options: OutboundOptions = {}): Outbound {
  const { caFile, trustsSystem = false, proxy, allowedHosts, guard, resolve } = options;
  const trust = caFile === undefined && trustsSystem ? createSystemTrust() : createTrust(caFile);
  const rule = createProxyRule(proxy);
  const routes = createExchangeRoutes(trust, rule);
  const { fetch, close } = createFetch(trust, rule);
  const findRoute = createFindRoute({ rule, allowedHosts, resolve });
  return {
    openExchange: (userAgent) => openExchange(routes.open, userAgent),
    fetch,
    guardedFetch: createGuardedFetch({ ...guard, trust, findRoute, fetchByProxy: fetch }),
    findRoute,
    close: () => {
      routes.close();
      close();
    },
  };
}

/** axios is loaded with the first request. */
function openExchange(open: OpenDispatcher, userAgent: string): SendOnce {
  const load = async (): Promise<SendOnce> => {
    const [{ createExchange }, { createUndiciAdapter }] = await Promise.all([
      import('./exchange.js'),
      import('./undici-adapter.js'),
    ]);
    return createExchange(createUndiciAdapter(open), userAgent);
  };
  let loading: Promise<SendOnce> | undefined;
  return async (exchange) => (await (loading ??= load()))(exchange);
}
