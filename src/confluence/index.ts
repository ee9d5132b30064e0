/**
 * The library: Confluence behind a port in our own words.
 * May import: observability, outbound, state.
 * Promise: credentials go to the configured origin alone, and a failed call is never an empty result.
 */
export { createConfluenceClient } from './client.js';
export type { ConfluenceClientOptions } from './client.js';
export { isEmoji } from './cloud/page-details.js';
export { scopesForTools } from './cloud/oauth-scopes.js';
export type { Credentials } from './transport/credentials.js';
export type * from './model.js';
export type * from './page-port.js';
export type * from './port.js';
