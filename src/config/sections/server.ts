import type { ServerConfig, Transport } from '../config.js';
import { isLoopbackHost } from '../formats.js';
import type { Report } from '../report.js';
import type { Values } from '../settings.js';

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/** Where we listen and whom the door answers. */
export function toServer(
  values: Values,
  { transport, demo }: { transport: Transport; demo: boolean },
  report: Report,
): ServerConfig {
  const { PORT: port, HEALTH_PORT: healthPort } = values;
  if (healthPort !== undefined && healthPort !== 0 && healthPort === port) {
    report.fault('HEALTH_PORT', 'is the same as PORT; the probes need a port of their own');
  }
  const baseUrl = values.BASE_URL ?? `http://localhost:${port}`;
  const allowedHosts = toAllowedHosts(values);
  if (allowedHosts === 'any' && transport !== 'stdio') {
    report.warn('Every Host header is answered. Set BASE_URL or ALLOWED_HOSTS to the names of this service.');
  }
  return {
    transport,
    host: values.HOST,
    port,
    healthPort,
    baseUrl,
    baseUrlGiven: values.BASE_URL !== undefined,
    ...toPaths(values.MCP_PATH, report),
    allowedHosts,
    allowedOrigins: [...new Set([baseUrl, ...(values.ALLOWED_ORIGINS ?? [])])],
    allowLoopbackOrigins: demo,
    trustProxyHops: values.TRUST_PROXY_HOPS ?? (values.K_SERVICE === undefined ? 0 : 1),
    maxBodyBytes: values.MAX_BODY_BYTES,
    rateLimitPerMinute: values.RATE_LIMIT_PER_MINUTE,
  };
}

function toAllowedHosts(values: Values): 'any' | readonly string[] {
  const given = values.ALLOWED_HOSTS;
  if (given !== undefined) return given.includes('*') ? 'any' : given;
  const ownNames = values.BASE_URL === undefined ? [] : [new URL(values.BASE_URL).hostname];
  const names = [...(isLoopbackHost(values.HOST) ? loopbackNames : []), ...ownNames];
  return names.length === 0 ? 'any' : [...new Set(names)];
}

function toPaths(given: string, report: Report): { mcpPath: string; basePath: string } {
  const mcpPath = given.replace(/\/$/, '');
  const basePath = mcpPath.slice(0, mcpPath.lastIndexOf('/'));
  const taken = ['/health', '/ready', '/metrics', '/docs', '/openapi.json', '/dev/token'];
  const neighbours = ['/sse', '/messages', '/health'].map((name) => `${basePath}${name}`);
  if ([...taken, ...neighbours].includes(mcpPath) || mcpPath.startsWith('/.well-known')) {
    report.fault('MCP_PATH', `cannot be ${mcpPath}, where this service has another endpoint`);
  }
  return { mcpPath, basePath };
}
