import type { Config } from './config.js';
import { deepFreeze } from './deep-freeze.js';
import { readEnvironment, type EnvironmentOptions } from './environment.js';
import { readSettings } from './read-settings.js';
import { ConfigError, Report } from './report.js';
import { Secret } from './secret.js';
import type { Values } from './settings.js';
import { checkApiTools, type ApiToolsReading } from './topics/api-tools.js';
import { authSecrets, toAuth } from './topics/auth.js';
import { credentialSecrets } from './topics/confluence-credentials.js';
import { toConfluence } from './topics/confluence.js';
import { toLog } from './topics/log.js';
import { outboundSecrets, toOutbound } from './topics/outbound.js';
import { toService } from './topics/platform.js';
import { toServer } from './topics/server.js';
import { toSpaces } from './topics/spaces.js';
import { stateSecrets, toState } from './topics/state.js';
import { toTools, type ToolCatalogue } from './topics/tools.js';
import { checkWritePolicy, type WritePolicyFaults } from './topics/write-policy.js';
import { warnOfUnknownVariables } from './unknown-variables.js';

/** Where settings come from, and what the names in them are compared with. */
export interface LoadConfigOptions extends EnvironmentOptions {
  /** What TOOLSETS, ENABLED_TOOLS and DISABLED_TOOLS may name. Without it the names are not compared. */
  readonly catalogue?: ToolCatalogue;
  /** What stands in the file that API_TOOLS_FILE names. */
  readonly apiTools?: ApiToolsReading | undefined;
  /** What stands in the file that WRITE_POLICY_FILE names. */
  readonly writePolicy?: WritePolicyFaults | undefined;
}

const demoPointer =
  'No Confluence at hand? `npm run demo` (of the package: `confluence-mcp demo`) starts the server in front of an in-memory one.';

/**
 * Reads the settings once and validates them together.
 *
 * @throws ConfigError naming every fault with its variable and what fixes it.
 */
export function loadConfig(options: LoadConfigOptions): Config {
  const report = new Report();
  const environment = readEnvironment(options);
  const values = readSettings(environment, report);
  warnOfUnknownVariables(environment, report);
  const parts = toParts(values, options, report);
  if (report.faults.length > 0) {
    throw new ConfigError(report.faults, lacksConfluenceUrl(report) ? demoPointer : undefined);
  }
  const secrets = [
    ...(parts.confluence ? credentialSecrets(parts.confluence.credentials) : []),
    ...authSecrets(parts.auth),
    ...(parts.server.metricsToken ? [parts.server.metricsToken.reveal()] : []),
    ...stateSecrets(parts.state),
    ...outboundSecrets(parts.outbound),
    ...(options.apiTools?.secrets ?? []),
  ];
  return deepFreeze({
    ...parts,
    warnings: report.warnings,
    secrets: new Secret([...new Set(secrets)]),
  });
}

/** Each part as its topic maps it. What is missing is undefined; the report then says what. */
function toParts(values: Values, { mode, flags, catalogue, apiTools, writePolicy }: LoadConfigOptions, report: Report) {
  const server = toServer(values, { transport: transportOf(values, mode, flags), demo: mode === 'demo' }, report);
  const confluence = needsConfluence(values) ? toConfluence(values, report) : undefined;
  const spaces = toSpaces(values, report);
  const tools = toTools(values, catalogue, report);
  const auth = toAuth(values, server, catalogue, report);
  checkApiTools(values, apiTools, auth, report);
  checkWritePolicy(values, writePolicy, report);
  const state = toState(values, auth, report);
  const outbound = toOutbound(values, report);
  return { service: toService(values), server, log: toLog(values), outbound, confluence, spaces, tools, auth, state };
}

/** The demo is there to be called over HTTP, whatever a container's settings say. */
function transportOf(
  { MCP_TRANSPORT: told }: Values,
  mode: LoadConfigOptions['mode'],
  flags: LoadConfigOptions['flags'],
) {
  return flags?.transport ?? (mode === 'demo' ? 'http' : told);
}

/** API tools can be served alone; whoever names an account of Confluence has forgotten where it is. */
function needsConfluence(values: Values): boolean {
  const { API_TOOLS_FILE: apiTools, CONFLUENCE_URL: url, CONFLUENCE_API_TOKEN: apiToken } = values;
  const account = apiToken ?? values.CONFLUENCE_PERSONAL_TOKEN ?? values.CONFLUENCE_USERNAME;
  return apiTools === undefined || url !== undefined || account !== undefined || values.CONFLUENCE_AUTH === 'user';
}

function lacksConfluenceUrl(report: Report): boolean {
  return !report.isUnusable('CONFLUENCE_URL') && report.faults.some(({ variable }) => variable === 'CONFLUENCE_URL');
}
