/** The only place that wires rooms together: a Config in, a service out. */
import type { Readable, Writable } from 'node:stream';
import {
  createAuthenticator,
  createDevIssuer,
  localPrincipal,
  parseStaticTokens,
  type Authenticator,
  type DevIssuer,
} from './auth/index.js';
import type { AuthConfig, Config } from './config/index.js';
import { createConfluenceDesk, type ConfluenceDesk } from './confluence/index.js';
import { createApp, createHealthApp, createReadiness, startServer, type RunningServer } from './http/index.js';
import { catalogue, createMcp, type Mcp } from './mcp/index.js';
import { createAuditLog, createLogger, type AuditLog, type Logger } from './observability/index.js';
import { createOutbound } from './outbound/index.js';

export interface ComposeOptions {
  version: string;
  /** Where the log goes: stdout by default, stderr when stdout belongs to the stdio transport. */
  logDestination?: Writable;
}

/** Every room, made once and connected. */
export interface Rooms {
  readonly config: Config;
  readonly version: string;
  readonly log: Logger;
  readonly audit: AuditLog;
  readonly desk: ConfluenceDesk;
  readonly mcp: Mcp;
}

/** A service that answers until it is closed. */
export interface Service {
  /** The MCP endpoint as it is really listened on; undefined for stdio. */
  readonly url?: string;
  readonly devIssuer?: DevIssuer;
  /** Settles when the service ended by itself (the stdio client has gone). */
  readonly ended: Promise<undefined>;
  close(): Promise<void>;
}

/** What the tool settings may name; config compares them without knowing the tools. */
export const toolNames = {
  tools: catalogue.map(({ name }) => name),
  toolsets: [...new Set(catalogue.map(({ toolset }) => toolset))],
};

/** Makes the rooms that every transport needs. Listens nowhere yet. */
export function compose(config: Config, options: ComposeOptions): Rooms {
  const { version, logDestination: destination } = options;
  const log = createLogger({ ...config.log, destination, secrets: config.secrets.reveal() });
  const audit = createAuditLog(log);
  const desk = openDesk(config, log, version);
  const { enabledTools = [], ...tools } = config.tools;
  const mcp = createMcp({ desk, log, audit, version, policy: { ...tools, enabledTools }, spaces: config.spaces });
  for (const warning of config.warnings) log.warn({ event: 'settings_warning' }, warning);
  log.info({ event: 'confluence_configured', deployment: desk.deployment }, 'Confluence is configured.');
  log.info({ event: 'tools_registered', count: mcp.toolNames.length }, 'Tools are registered.');
  return { config, version, log, audit, desk, mcp };
}

/** The way to Confluence alone, for checks that need no server. */
export function openDesk(config: Config, log: Logger, version: string): ConfluenceDesk {
  const { credentials, ...confluence } = config.confluence;
  const agents = createOutbound(config.outbound);
  const desk = createConfluenceDesk({
    ...confluence,
    agents,
    log,
    credentials:
      credentials.kind === 'bearer'
        ? { kind: 'bearer', token: credentials.token.reveal() }
        : { ...credentials, apiToken: credentials.apiToken.reveal() },
    userAgent: `confluence-mcp-server/${version}`,
  });
  return {
    ...desk,
    close: () => {
      desk.close();
      agents.close();
    },
  };
}

/** Listens on HTTP (and on HEALTH_PORT when there is one). */
export async function serveHttp(rooms: Rooms): Promise<Service> {
  const { config, log, desk, mcp, version } = rooms;
  const { server, auth } = config;
  const devIssuer = auth.devTokens ? await createDevIssuer({ baseUrl: server.baseUrl }) : undefined;
  const authenticator = await openDoor(auth, devIssuer);
  const readiness = createReadiness({ checks: { confluence: () => desk.ping() }, log });
  const app = createApp({
    ...rooms,
    settings: server,
    authenticator,
    readiness,
    sse: server.transport === 'sse',
    authorizationServer: auth.authorizationServer,
    devIssuer,
  });
  log.info({ event: 'auth_enabled', modes: authenticator.modes }, 'Callers are authenticated.');

  const onDrain = (): void => {
    readiness.drain();
    mcp.endStreams();
  };
  const main = await startServer({ app, host: server.host, port: server.port, log, onDrain });
  const health = await startHealth(rooms, createHealthApp({ version, log, readiness })).catch(
    async (error: unknown) => {
      await main.close();
      throw error;
    },
  );
  const transports = server.transport === 'sse' ? ['http', 'sse'] : ['http'];
  log.info({ event: 'server_started', ...main.address, transports }, 'The server is listening.');
  return {
    url: `http://${hostInUrl(main.address.host)}:${main.address.port}${server.mcpPath}/`,
    ...(devIssuer ? { devIssuer } : {}),
    ended: new Promise(() => undefined),
    close: async () => {
      await main.close();
      await mcp.close();
      // Last of all, so that the platform sees "not ready" for as long as calls are still finishing.
      await health?.close();
      desk.close();
    },
  };
}

/** Serves one local client over stdin and stdout; its caller is the local user. */
export function serveStdio(rooms: Rooms, streams?: { stdin: Readable; stdout: Writable }): Service {
  const { log, mcp, desk } = rooms;
  const caller = { principal: localPrincipal(), requestId: 'stdio', log };
  log.info({ event: 'auth_enabled', modes: ['stdio'] }, 'The caller is the local user.');
  const session = mcp.serveStdio(caller, streams);
  log.info({ event: 'server_started', transports: ['stdio'] }, 'The server is listening.');
  return {
    ended: session.closed.then(() => undefined),
    close: async () => {
      await session.close();
      desk.close();
    },
  };
}

function openDoor(auth: AuthConfig, dev: DevIssuer | undefined): Promise<Authenticator> {
  const { google, jwt, staticTokens } = auth;
  const knownTools = toolNames.tools;
  return createAuthenticator({
    google,
    jwt: jwt && { ...jwt, ...keysOf(jwt.keys) },
    static: staticTokens && { tokens: parseStaticTokens(staticTokens.reveal()), knownTools },
    dev,
    none: auth.modes.includes('none'),
    defaultScopes: auth.defaultScopes,
  });
}

function keysOf(keys: NonNullable<AuthConfig['jwt']>['keys']): { publicKey?: string; jwksUrl?: string } {
  return keys.kind === 'jwks' ? { jwksUrl: keys.url } : { publicKey: keys.pem };
}

async function startHealth(
  { config, log }: Rooms,
  app: Parameters<typeof startServer>[0]['app'],
): Promise<RunningServer | undefined> {
  const { host, healthPort } = config.server;
  return healthPort === undefined ? undefined : startServer({ app, host, port: healthPort, log });
}

/** What a client on this machine can connect to: a wildcard address is no destination, IPv6 wants brackets. */
function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
