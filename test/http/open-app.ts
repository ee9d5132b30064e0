import type { AuthenticationEvent, ToolCallEvent } from '../../src/observability/index.js';
import { createApp, createReadiness, type AppOptions, type HttpSettings } from '../../src/http/index.js';
import { createMemoryStore } from '../../src/state/index.js';
import { FakeAuthenticator } from './fake-authenticator.js';
import { FakeMcp } from './fake-mcp.js';
import { createMemoryLog } from './memory-log.js';

export const settings: HttpSettings = {
  baseUrl: 'https://mcp.example.com',
  mcpPath: '/mcp-server/mcp',
  basePath: '/mcp-server',
  allowedHosts: 'any',
  allowedOrigins: [],
  allowLoopbackOrigins: false,
  trustProxyHops: 0,
  maxBodyBytes: 10_000,
  rateLimitPerMinute: 0,
};

export const mcpPath = settings.mcpPath;
export const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };

type Changes = Partial<Omit<AppOptions, 'settings'>> & { settings?: Partial<HttpSettings> };

/** The whole HTTP layer around fakes that remember what reached them. */
export function openApp(changes: Changes = {}) {
  const log = createMemoryLog();
  const audited: AuthenticationEvent[] = [];
  const refused: ToolCallEvent[] = [];
  const mcp = new FakeMcp();
  const store = createMemoryStore();
  const authenticator = new FakeAuthenticator();
  const app = createApp({
    version: '1.2.3',
    log,
    audit: { authentication: (event) => void audited.push(event), toolCall: (event) => void refused.push(event) },
    authenticator,
    mcp,
    readiness: createReadiness({ checks: {}, log }),
    createLimiter: (limit) => store.rateLimiter(limit),
    sse: true,
    ...changes,
    settings: { ...settings, ...changes.settings },
  });
  return { app, mcp, authenticator, audited, refused, logged: log.lines };
}
