import http from 'node:http';
import https from 'node:https';
import { isIPv6 } from 'node:net';
import type { Duplex } from 'node:stream';
import { openTunnel } from './open-tunnel.js';
import { portOf } from './proxy-rule.js';
import type { ProxyRule } from './proxy-rule.js';
import type { Trust } from './trust.js';
import { withoutBrackets } from './network-of.js';

/** Idle connections are dropped well before common load balancers do it, so that a write seldom meets a dead one. */
const idleTimeoutMs = 15_000;

const agentOptions: http.AgentOptions = {
  keepAlive: true,
  maxSockets: 256,
  maxFreeSockets: 64,
  scheduling: 'lifo',
  timeout: idleTimeoutMs,
};

/** Agents for clients on node:http; pooling, limits and TLS sessions are Node's own, whichever way a connection goes. */
export function createAgents(trust: Trust, rule: ProxyRule): { httpAgent: http.Agent; httpsAgent: https.Agent } {
  return { httpAgent: new ForwardingAgent(trust, rule), httpsAgent: new TunnellingAgent(trust, rule) };
}

type WhenConnected = (error: Error | null, socket: Duplex) => void;

/** TLS to the target itself: directly, or inside a tunnel through the proxy. */
class TunnellingAgent extends https.Agent {
  constructor(
    private readonly trust: Trust,
    private readonly rule: ProxyRule,
  ) {
    super(agentOptions);
  }

  override createConnection(given: https.RequestOptions, whenConnected?: WhenConnected): Duplex | null | undefined {
    const secureContext = this.trust();
    const options = secureContext === undefined ? given : { ...given, secureContext };
    const target = toUrl('https:', options);
    const proxy = this.rule(target);
    if (proxy === undefined) return super.createConnection(options, whenConnected);
    const tunnel = openTunnel(proxy, target, this.trust);
    hand(
      tunnel.then((socket) => super.createConnection(over(socket, options)) as Duplex),
      whenConnected,
    );
    return undefined;
  }
}

/** Node hands every request to its agent by this method, which its types leave out. */
type AddRequest = (this: http.Agent, request: http.ClientRequest, options: http.ClientRequestArgs) => void;
const { addRequest } = http.Agent.prototype as unknown as { addRequest: AddRequest };

/**
 * Plain http: directly, by asking the proxy for the absolute URL (RFC 9112, 3.2.2), or through a tunnel where the
 * proxy itself is spoken to over TLS.
 */
class ForwardingAgent extends http.Agent {
  constructor(
    private readonly trust: Trust,
    private readonly rule: ProxyRule,
  ) {
    super(agentOptions);
  }

  addRequest(request: http.ClientRequest, options: http.ClientRequestArgs): void {
    const target = toUrl('http:', options);
    const proxy = this.rule(target);
    if (proxy?.url.protocol !== 'http:') return addRequest.call(this, request, options);
    request.path = target.origin + request.path;
    if (proxy.authorization !== undefined) request.setHeader('Proxy-Authorization', proxy.authorization);
    const { url } = proxy;
    addRequest.call(this, request, { ...options, host: withoutBrackets(url.hostname), port: portOf(url) });
  }

  override createConnection(options: http.ClientRequestArgs, whenConnected?: WhenConnected): Duplex | null | undefined {
    const target = toUrl('http:', options);
    const proxy = this.rule(target);
    if (proxy?.url.protocol !== 'https:') return super.createConnection(options, whenConnected);
    hand(openTunnel(proxy, target, this.trust), whenConnected);
    return undefined;
  }
}

function hand(socket: Promise<Duplex>, whenConnected?: WhenConnected): void {
  socket.then(
    (connected) => whenConnected?.(null, connected),
    // Node looks at the error alone then, though its types ask for a socket as well.
    (error: Error) => (whenConnected as ((error: Error) => void) | undefined)?.(error),
  );
}

/** tls.connect takes any Duplex, though the types of https know nothing of that. */
function over(socket: Duplex, options: https.RequestOptions): https.RequestOptions {
  return Object.assign({}, options, { socket });
}

function toUrl(protocol: string, { host, port }: Pick<http.ClientRequestArgs, 'host' | 'port'>): URL {
  const name = host ?? 'localhost';
  return new URL(`${protocol}//${isIPv6(name) ? `[${name}]` : name}:${String(port ?? '')}`);
}
