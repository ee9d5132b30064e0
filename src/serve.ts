/** Lets callers into the composed services: over HTTP, or one local client over stdin and stdout. */
import type { Readable, Writable } from 'node:stream';
import {
  createAuthenticator,
  createDevIssuer,
  createIamProbe,
  localPrincipal,
  parseStaticTokens,
  type Authenticator,
  type DevIssuer,
  type IamProbe,
} from './auth/index.js';
import type { Services } from './compose.js';
import type { AuthConfig } from './config/index.js';
import {
  createApp,
  createHealthApp,
  createReadiness,
  startServer,
  type Readiness,
  type RunningServer,
} from './http/index.js';

/** A service that answers until it is closed. */
export interface Service {
  /** The MCP endpoint as it is really listened on; undefined for stdio. */
  readonly url?: string;
  readonly devIssuer?: DevIssuer;
  /** Settles when the service ended by itself (the stdio client has gone). */
  readonly ended: Promise<undefined>;
  close(): Promise<void>;
}

const prepareAfterMs = 100;

/** Listens on HTTP (and on HEALTH_PORT when there is one). */
export async function serveHttp(services: Services): Promise<Service> {
  const { config, log, mcp, version, oauth, store } = services;
  const { server, auth } = config;
  const devIssuer = auth.devTokens ? await createDevIssuer({ baseUrl: server.baseUrl }) : undefined;
  const probe = openIamProbe(services);
  const authenticator = await openAuthenticator(services, devIssuer, probe);
  const readiness = openReadiness(services, authenticator);
  const app = createApp({
    ...services,
    settings: server,
    authenticator,
    readiness,
    sse: server.transport === 'sse',
    authorizationServer: oauth?.server.issuer ?? auth.authorizationServer,
    oauthServer: oauth?.server,
    initialScopes: oauth?.initialScopes,
    createLimiter: (limit) => store.rateLimiter(limit),
    onProbe: probe && ((nonce) => probe.saw(nonce)),
    metrics: services.metrics && server.metricsToken && { ...services.metrics, token: server.metricsToken.reveal() },
    devIssuer,
  });
  log.info({ event: 'auth_enabled', modes: authenticator.modes }, 'Callers are authenticated.');

  const onDrain = (): void => {
    readiness.drain();
    void mcp.ifOpen((opened) => opened.endStreams());
  };
  const main = await startServer({ app, host: server.host, port: server.port, log, onDrain });
  const health = await startHealth(
    services,
    createHealthApp({ version, log, readiness, metrics: services.metrics }),
  ).catch(async (error: unknown) => {
    await main.close();
    throw error;
  });
  const transports = server.transport === 'sse' ? ['http', 'sse'] : ['http'];
  log.info({ event: 'server_started', ...main.address, transports }, 'The server is listening.');
  // Probes are answered first: until they are, nobody is let in.
  setTimeout(() => void prepare(services), prepareAfterMs).unref();
  // Our own front end may take its time to answer, and no other mode depends on what it says.
  void probe?.check();
  return {
    url: `http://${hostInUrl(main.address.host)}:${main.address.port}${server.mcpPath}/`,
    ...(devIssuer ? { devIssuer } : {}),
    ended: new Promise(() => undefined),
    close: async () => {
      await main.close();
      await services.close();
      // Last of all, so that the platform sees "not ready" for as long as calls are still finishing.
      await health?.close();
    },
  };
}

/** Loads what the first calls and the first scrape would wait for. */
async function prepare({ mcp, metrics }: Services): Promise<void> {
  await metrics?.prepare();
  await (await mcp.get()).prepare();
}

/** Serves one local client over stdin and stdout; its caller is the local user. */
export function serveStdio(services: Services, streams?: { stdin: Readable; stdout: Writable }): Service {
  const { log, mcp } = services;
  const caller = { principal: localPrincipal(), requestId: 'stdio', log };
  log.info({ event: 'auth_enabled', modes: ['stdio'] }, 'The caller is the local user.');
  const session = mcp.get().then((opened) => opened.serveStdio(caller, streams));
  log.info({ event: 'server_started', transports: ['stdio'] }, 'The server is listening.');
  return {
    ended: session.then(({ closed }) => closed).then(() => undefined),
    close: async () => {
      await (await session).close();
      await services.close();
    },
  };
}

function openAuthenticator(
  { config: { auth }, oauth, outbound, toolNames, meter }: Services,
  dev: DevIssuer | undefined,
  probe: IamProbe | undefined,
): Promise<Authenticator> {
  const { iap, google, jwt, staticTokens } = auth;
  return createAuthenticator({
    iap,
    oauth: oauth?.server.verifier,
    google,
    jwt: jwt && { ...jwt, ...keysOf(jwt.keys) },
    static: staticTokens && { tokens: parseStaticTokens(staticTokens.reveal()), knownTools: toolNames },
    dev,
    cloudRunIam: probe && { probe },
    none: auth.modes.includes('none'),
    grants: auth.grants,
    defaultScopes: auth.defaultScopes,
    fetch: outbound.fetch,
    meter,
  });
}

function keysOf(keys: NonNullable<AuthConfig['jwt']>['keys']): { publicKey?: string; jwksUrl?: string } {
  return keys.kind === 'jwks' ? { jwksUrl: keys.url } : { publicKey: keys.pem };
}

function openIamProbe({ config: { auth, server }, outbound, log }: Services): IamProbe | undefined {
  const { cloudRunIam } = auth;
  return cloudRunIam && createIamProbe({ ...cloudRunIam, baseUrl: server.baseUrl, fetch: outbound.fetch, log });
}

/** Says nothing before everything is loaded: whoever asks is kept waiting for as long as a call would be. */
function openReadiness(
  { config, confluenceClient, store, log, mcp }: Services,
  { checkKeys }: Authenticator,
): Readiness {
  const hasState = config.state.kind !== 'memory';
  const circuits = confluenceClient && { confluence: () => confluenceClient.opened?.circuitOpenForMs() !== undefined };
  const readiness = createReadiness({
    ...(circuits && { circuits }),
    checks: {
      ...(confluenceClient && { confluence: async () => (await confluenceClient.get()).ping() }),
      ...(hasState && { state: () => store.ping() }),
      ...(checkKeys && { keys: checkKeys }),
    },
    log,
  });
  return { ...readiness, report: async () => (await mcp.get(), readiness.report()) };
}

async function startHealth(
  { config, log }: Services,
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
