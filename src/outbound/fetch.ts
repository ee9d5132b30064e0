import type { Dispatcher, RequestInfo, RequestInit as UndiciInit } from 'undici';
import type { Proxy, ProxyRule } from './proxy-rule.js';
import type { Trust } from './trust.js';

/** `fetch` with a dispatcher of its own. It takes URLs, no Request objects. */
export type Fetch = typeof globalThis.fetch;

const connectTimeoutMs = 10_000;
/** For the head of an answer, and between two pieces of its body. */
const silenceMs = 30_000;
const idleTimeoutMs = 15_000;
const connectionsPerOrigin = 64;
/** Key sets, discovery documents and token answers are a thousandth of it. */
const maxResponseBytes = 4 * 1024 * 1024;

/** Many processes never fetch: it is loaded with the first call. */
export const loadUndici = () => import('./undici.js');

/** What both a direct and a proxied dispatcher are made with. */
export function dispatcherOptions(trust: Trust) {
  const secureContext = trust();
  return {
    connect: { timeout: connectTimeoutMs, ...(secureContext && { secureContext }) },
    connections: connectionsPerOrigin,
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
    keepAliveTimeout: idleTimeoutMs,
    maxResponseSize: maxResponseBytes,
  };
}

/** A fetch whose every request, redirects included, goes the way that the proxy rule says. */
export function createFetch(trust: Trust, rule: ProxyRule): { fetch: Fetch; close: () => void } {
  let opening: Promise<Routes> | undefined;
  const fetch: Fetch = async (...request) => {
    opening ??= openRoutes(trust, rule);
    return fetchBy((await opening).dispatcher, ...request);
  };
  return { fetch, close: () => void opening?.then(({ destroy }) => destroy()) };
}

/** The dispatcher stands last: a library's own (oidc-provider brings one) would go around the rule. */
export async function fetchBy(dispatcher: Dispatcher, ...[input, init]: Parameters<Fetch>): Promise<Response> {
  const undici = await loadUndici();
  const options = { ...init, dispatcher } as unknown as UndiciInit;
  return undici.fetch(input as RequestInfo, options) as Promise<unknown> as Promise<Response>;
}

interface Routes {
  dispatcher: Dispatcher;
  destroy: () => void;
}

async function openRoutes(trust: Trust, rule: ProxyRule): Promise<Routes> {
  const { Agent, ProxyAgent } = await loadUndici();
  const { connect, ...limits } = dispatcherOptions(trust);
  const direct = new Agent({ ...limits, connect });
  const proxied = new Map<Proxy, Dispatcher>();

  const openProxied = (proxy: Proxy): Dispatcher => {
    const token = proxy.authorization === undefined ? {} : { token: proxy.authorization };
    const tls = { proxyTls: connect, requestTls: connect };
    const agent = new ProxyAgent({ ...limits, ...tls, ...token, uri: proxy.url.href, proxyTunnel: false });
    proxied.set(proxy, agent);
    return agent;
  };
  const dispatcher = direct.compose((dispatch) => (request, handler) => {
    const proxy = rule(new URL(String(request.origin)));
    if (proxy === undefined) return dispatch(request, handler);
    return (proxied.get(proxy) ?? openProxied(proxy)).dispatch(request, handler);
  });
  return { dispatcher, destroy: () => void [direct, ...proxied.values()].map((agent) => agent.destroy()) };
}
