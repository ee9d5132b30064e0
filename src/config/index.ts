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
  AtlassianUpstreamConfig,
  AuthConfig,
  CloudRunIamConfig,
  ConfiguredAuthMode,
  ConfiguredScope,
  GoogleAuthConfig,
  GrantConfig,
  IapAuthConfig,
  JwtAuthConfig,
  JwtKeySource,
  OAuthConfig,
  OidcUpstreamConfig,
} from './auth-config.js';
export type {
  BasicCredentials,
  BearerCredentials,
  CallerCredentials,
  Config,
  ConfluenceConfig,
  GatewayConfig,
  LogConfig,
  LogLevel,
  OutboundConfig,
  ProxyConfig,
  ServerConfig,
  ServiceConfig,
  SpacesConfig,
  StateConfig,
  ToolsConfig,
  Transport,
} from './config.js';
