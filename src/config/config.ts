import type { Secret } from './secret.js';
import type { AuthConfig } from './topics/auth.js';
import type { ConfluenceConfig } from './topics/confluence.js';
import type { LogConfig } from './topics/log.js';
import type { OutboundConfig } from './topics/outbound.js';
import type { ServiceConfig } from './topics/platform.js';
import type { ServerConfig } from './topics/server.js';
import type { SpacesConfig } from './topics/spaces.js';
import type { StateConfig } from './topics/state.js';
import type { ToolsConfig } from './topics/tools.js';

/** What the service was told, validated and frozen. Every folder of src gets the part that it needs, from `compose.ts`. */
export interface Config {
  readonly service: ServiceConfig;
  readonly server: ServerConfig;
  readonly log: LogConfig;
  readonly outbound: OutboundConfig;
  /** undefined: API tools alone are served. */
  readonly confluence: ConfluenceConfig | undefined;
  readonly spaces: SpacesConfig;
  readonly tools: ToolsConfig;
  readonly auth: AuthConfig;
  readonly state: StateConfig;
  /** Things that work but that the operator should know; said once at start. */
  readonly warnings: readonly string[];
  /** Every configured secret as text, for exact redaction in logs. */
  readonly secrets: Secret<readonly string[]>;
}
