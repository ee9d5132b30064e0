/**
 * What this room uses of undici, which takes long to load (a tenth of a second): whoever needs it imports this file when it
 * does. A bundle cannot import the names of a CommonJS package that way.
 */
export { Agent, buildConnector, fetch } from 'undici';
