import type { Duplex } from 'node:stream';
import type { Agent, buildConnector, Dispatcher } from 'undici';
import type { PinnedLookup } from './find-route.js';
import { openTunnel } from './open-tunnel.js';
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
function dispatcherOptions(trust: Trust, limits: DispatcherLimits) {
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

/**
 * Directly, through a tunnel, or for plain http by asking the proxy for the absolute URL (RFC 9112, 3.2.2). undici's own
 * agent for proxies connects again and again, for ever, to one that hangs up.
 */
export async function openRoutes(trust: Trust, rule: ProxyRule, limits: DispatcherLimits): Promise<Routes> {
  const { Agent, buildConnector } = await loadUndici();
  const { connect, ...options } = dispatcherOptions(trust, limits);
  const connectDirectly = buildConnector(connect);
  const connectByRule: buildConnector.connector = (to, whenConnected) => {
    const target = new URL(`${to.protocol}//${to.hostname}${to.port === '' ? '' : `:${to.port}`}`);
    const proxy = rule(target);
    if (proxy === undefined) return void connectDirectly(to, whenConnected);
    openTunnel(proxy, target, trust).then(
      (tunnel) => {
        if (target.protocol === 'https:') connectDirectly({ ...to, httpSocket: asSocket(tunnel) }, whenConnected);
        else whenConnected(null, asSocket(tunnel));
      },
      (error: Error) => whenConnected(error, null),
    );
  };
  const byRule = new Agent({ ...options, connect: connectByRule });
  const toProxies = new Agent({ ...options, connect });
  const dispatcher = byRule.compose((dispatch) => (request, handler) => {
    const target = new URL(String(request.origin));
    const proxy = target.protocol === 'http:' ? rule(target) : undefined;
    if (proxy?.url.protocol !== 'http:') return dispatch(request, handler);
    return toProxies.dispatch(forwarded(request, target, proxy), handler);
  });
  return { dispatcher, destroy: () => void [byRule, toProxies].map((agent) => agent.destroy()) };
}

/** Both the adapter of axios and undici's fetch give headers as an object. */
function forwarded(request: Dispatcher.DispatchOptions, target: URL, proxy: Proxy): Dispatcher.DispatchOptions {
  const headers = {
    ...(request.headers as Record<string, string>),
    host: target.host,
    ...(proxy.authorization !== undefined && { 'proxy-authorization': proxy.authorization }),
  };
  return { ...request, origin: proxy.url.origin, path: target.origin + request.path, headers };
}

/** What Node hands out for a tunnel is a socket, plain or over TLS. */
function asSocket(tunnel: Duplex): never {
  return tunnel as never;
}

/** An agent for a host whose addresses were judged: it connects to them and to nothing else. */
export async function pinnedAgent(trust: Trust, lookup: PinnedLookup, limits: DispatcherLimits): Promise<Agent> {
  const { Agent } = await loadUndici();
  const { connect, ...options } = dispatcherOptions(trust, limits);
  return new Agent({ ...options, connections: 1, connect: { ...connect, lookup } });
}
