import type http from 'node:http';
import type https from 'node:https';
import { createAgents } from './agents.js';
import { createFetch, type Fetch } from './fetch.js';
import { createGuardedFetch, type GuardLimits } from './guarded-fetch.js';
import { createFindRoute, type FindRoute } from './find-route.js';
import type { Resolve } from './find-route.js';
import { createProxyRule, type ProxySettings } from './proxy-rule.js';
import { createTrust } from './trust.js';

export interface OutboundOptions {
  /** A PEM bundle that is trusted beside Node's own roots. */
  caFile?: string | undefined;
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
  /** For clients on node:http, such as axios (which must not read the proxy variables itself: `proxy: false`). */
  readonly httpAgent: http.Agent;
  readonly httpsAgent: https.Agent;
  /** For libraries that want a fetch, to places that the operator configured. Answers are at most 4 MB. */
  readonly fetch: Fetch;
  /** For URLs that strangers name. */
  readonly guardedFetch: Fetch;
  /** For requests by the agents to places that somebody else named: redirects to another origin. */
  readonly findRoute: FindRoute;
  /** Closes idle and busy connections. */
  close(): void;
}

/** Made once at start; connects to nothing. An unusable CA bundle or proxy is INVALID_INPUT. */
export function createOutbound({ caFile, proxy, allowedHosts, guard, resolve }: OutboundOptions = {}): Outbound {
  const trust = createTrust(caFile);
  const rule = createProxyRule(proxy);
  const agents = createAgents(trust, rule);
  const { fetch, close } = createFetch(trust, rule);
  const findRoute = createFindRoute({ rule, allowedHosts, resolve });
  return {
    ...agents,
    fetch,
    guardedFetch: createGuardedFetch({ ...guard, trust, findRoute, fetchByProxy: fetch }),
    findRoute,
    close: () => {
      agents.httpAgent.destroy();
      agents.httpsAgent.destroy();
      close();
    },
  };
}
