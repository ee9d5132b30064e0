import { createAuthenticator } from '../../../src/auth/index.js';
import { createApp, createReadiness, startServer } from '../../../src/http/index.js';
import { createMcp, onDemand } from '../../../src/mcp/index.js';
import { createAuditLog, createLogger } from '../../../src/observability/index.js';
import { createOutbound } from '../../../src/outbound/index.js';
import { openStore } from '../../../src/state/index.js';
import { createShopTools } from './shop-tools.js';

/** The tools of the comparison behind this project's own layers: token check, rights, validation, log and audit. */
const { JWT_PUBLIC_KEY: publicKey = '', JWT_ISSUER: issuer = '', JWT_AUDIENCE: audience = '' } = process.env;
const version = '1.0.0';
const log = createLogger({ level: 'info' });
const audit = createAuditLog(log);
const send = createOutbound().openExchange('bench');
const store = await openStore({ kind: 'memory' }, log);
const authenticator = await createAuthenticator({
  jwt: { publicKey, issuer, audience, algorithms: ['RS256'] },
  defaultScopes: ['confluence:read'],
});
const mcp = createMcp({
  moreTools: createShopTools(process.env['UPSTREAM'] ?? '', send),
  ...{ log, audit, version },
  claims: store,
  policy: { toolsets: [], enabledTools: [], disabledTools: [], readOnly: false },
});
const app = createApp({
  settings: {
    baseUrl: 'http://127.0.0.1',
    mcpPath: '/mcp-server/mcp',
    basePath: '/mcp-server',
    allowedHosts: 'any',
    allowedOrigins: [],
    allowLoopbackOrigins: true,
    trustProxyHops: 0,
    maxBodyBytes: 4_000_000,
    rateLimitPerMinute: 0,
  },
  ...{ version, log, audit, authenticator },
  mcp: onDemand(() => Promise.resolve(mcp)),
  readiness: createReadiness({ checks: {}, log }),
  createLimiter: (limit) => store.rateLimiter(limit),
  sse: false,
});
const { address } = await startServer({ app, host: '127.0.0.1', port: 0, log });
process.stdout.write(`{"port":${address.port}}\n`);
