import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Proxy } from './proxy-rule.js';
import type { Trust } from './trust.js';
import { portOf } from './proxy-rule.js';
import { withoutBrackets } from './network-of.js';

const connectTimeoutMs = 10_000;

/** The proxy was reached and did not open the tunnel, or could not be reached in time. Its answer's text stays out. */
class TunnelFailed extends Error {
  override readonly name = 'TunnelFailed';
  readonly code = 'PROXY_FAILED';
}

/**
 * Asks a proxy for a connection to the host and port of `target` by CONNECT (RFC 9110, 9.3.6). An answer other than 2xx is
 * TunnelFailed, never taken for an answer of the target.
 */
export function openTunnel(proxy: Proxy, target: URL, trust: Trust): Promise<Duplex> {
  const authority = `${target.hostname}:${portOf(target)}`;
  const host = withoutBrackets(proxy.url.hostname);
  const isSecure = proxy.url.protocol === 'https:';
  const secureContext = isSecure ? trust() : undefined;
  const request = (isSecure ? https : http).request({
    method: 'CONNECT',
    host,
    port: portOf(proxy.url),
    path: authority,
    headers: {
      Host: authority,
      ...(proxy.authorization !== undefined && { 'Proxy-Authorization': proxy.authorization }),
    },
    // SNI would otherwise be read from the Host header, which names the target.
    ...(isSecure && { servername: isIP(host) > 0 ? '' : host }),
    ...(secureContext && { secureContext }),
    agent: false,
    timeout: connectTimeoutMs,
  });
  return new Promise((resolve, reject) => {
    request.once('connect', ({ statusCode = 0 }, socket) => {
      socket.setTimeout(0);
      if (statusCode >= 200 && statusCode < 300) return resolve(socket);
      socket.destroy();
      reject(new TunnelFailed(`The proxy answered ${String(statusCode)} to CONNECT.`));
    });
    request.once('timeout', () => request.destroy(new TunnelFailed('The proxy did not answer in time.')));
    request.once('error', reject);
    request.end();
  });
}
