/** The only place that wires the folders of src together: a Config in, services out. `serve.ts` lets callers into them. */
import type { Writable } from 'node:stream';
import type { Oauth } from './auth/index.js';
import type { ApiClient, Definitions } from './api/index.js';
import { actsForCallers, openLogins } from './compose-logins.js';
import { withApiTools } from './compose-settings.js';
import type { Config, ConfluenceConfig } from './config/index.js';
import type { ConfluenceClient, ConfluenceClientOptions } from './confluence/index.js';
import type { ContentConverter } from './content/index.js';
import { onDemand, type Mcp, type OnDemand, type WritePolicyOptions, type WritePolicyReading } from './mcp/index.js';
import {
  createAuditLog,
  createLogger,
  openMetrics,
  openTracer,
  silentMeter,
  type AuditLog,
  type Logger,
  type Meter,
  type Metrics,
  type OtlpOptions,
  type Tracer,
} from './observability/index.js';
import { createOutbound, findCaBundle, type Outbound } from './outbound/index.js';
import { createKeyring, openStore, type StateStore } from './state/index.js';

/** What the settings alone do not say. */
interface ComposeOptions {
  version: string;
  /** Where the log goes: stdout by default, stderr when stdout belongs to the stdio transport. */
  logDestination?: Writable;
  /** What API_TOOLS_FILE defines, where it is set. */
  apiTools?: Definitions | undefined;
  /** What WRITE_POLICY_FILE allows, where it is set. */
  writePolicy?: WritePolicyReading | undefined;
  /** What converts pages, for services that share their threads; by default one of its own. It is closed with the service. */
  content?: ContentConverter | undefined;
}

/** Every service, made once and connected. */
export interface Services {
  readonly config: Config;
  readonly version: string;
  readonly log: Logger;
  readonly audit: AuditLog;
  /** What Prometheus is shown, on HEALTH_PORT and with METRICS_TOKEN; absent without both. */
  readonly metrics: Metrics | undefined;
  readonly meter: Meter;
  /** Absent where nobody collects traces. */
  readonly tracer: Tracer | undefined;
  readonly outbound: Outbound;
  readonly store: StateStore;
  readonly oauth: Oauth | undefined;
  /** Loaded with the first call, as `mcp`; undefined where API tools are served alone. */
  readonly confluenceClient: OnDemand<ConfluenceClient> | undefined;
  /** Loaded with the first call: tools are a large part of this program, and nobody waits for them at its start. */
  readonly mcp: OnDemand<Mcp>;
  /** Every tool that a permission may name, on or off. */
  readonly toolNames: readonly string[];
  /** Ends what is still open, calls in flight included. */
  close(): Promise<void>;
}

/** Makes the services that every transport needs. Listens nowhere yet. */
export async function compose(config: Config, options: ComposeOptions): Promise<Services> {
  const { version, logDestination: destination } = options;
  const service = { name: config.service.cloudRunService ?? 'confluence-mcp-server', version };
  const log = createLogger({ ...config.log, destination, service, secrets: config.secrets.reveal() });
  const { metrics, meter, audit } = openCounting(config, log, version);
  const outbound = openOutbound(config);
  const tracer = await openTraces(config, { outbound, log, service });
  const { confluence } = config;
  const confluenceClient =
    confluence && onDemand(() => openConfluenceClient(confluence, { outbound, log, version, meter }));
  const store = await openState(config, log);
  const oauth = await openLogins(config, { log, audit, meter, outbound, store, apiTools: options.apiTools });
  const mcp = onDemand(async () => {
    const parts = { log, audit, meter, metrics, tracer, outbound, store, oauth, confluenceClient };
    const opened = await openMcp(config, options, parts);
    log.info({ event: 'tools_registered', count: opened.toolNames.length }, 'Tools are registered.');
    return opened;
  });
  metrics?.watch({
    confluenceCircuitOpen: () => confluenceClient?.opened?.circuitOpenForMs() !== undefined,
    conversionQueue: () => mcp.opened?.conversionQueue() ?? 0,
    lostLogLines: log.lostLines,
  });
  logSettings(config, log);
  const close = async (): Promise<void> => {
    await mcp.ifOpen((opened) => opened.close());
    await confluenceClient?.ifOpen((client) => client.close());
    await store.close();
    await tracer?.close();
    outbound.close();
  };
  return {
    config,
    version,
    log,
    audit,
    metrics,
    meter,
    tracer,
    outbound,
    store,
    oauth,
    confluenceClient,
    mcp,
    toolNames: withApiTools(options.apiTools).catalogue.tools,
    close,
  };
}

/** The tools, and what serves them. */
async function openMcp(
  config: Config,
  { version, ...options }: ComposeOptions,
  { log, audit, meter, metrics, tracer, outbound, store, oauth, confluenceClient }: CallParts,
): Promise<Mcp> {
  const { createApiTools, createMcp } = await import('./mcp/index.js');
  const apis = await openApis(options.apiTools, { outbound, log, version });
  metrics?.watch({ apiCircuitsOpen: () => new Map(apis.map((client) => [client.api.name, client.isPaused()])) });
  return createMcp({
    confluenceClient: await confluenceClient?.get(),
    moreTools: createApiTools(apis),
    log,
    audit,
    meter,
    tracer,
    version,
    content: options.content,
    policy: { ...config.tools, enabledTools: config.tools.enabledTools ?? [] },
    structuredOutput: config.tools.structuredOutput,
    minProtocol: config.server.minProtocol,
    confirm: config.tools.confirmDestructive,
    sealKeys: carriedKeys(config, 'confirmation'),
    claims: store,
    spaces: config.spaces,
    writes: writePolicyOf(options.writePolicy, config, store),
    actAs: actsForCallers(config) ? 'caller' : 'service',
    downstream: oauth && ((principal) => oauth.credentialFor(principal)),
  });
}

type CallParts = Pick<
  Services,
  'metrics' | 'log' | 'audit' | 'meter' | 'tracer' | 'outbound' | 'store' | 'oauth' | 'confluenceClient'
>;

/** Counts only where there is a place at which metrics can be asked for. */
function openCounting({ server }: Config, log: Logger, version: string): Pick<Services, 'metrics' | 'meter' | 'audit'> {
  const audit = createAuditLog(log);
  if (server.healthPort === undefined && server.metricsToken === undefined) {
    return { metrics: undefined, meter: silentMeter, audit };
  }
  const metrics = openMetrics(version);
  return { metrics, meter: metrics.meter, audit: metrics.counting(audit) };
}

function logSettings({ warnings, confluence }: Config, log: Logger): void {
  for (const warning of warnings) log.warn({ event: 'settings_warning' }, warning);
  if (confluence)
    log.info({ event: 'confluence_configured', deployment: confluence.deployment }, 'Confluence is configured.');
}

function openTraces(
  { log: { tracesEndpoint: endpoint } }: Config,
  { outbound, ...parts }: Pick<OtlpOptions, 'log' | 'service'> & { readonly outbound: Outbound },
): Promise<Tracer | undefined> {
  return endpoint === undefined
    ? Promise.resolve(undefined)
    : openTracer({ endpoint, fetch: outbound.fetch, ...parts });
}

/** Every way out of the process, with the certificates of the system where the settings name none. */
export function openOutbound({ outbound }: Pick<Config, 'outbound'>): Outbound {
  const { caFile, proxy, allowedHosts } = outbound;
  const { https, http, noProxy } = proxy;
  const proxies = { https: https?.reveal(), http: http?.reveal(), noProxy };
  return createOutbound({ caFile, trustsSystem: true, allowedHosts, proxy: proxies });
}

function writePolicyOf(
  reading: WritePolicyReading | undefined,
  config: Config,
  store: StateStore,
): WritePolicyOptions | undefined {
  if (reading === undefined) return undefined;
  const { confluence, server } = config;
  return {
    rules: reading.rules,
    siteUrl: confluence?.siteUrl ?? server.baseUrl,
    createLimiter: (limit) => store.rateLimiter(limit),
    memory: store,
    previewKeys: carriedKeys(config, 'write-policy/preview'),
  };
}

/**
 * Seal what clients carry from one request to the next. Replicas that do not share what was used take none of each other's:
 * one yes would count once at each of them.
 */
function carriedKeys({ auth, state }: Config, purpose: string): readonly Uint8Array[] | undefined {
  if (auth.sealKeys === undefined || state.kind === 'memory') return undefined;
  return createKeyring(auth.sealKeys.reveal()).derive(purpose, 32);
}

/** The way to Confluence. */
export async function openConfluenceClient(
  confluence: ConfluenceConfig,
  { outbound, log, version, meter }: ClientParts,
): Promise<ConfluenceClient> {
  const { createConfluenceClient } = await import('./confluence/index.js');
  return createConfluenceClient({
    ...confluence,
    agents: outbound,
    log,
    meter,
    credentials: credentialsOf(confluence.credentials),
    userAgent: `confluence-mcp-server/${version}`,
  });
}

/** The ways to other APIs. */
async function openApis(
  definitions: Definitions | undefined,
  { outbound, log, version }: ClientParts,
): Promise<ApiClient[]> {
  if (definitions === undefined) return [];
  const { openApiClient } = await import('./api/index.js');
  const options = { agents: outbound, log, userAgent: `confluence-mcp-server/${version}` };
  return Promise.all(definitions.apis.map((api) => openApiClient(api, options)));
}

interface ClientParts {
  readonly outbound: Outbound;
  readonly log: Logger;
  readonly version: string;
  readonly meter?: Meter;
}

function credentialsOf(credentials: ConfluenceConfig['credentials']): ConfluenceClientOptions['credentials'] {
  if (credentials.kind === 'basic') return { ...credentials, apiToken: credentials.apiToken.reveal() };
  return credentials.kind === 'bearer' ? { kind: 'bearer', token: credentials.token.reveal() } : credentials;
}

/** What has to outlive a request, as it lies there: whoever keeps a secret in it seals it first. */
export function openState({ state, outbound }: Config, log: Logger): Promise<StateStore> {
  if (state.kind !== 'redis') return openStore(state, log);
  return openStore({ kind: 'redis', url: state.url.reveal(), caFile: outbound.caFile ?? findCaBundle() }, log);
}
