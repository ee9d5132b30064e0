/**
 * What are we told? Environment, `.env` file and flags become one frozen, validated Config.
 * May import: nothing; dotenv and process.env live only here.
 * Promise: every fault is named at once with its mend, and no secret shows when the Config is printed.
 */
export { loadConfig, type ConfigFlags, type LoadConfigOptions, type ToolCatalogue } from './load-config.js';
export { ConfigError, type ConfigFault } from './config-error.js';
export { Secret } from './secret.js';
export { describeSettings, type SettingDescription } from './describe-settings.js';
export { renderEnvExample } from './render-env-example.js';
export { renderSettingsTable } from './render-settings-table.js';
export type {
  AuthConfig,
  BasicCredentials,
  BearerCredentials,
  Config,
  ConfiguredAuthMode,
  ConfiguredScope,
  ConfluenceConfig,
  GatewayConfig,
  GoogleAuthConfig,
  JwtAuthConfig,
  JwtKeySource,
  LogConfig,
  LogLevel,
  OutboundConfig,
  ServerConfig,
  ServiceConfig,
  SpacesConfig,
  ToolsConfig,
  Transport,
} from './config.js';
