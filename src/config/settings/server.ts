import { z } from 'zod';
import { boolean, hostPattern, integer, listOf, oneOf, origin, text } from '../formats.js';
import type { SettingTable } from '../setting.js';

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

/** DEBUG is set by many tools, each with words of its own: what is not a plain yes means no. */
const debug = z.string().transform((given) => boolean.safeParse(given).data ?? false);

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
    description: 'A separate listener for probes: /healthz and /readyz.',
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
    description: 'How many proxies in front add to X-Forwarded-For.',
  },
  MAX_BODY_BYTES: {
    schema: integer({ min: 1024, max: 104_857_600 }),
    default: '4194304',
    description: 'Largest request body.',
  },
  RATE_LIMIT_PER_MINUTE: {
    schema: integer({ min: 0, max: 1_000_000 }),
    default: '300',
    description: 'Requests a minute per caller, and per address without a valid token. 0 turns both off.',
  },
} as const satisfies SettingTable;

export const logSettings = {
  LOG_LEVEL: {
    schema: oneOf(['debug', 'info', 'warn', 'error', 'fatal']),
    default: 'info',
    description: 'Least severe level that is logged: debug, info, warn, error or fatal.',
  },
  DEBUG: {
    schema: debug,
    default: 'false',
    description: 'true means LOG_LEVEL=debug.',
  },
  GOOGLE_CLOUD_PROJECT: {
    schema: text,
    unset: 'logs carry no trace names',
    example: 'my-project',
    description: 'Project id under which trace ids are logged; Cloud Run does not set it by itself.',
  },
} as const satisfies SettingTable;

/** Read, never written in `.env.example`: the platform sets them. */
export const platformSettings = {
  K_SERVICE: { schema: text, description: 'Set by Cloud Run: the name of the service.' },
  K_REVISION: { schema: text, description: 'Set by Cloud Run: the name of the revision.' },
  NODE_ENV: { schema: text, description: '`production` refuses settings that are only for development.' },
} as const satisfies SettingTable;
