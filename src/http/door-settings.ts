/** What the door is told. Paths start with a slash and end without one. */
export interface DoorSettings {
  /** Public origin, e.g. `https://mcp.example.com`; published URLs are built from it alone. */
  readonly baseUrl: string;
  /** MCP endpoint, e.g. `/mcp-server/mcp`. */
  readonly mcpPath: string;
  /** Its parent, e.g. `/mcp-server`, or an empty text. */
  readonly basePath: string;
  /** Lower-case host names without port (IPv6 in brackets), `*.suffix` allowed. */
  readonly allowedHosts: 'any' | readonly string[];
  /** Exact origins beside BASE_URL's own. */
  readonly allowedOrigins: readonly string[];
  /** Any loopback origin, whatever its port. */
  readonly allowLoopbackOrigins: boolean;
  /** How many proxies in front are ours; the address of a caller is read that far from the right. */
  readonly trustProxyHops: number;
  readonly maxBodyBytes: number;
  /** Per principal, and per address for requests without a valid token; 0 turns both off. */
  readonly rateLimitPerMinute: number;
}
