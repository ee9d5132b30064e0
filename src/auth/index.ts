/**
 * Who is it? Token in, Principal out; framework-free.
 * May import: observability, outbound, state; jose lives only here.
 * Promise: a chosen verifier's answer is final and nothing falls through to anonymous.
 */
export { expandScopes, isScope, scopes } from './principal.js';
export type { AuthMode, Principal, Scope } from './principal.js';
