/**
 * The visitor's pass: an MCP client with its ways to prove who calls (`confluence-mcp-server/client`).
 * May import: outbound; google-auth-library and the MCP client packages live only here and in cli.
 * Promise: the proof is fetched anew before it expires, and is sent to the server's own origin alone.
 */
export { connect, statusOf } from './connect.js';
export type { ConnectOptions, McpClient } from './connect.js';
export {
  applicationDefaultIdToken,
  bearerToken,
  googleIdToken,
  noToken,
  TokenUnavailableError,
} from './token-source.js';
export type { GoogleTokenOptions, TokenSource } from './token-source.js';
