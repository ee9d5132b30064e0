/**
 * What are we told? Environment, `.env` file and flags become one frozen, validated Config.
 * May import: nothing; dotenv and process.env live only here.
 * Promise: every fault is named at once with what fixes it, and no secret shows when the Config is printed.
 */
export type { Config } from './config.js';
export { findSetting } from './environment.js';
export { describeSettings, type SettingDescription } from './describe-settings.js';
export type { ConfigFlags } from './environment.js';
export { loadConfig, type LoadConfigOptions } from './load-config.js';
export { renderEnvExample, renderSettingsTable } from './render-settings.js';
export { ConfigError, type ConfigFault } from './report.js';
export { Secret } from './secret.js';
export { secretTexts } from './secret-texts.js';
export type { ApiToolsReading } from './topics/api-tools.js';
export type { AuthConfig } from './topics/auth.js';
export type { ConfiguredAuthMode } from './topics/auth-modes.js';
export type { ConfluenceConfig } from './topics/confluence.js';
export type { ConfiguredScope, GrantConfig } from './topics/grants.js';
export type { OAuthConfig } from './topics/oauth.js';
export type { ServerConfig, Transport } from './topics/server.js';
export type { ToolCatalogue } from './topics/tools.js';
export { readUserSettings, type UserSettings } from './user-settings.js';
