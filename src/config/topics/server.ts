import { z } from 'zod';
import { hostPattern, integer, isLoopbackHost, listOf, oneOf, origin, secretText } from '../formats.js';
import type { Report } from '../report.js';
import type { SettingTable, SettingValues } from '../setting.js';
import type { Secret } from '../secret.js';
import type { PlatformValues } from './platform.js';

const port = integer({ min: 0, max: 65_535 });

const mcpPath = z
  .string()
  .regex(
    /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)+\/?$/,
    'must be a path of plain segments that starts with a slash, e.g. /mcp-server/mcp/',
  );

/** Brackets around an IPv6 address belong to URLs; a listener takes it without. */
const host = z
  .string()
  .regex(/^(?:[\w.-]+|\[?[0-9a-f]*:[0-9a-f:.]*\]?)$/i, 'must be a host name or an IP address without scheme or port')
  .transform((given) => given.replace(/^\[|\]$/g, ''));

const transport = oneOf(['http', 'streamable-http', 'sse', 'stdio']).transform((given) =>
  given === 'streamable-http' ? 'http' : given,
);

/** Where we listen and what we take. The demo reads these as well. */
export const serverSettings = {
  PORT: {
    schema: port,
    default: '8080',
    aliases: ['MCP_SERVER_PORT'],
    description: 'Port to listen on.',
  },
  HOST: {
    schema: host,
    default: '0.0.0.0',
    description: 'Address to listen on (the demo: 127.0.0.1).',
  },
  HEALTH_PORT: {
    schema: port,
    unset: 'no separate listener',
    example: '8081',
    description: 'A separate listener for probes and Prometheus: /healthz, /readyz and /metrics.',
  },
  METRICS_TOKEN: {
    schema: secretText,
    secret: true,
    unset: '/metrics is on HEALTH_PORT alone',
    description: 'Opens /metrics on the main port for requests with this bearer token.',
  },
  BASE_URL: {
    schema: origin,
    unset: 'http://localhost:PORT',
    example: 'https://mcp.example.com',
    description: 'Public origin. URLs of our own are built from it alone, never from request headers.',
  },
  MCP_PATH: {
    schema: mcpPath,
    default: '/mcp-server/mcp/',
    aliases: ['MCP_HTTP_PATH'],
    description: 'The MCP endpoint, served with and without trailing slash; its neighbours share its parent.',
  },
  MCP_TRANSPORT: {
    schema: transport,
    default: 'http',
    aliases: ['TRANSPORT'],
    description: 'As --transport: `http` (also `streamable-http`), `sse` beside it, or `stdio`.',
  },
  MCP_MIN_PROTOCOL: {
    schema: oneOf(['2025-03-26', '2025-06-18', '2025-11-25', '2026-07-28']),
    unset: 'every revision from 2025-03-26 on',
    example: '2025-06-18',
    description: 'Requests of older and of unknown revisions of MCP are refused.',
  },
  ALLOWED_HOSTS: {
    schema: listOf(hostPattern),
    unset: "loopback names on a loopback HOST, BASE_URL's host when that is set, else any",
    example: 'mcp.example.com,*.run.app',
    description: 'Host headers that are answered, without ports. Probes are exempt.',
  },
  ALLOWED_ORIGINS: {
    schema: listOf(origin),
    unset: "only BASE_URL's own",
    example: 'https://inspector.example.com',
    description: 'Browser origins that may call, besides the one of BASE_URL. Calls without Origin are fine.',
  },
  TRUST_PROXY_HOPS: {
    schema: integer({ min: 0, max: 16 }),
    unset: '0, or 1 on Cloud Run',
    example: '1',
    description:
      "How many entries the proxies in front add to X-Forwarded-For; the first of these is the caller's. Google's load balancer adds 2.",
  },
  MAX_BODY_BYTES: {
    schema: integer({ min: 1024, max: 104_857_600 }),
    default: '4194304',
    description: 'Largest request body.',
  },
  RATE_LIMIT_PER_MINUTE: {
    schema: integer({ min: 0, max: 1_000_000 }),
    default: '300',
    description:
      'Requests a minute per caller, and per address without a valid token; that keeps out nobody whose token was good within the hour. 0 turns both off.',
  },
} as const satisfies SettingTable;

/** How clients reach the server; `sse` is the transport of MCP 2024-11-05. */
export type Transport = 'http' | 'sse' | 'stdio';

/** Where we listen, under which names, and how much we take. */
export interface ServerConfig {
  readonly transport: Transport;
  /** The oldest revision of MCP that is served. */
  readonly minProtocol: string | undefined;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly healthPort: number | undefined;
  /** Opens `/metrics` on the main port. */
  readonly metricsToken: Secret | undefined;
  /** Public origin without trailing slash, `http://localhost:PORT` when not given. */
  readonly baseUrl: string;
  readonly baseUrlGiven: boolean;
  /** Without trailing slash, e.g. `/mcp-server/mcp`; both forms are served. */
  readonly mcpPath: string;
  /** Parent of `mcpPath`, e.g. `/mcp-server`; empty when `mcpPath` has one segment. */
  readonly basePath: string;
  /** Lower-case host names without port (IPv6 in brackets), `*.suffix` allowed. */
  readonly allowedHosts: 'any' | readonly string[];
  /** Exact origins, BASE_URL's own included. */
  readonly allowedOrigins: readonly string[];
  /** The demo: any loopback origin, whatever its port. */
  readonly allowLoopbackOrigins: boolean;
  readonly trustProxyHops: number;
  readonly maxBodyBytes: number;
  /** 0 turns rate limiting off. */
  readonly rateLimitPerMinute: number;
}

/** For topics that need the address: some modes are for a loopback HOST alone. */
export type ServerValues = SettingValues<typeof serverSettings>;

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/** Loopback and BASE_URL fill in what is not given. */
export function toServer(
  values: ServerValues & PlatformValues,
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
  if (transport === 'sse' && values.MCP_MIN_PROTOCOL === '2026-07-28') {
    report.fault('MCP_MIN_PROTOCOL', 'leaves no revision that the sse transport speaks; take http alone');
  }
  return {
    transport,
    minProtocol: values.MCP_MIN_PROTOCOL,
    host: values.HOST,
    port,
    healthPort,
    metricsToken: values.METRICS_TOKEN,
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

function toAllowedHosts(values: ServerValues): 'any' | readonly string[] {
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
