import type { Config } from './config.js';
import { deepFreeze } from './deep-freeze.js';
import { readEnvironment, type EnvironmentOptions } from './environment.js';
import { readSettings } from './read-settings.js';
import { ConfigError, Report } from './report.js';
import { Secret } from './secret.js';
import type { Values } from './settings.js';
import { authSecrets, toAuth } from './topics/auth.js';
import { credentialSecrets } from './topics/confluence-credentials.js';
import { toConfluence } from './topics/confluence.js';
import { refuseLaterSettings } from './topics/later.js';
import { toLog } from './topics/log.js';
import { outboundSecrets, toOutbound } from './topics/outbound.js';
import { toService } from './topics/platform.js';
import { toServer } from './topics/server.js';
import { toSpaces } from './topics/spaces.js';
import { stateSecrets, toState } from './topics/state.js';
import { toTools, type ToolCatalogue } from './topics/tools.js';

export interface LoadConfigOptions extends EnvironmentOptions {
  /** What TOOLSETS, ENABLED_TOOLS and DISABLED_TOOLS may name. Without it the names are not compared. */
  readonly catalogue?: ToolCatalogue;
}

const demoPointer = 'No Confluence at hand? `npm run demo` starts the server in front of an in-memory one.';

/**
 * Reads the settings once and validates them together.
 *
 * @throws ConfigError naming every fault with its variable and what fixes it.
 */
export function loadConfig(options: LoadConfigOptions): Config {
  const report = new Report();
  const environment = readEnvironment(options);
  const values = readSettings(environment, report);
  refuseLaterSettings(environment, report);
  const parts = toParts(values, options, report);
  const { confluence } = parts;
  if (report.faults.length > 0 || confluence === undefined) {
    throw new ConfigError(report.faults, lacksConfluenceUrl(report) ? demoPointer : undefined);
  }
  const secrets = [
    ...credentialSecrets(confluence.credentials),
    ...authSecrets(parts.auth),
    ...stateSecrets(parts.state),
    ...outboundSecrets(parts.outbound),
  ];
  return deepFreeze({
    ...parts,
    confluence,
    warnings: report.warnings,
    secrets: new Secret([...new Set(secrets)]),
  });
}

/** Each part as its topic maps it. `confluence` is undefined when something is missing; the report then says what. */
function toParts(values: Values, { mode, flags, catalogue }: LoadConfigOptions, report: Report) {
  const server = toServer(values, { transport: flags?.transport ?? 'http', demo: mode === 'demo' }, report);
  const confluence = toConfluence(values, report);
  const spaces = toSpaces(values, report);
  const tools = toTools(values, catalogue, report);
  const auth = toAuth(values, server, catalogue, report);
  const state = toState(values, auth, report);
  const outbound = toOutbound(values, report);
  return { service: toService(values), server, log: toLog(values), outbound, confluence, spaces, tools, auth, state };
}

function lacksConfluenceUrl(report: Report): boolean {
  return !report.isUnusable('CONFLUENCE_URL') && report.faults.some(({ variable }) => variable === 'CONFLUENCE_URL');
}
