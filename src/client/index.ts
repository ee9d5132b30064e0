/**
 * The visitor's pass: an MCP client with its ways to prove who calls (`confluence-mcp-server/client`).
 * May import: outbound; google-auth-library and the MCP client packages live only here and in cli.
 * Promise: the proof is fetched anew before it expires, and is sent to the server's own origin alone.
 */
export { connect, statusOf } from './connect.js';
export type { CallOptions, ConnectOptions, McpClient } from './connect.js';
export { LoginFailedError, openBrowserLogin } from './browser-login.js';
export type { BrowserLogin, BrowserLoginOptions } from './browser-login.js';
export { openCredentialsFile } from './credentials-file.js';
export type { CredentialsFile, SavedLogin } from './credentials-file.js';
export type { RetryOptions } from './retrying-fetch.js';
export {
  applicationDefaultIdToken,
  bearerToken,
  googleIdToken,
  noToken,
  TokenUnavailableError,
} from './token-source.js';
export type { GoogleTokenOptions, TokenSource } from './token-source.js';
