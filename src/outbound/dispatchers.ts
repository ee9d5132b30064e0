import type { Agent, Dispatcher } from 'undici';
import type { PinnedLookup } from './find-route.js';
import type { Proxy, ProxyRule } from './proxy-rule.js';
import type { Trust } from './trust.js';

/** What connections of one kind of client are made with. */
export interface DispatcherLimits {
  /** At once, to one origin. */
  readonly connections: number;
  /** For the head of an answer, and between two pieces of its body, in milliseconds; 0 leaves that to whoever asks. */
  readonly silenceMs: number;
  /** The largest answer in bytes, as it comes; -1 leaves that to whoever asks. */
  readonly maxResponseBytes: number;
}

/** Many processes never reach out: it is loaded with the first request. */
export const loadUndici = () => import('./undici.js');

const connectTimeoutMs = 10_000;
/** Idle connections are dropped well before common load balancers do it, so that a write seldom meets a dead one. */
const idleTimeoutMs = 15_000;

/** What both a direct and a proxied dispatcher are made with. */
export function dispatcherOptions(trust: Trust, limits: DispatcherLimits) {
  const secureContext = trust();
  const { connections, silenceMs, maxResponseBytes } = limits;
  return {
    connect: { timeout: connectTimeoutMs, ...(secureContext && { secureContext }) },
    connections,
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
    keepAliveTimeout: idleTimeoutMs,
    maxResponseSize: maxResponseBytes,
  };
}

/** Every request goes the way that the proxy rule says. */
export interface Routes {
  readonly dispatcher: Dispatcher;
  readonly destroy: () => void;
}

export async function openRoutes(trust: Trust, rule: ProxyRule, limits: DispatcherLimits): Promise<Routes> {
  const { Agent, ProxyAgent } = await loadUndici();
  const { connect, ...options } = dispatcherOptions(trust, limits);
  const direct = new Agent({ ...options, connect });
  const proxied = new Map<Proxy, Dispatcher>();

  const openProxied = (proxy: Proxy): Dispatcher => {
    const token = proxy.authorization === undefined ? {} : { token: proxy.authorization };
    const tls = { proxyTls: connect, requestTls: connect };
    const agent = new ProxyAgent({ ...options, ...tls, ...token, uri: proxy.url.href, proxyTunnel: false });
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

/** An agent for a host whose addresses were judged: it connects to them and to nothing else. */
export async function pinnedAgent(trust: Trust, lookup: PinnedLookup, limits: DispatcherLimits): Promise<Agent> {
  const { Agent } = await loadUndici();
  const { connect, ...options } = dispatcherOptions(trust, limits);
  return new Agent({ ...options, connections: 1, connect: { ...connect, lookup } });
}
