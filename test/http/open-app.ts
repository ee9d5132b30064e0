import type { AuthenticationEvent, ToolCallEvent } from '../../src/observability/index.js';
import { createRoutes } from '../../src/http/create-routes.js';
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

/** What Express does not declare of a router. */
interface Stack {
  readonly stack: { route?: { path: string | string[] } }[];
}

/** The whole HTTP layer around fakes that remember what reached them. */
export function openApp(changes: Changes = {}) {
  const log = createMemoryLog();
  const audited: AuthenticationEvent[] = [];
  const refused: ToolCallEvent[] = [];
  const mcp = new FakeMcp();
  const store = createMemoryStore();
  const authenticator = new FakeAuthenticator();
  const options: AppOptions = {
    version: '1.2.3',
    log,
    audit: { authentication: (event) => void audited.push(event), toolCall: (event) => void refused.push(event) },
    authenticator,
    mcp: { get: () => Promise.resolve(mcp) },
    readiness: createReadiness({ checks: {}, log }),
    createLimiter: (limit) => store.rateLimiter(limit),
    sse: true,
    ...changes,
    settings: { ...settings, ...changes.settings },
  };
  const app = createApp(options);
  /** Every path that it serves, as Express spells it. */
  const paths = (): string[] =>
    [app.router, createRoutes(options, mcp)]
      .flatMap((router) => (router as unknown as Stack).stack)
      .flatMap(({ route }) => (route === undefined ? [] : [route.path].flat()));
  return { app, paths, mcp, authenticator, audited, refused, logged: log.lines };
}
