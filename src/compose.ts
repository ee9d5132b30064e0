/** The only place that wires the folders of src together: a Config in, services out. `serve.ts` lets callers into them. */
import type { Writable } from 'node:stream';
import { createStaticVerifier, parseStaticTokens, type Oauth } from './auth/index.js';
import type { Definitions } from './api/index.js';
import { actsForCallers, openLogins } from './compose-logins.js';
import {
  findSetting,
  type ApiToolsReading,
  type Config,
  type ConfluenceConfig,
  type LoadConfigOptions,
} from './config/index.js';
import { createConfluenceClient, type ConfluenceClient, type ConfluenceClientOptions } from './confluence/index.js';
import {
  catalogue,
  createApiTools,
  createMcp,
  readWritePolicy,
  toolsThatAreOn,
  type LoadWritePolicyOptions,
  type Mcp,
  type Tool,
  type WritePolicyOptions,
  type WritePolicyReading,
} from './mcp/index.js';
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

export interface ComposeOptions {
  version: string;
  /** Where the log goes: stdout by default, stderr when stdout belongs to the stdio transport. */
  logDestination?: Writable;
  /** What API_TOOLS_FILE defines, where it is set. */
  apiTools?: Definitions | undefined;
  /** What WRITE_POLICY_FILE allows, where it is set. */
  writePolicy?: WritePolicyReading | undefined;
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
  /** undefined where API tools are served alone. */
  readonly confluenceClient: ConfluenceClient | undefined;
  readonly mcp: Mcp;
  /** Every tool that a permission may name, on or off. */
  readonly toolNames: readonly string[];
  /** Ends what is still open, calls in flight included. */
  close(): Promise<void>;
}

/** What the tool settings may name; config compares them without knowing the tools. */
export const toolNames = {
  tools: catalogue.map(({ name }) => name),
  toolsets: [...new Set(catalogue.map(({ toolset }) => toolset))],
  checkStaticTokens: staticTokenCheck(catalogue.map(({ name }) => name)),
};

/** Throws AppError for a file of static tokens that cannot be used with these tools. */
function staticTokenCheck(knownTools: readonly string[]): (tokens: unknown) => void {
  return (tokens) => void createStaticVerifier({ tokens: parseStaticTokens(tokens), knownTools });
}

/**
 * Reads API_TOOLS_FILE, where it is set, ahead of all other settings: those name its tools. Its folder and the parsers
 * in it are loaded only then.
 */
export async function readApiTools(options: LoadConfigOptions): Promise<Definitions | undefined> {
  const path = findSetting('API_TOOLS_FILE', options);
  if (path === undefined) return undefined;
  const { loadDefinitions } = await import('./api/index.js');
  return loadDefinitions(path, { takenNames: toolNames.tools });
}

/** Reads WRITE_POLICY_FILE, where it is set; `known` are the tools that it may name. */
export async function readWriteRules(
  options: LoadConfigOptions,
  known: LoadWritePolicyOptions,
): Promise<WritePolicyReading | undefined> {
  const path = findSetting('WRITE_POLICY_FILE', options);
  return path === undefined ? undefined : readWritePolicy(path, known);
}

/** What the settings have to know of API tools: their names, their faults, and the secrets that no log may show. */
export function withApiTools(
  definitions: Definitions | undefined,
): Required<Pick<LoadConfigOptions, 'catalogue'>> & { readonly apiTools: ApiToolsReading | undefined } {
  const apis = definitions?.apis ?? [];
  const tools = [...toolNames.tools, ...apis.flatMap((api) => api.tools.map(({ name }) => name))];
  const toolsets = [...toolNames.toolsets, ...apis.map(({ name }) => `api:${name}`)];
  const secrets = apis.flatMap(({ credentials }) => (credentials.kind === 'service' ? [credentials.secret] : []));
  const checkStaticTokens = staticTokenCheck(tools);
  return { catalogue: { tools, toolsets, checkStaticTokens }, apiTools: definitions && { ...definitions, secrets } };
}

/** Makes the services that every transport needs. Listens nowhere yet. */
export async function compose(config: Config, options: ComposeOptions): Promise<Services> {
  const { version, logDestination: destination } = options;
  const service = { name: config.service.cloudRunService ?? 'confluence-mcp-server', version };
  const log = createLogger({ ...config.log, destination, service, secrets: config.secrets.reveal() });
  const { metrics, meter, audit } = await openCounting(config, log, version);
  const outbound = openOutbound(config);
  const tracer = await openTraces(config, { outbound, log, service });
  const confluenceClient =
    config.confluence && openConfluenceClient(config.confluence, { outbound, log, version, meter });
  const apiTools = await openApiTools(options.apiTools, { outbound, log, version });
  const policy = { ...config.tools, enabledTools: config.tools.enabledTools ?? [] };
  const store = await openState(config, log);
  const tools = toolsThatAreOn(catalogue, policy);
  const oauth = await openLogins(config, { log, audit, meter, outbound, store, tools: [...tools.values()] });
  const mcp = createMcp({
    confluenceClient,
    moreTools: apiTools,
    log,
    audit,
    meter,
    version,
    policy,
    structuredOutput: config.tools.structuredOutput,
    minProtocol: config.server.minProtocol,
    confirm: config.tools.confirmDestructive,
    sealKeys: config.auth.sealKeys && createKeyring(config.auth.sealKeys.reveal()).derive('confirmation', 32),
    spaces: config.spaces,
    writes: writePolicyOf(options.writePolicy, config, store),
    actAs: actsForCallers(config) ? 'caller' : 'service',
    downstream: oauth && ((principal) => oauth.credentialFor(principal)),
  });
  metrics?.watch({
    confluenceCircuitOpen: () => confluenceClient?.circuitOpenForMs() !== undefined,
    conversionQueue: () => mcp.conversionQueue(),
  });
  logSettings(config, { log, confluenceClient, mcp });
  const close = async (): Promise<void> => {
    await mcp.close();
    confluenceClient?.close();
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
    toolNames: [...toolNames.tools, ...apiTools.map(({ name }) => name)],
    close,
  };
}

/** Counts only where there is a place at which metrics can be asked for. */
async function openCounting(
  { server }: Config,
  log: Logger,
  version: string,
): Promise<Pick<Services, 'metrics' | 'meter' | 'audit'>> {
  const audit = createAuditLog(log);
  if (server.healthPort === undefined && server.metricsToken === undefined) {
    return { metrics: undefined, meter: silentMeter, audit };
  }
  const metrics = await openMetrics(version);
  return { metrics, meter: metrics.meter, audit: metrics.counting(audit) };
}

function logSettings(
  { warnings }: Config,
  { log, confluenceClient, mcp }: Pick<Services, 'log' | 'confluenceClient' | 'mcp'>,
): void {
  for (const warning of warnings) log.warn({ event: 'settings_warning' }, warning);
  if (confluenceClient) {
    log.info({ event: 'confluence_configured', deployment: confluenceClient.deployment }, 'Confluence is configured.');
  }
  log.info({ event: 'tools_registered', count: mcp.toolNames.length }, 'Tools are registered.');
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
  const { caFile = findCaBundle(), proxy, allowedHosts } = outbound;
  const { https, http, noProxy } = proxy;
  return createOutbound({ caFile, allowedHosts, proxy: { https: https?.reveal(), http: http?.reveal(), noProxy } });
}

function writePolicyOf(
  reading: WritePolicyReading | undefined,
  { confluence, auth, server }: Config,
  store: StateStore,
): WritePolicyOptions | undefined {
  if (reading === undefined) return undefined;
  const keys = auth.oauth && createKeyring(auth.oauth.signingKeys.reveal()).derive('write-policy/preview', 32);
  return {
    rules: reading.rules,
    siteUrl: confluence?.siteUrl ?? server.baseUrl,
    createLimiter: (limit) => store.rateLimiter(limit),
    previewKeys: keys,
  };
}

/** The way to Confluence. */
export function openConfluenceClient(
  confluence: ConfluenceConfig,
  { outbound, log, version, meter }: ClientParts,
): ConfluenceClient {
  return createConfluenceClient({
    ...confluence,
    agents: outbound,
    log,
    meter,
    credentials: credentialsOf(confluence.credentials),
    userAgent: `confluence-mcp-server/${version}`,
  });
}

/** The ways to other APIs, and their tools. */
async function openApiTools(
  definitions: Definitions | undefined,
  { outbound, log, version }: ClientParts,
): Promise<Tool[]> {
  if (definitions === undefined) return [];
  const { createApiClient } = await import('./api/index.js');
  const options = { agents: outbound, log, userAgent: `confluence-mcp-server/${version}` };
  return createApiTools(definitions.apis.map((api) => createApiClient(api, options)));
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
