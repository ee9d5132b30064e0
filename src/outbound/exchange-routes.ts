import type { Duplex } from 'node:stream';
import type { InternalAxiosRequestConfig } from 'axios';
import type { buildConnector, Dispatcher } from 'undici';
import { dispatcherOptions, loadUndici, pinnedAgent, type DispatcherLimits, type Routes } from './dispatchers.js';
import type { PinnedLookup } from './find-route.js';
import { openTunnel } from './open-tunnel.js';
import type { Proxy, ProxyRule } from './proxy-rule.js';
import type { Trust } from './trust.js';
import type { OpenDispatcher } from './undici-adapter.js';

/** Whoever asks has limits of their own for time and size. */
const limits: DispatcherLimits = { connections: 256, silenceMs: 0, maxResponseBytes: -1 };

/** The ways of the exchanges: opened with the first of them, kept for all, and one of its own for a pinned look-up. */
export function createExchangeRoutes(trust: Trust, rule: ProxyRule): { open: OpenDispatcher; close: () => void } {
  let opening: Promise<Routes> | undefined;
  return {
    async open({ lookup }: InternalAxiosRequestConfig) {
      if (lookup !== undefined) {
        const agent = await pinnedAgent(trust, lookup as unknown as PinnedLookup, limits);
        // A connection that is kept would be found by name, not by the address that was judged.
        return { dispatcher: agent, release: () => void agent.destroy() };
      }
      opening ??= openRoutes(trust, rule);
      return { dispatcher: (await opening).dispatcher };
    },
    close: () => void opening?.then(({ destroy }) => destroy()),
  };
}

/**
 * Directly, through a tunnel, or for plain http by asking the proxy for the absolute URL (RFC 9112, 3.2.2). undici's own
 * agent for proxies connects again and again to one that hangs up.
 */
async function openRoutes(trust: Trust, rule: ProxyRule): Promise<Routes> {
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

/** The adapter gives headers as an object. */
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
