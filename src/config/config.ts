import type { AuthConfig } from './auth-config.js';
import type { Secret } from './secret.js';

export type Transport = 'http' | 'sse' | 'stdio';
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** What the service was told, validated and frozen. Every room gets the part that it needs, from `compose.ts`. */
export interface Config {
  readonly service: ServiceConfig;
  readonly server: ServerConfig;
  readonly log: LogConfig;
  readonly outbound: OutboundConfig;
  readonly confluence: ConfluenceConfig;
  readonly spaces: SpacesConfig;
  readonly tools: ToolsConfig;
  readonly auth: AuthConfig;
  readonly state: StateConfig;
  /** Things that work but that the operator should know; said once at start. */
  readonly warnings: readonly string[];
  /** Every configured secret as text, for exact redaction in logs. */
  readonly secrets: Secret<readonly string[]>;
}

/** Where the process runs, as the platform says. */
export interface ServiceConfig {
  /** Cloud Run's service name; undefined anywhere else. */
  readonly cloudRunService: string | undefined;
  readonly cloudRunRevision: string | undefined;
  readonly production: boolean;
}

export interface ServerConfig {
  readonly transport: Transport;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly healthPort: number | undefined;
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

export interface LogConfig {
  readonly level: LogLevel;
  /** Google Cloud project that trace ids are named under. */
  readonly projectId: string | undefined;
}

export interface OutboundConfig {
  /** CA bundle added to Node's, known to be readable; undefined leaves it to the system's own. */
  readonly caFile: string | undefined;
  readonly proxy: ProxyConfig;
  /** Lower-case host names that guarded fetches may reach through a proxy, `*.suffix` allowed. */
  readonly allowedHosts: readonly string[];
}

/** Proxies by the scheme of the target. The URLs may carry a password. */
export interface ProxyConfig {
  readonly https?: Secret;
  readonly http?: Secret;
  /** As written in NO_PROXY. */
  readonly noProxy?: string;
}

export interface ConfluenceConfig {
  /** Site root without trailing slash: on Cloud always with `/wiki`, on Data Center with its context path if it has one. */
  readonly siteUrl: string;
  readonly deployment: 'cloud' | 'datacenter';
  /** Where the API is when it is not the site itself; Cloud only. */
  readonly gateway: GatewayConfig | undefined;
  readonly credentials: BasicCredentials | BearerCredentials | CallerCredentials;
  /** Requests say for whom they are made, in X-User-ID and X-Organization-ID. */
  readonly forwardIdentity: boolean;
  readonly timeoutMs: number;
  readonly maxConcurrency: number;
}

/** Atlassian's API gateway, which scoped tokens need. */
export interface GatewayConfig {
  /** Without trailing slash, e.g. `https://api.atlassian.com`. */
  readonly url: string;
  /** `auto`: the site is asked for it. */
  readonly cloudId: string;
}

/** An Atlassian account and its API token, for Cloud. */
export interface BasicCredentials {
  readonly kind: 'basic';
  readonly username: string;
  readonly apiToken: Secret;
}

/** A personal access token, for Data Center. */
export interface BearerCredentials {
  readonly kind: 'bearer';
  readonly token: Secret;
}

/** Every call uses its caller's own token. */
export interface CallerCredentials {
  readonly kind: 'caller';
}

/** Space keys as given; they compare without regard to case. */
export interface SpacesConfig {
  /** undefined: every space. */
  readonly filter: readonly string[] | undefined;
  readonly deny: readonly string[];
  readonly readOnly: readonly string[];
}

export interface ToolsConfig {
  /** `default`, `all` or names of toolsets. */
  readonly toolsets: readonly string[];
  /** undefined: every tool of the toolsets. */
  readonly enabledTools: readonly string[] | undefined;
  readonly disabledTools: readonly string[];
  readonly readOnly: boolean;
}

/** Where state is kept. `embedded` is for the oauth mode of a single process. */
export type StateConfig =
  | { readonly kind: 'redis'; readonly url: Secret }
  | { readonly kind: 'embedded'; readonly directory: string }
  | { readonly kind: 'memory' };
