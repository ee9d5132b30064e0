/**
 * The way out: how any room reaches another machine.
 * May import: nothing.
 * Promise: every connection trusts the same certificates and takes the same proxies, and a URL that a stranger named never leads to a network it was not meant for.
 */
export type { Fetch } from './create-fetch.js';
export type { GuardLimits } from './create-guarded-fetch.js';
export { createOutbound } from './create-outbound.js';
export type { Outbound, OutboundOptions } from './create-outbound.js';
export type { Path, Pathfinder } from './create-pathfinder.js';
export { findCaBundle } from './find-ca-bundle.js';
export { networkOf } from './network-of.js';
export type { Network } from './network-of.js';
export { pinnedLookup } from './pinned-lookup.js';
export type { PinnedLookup } from './pinned-lookup.js';
export { identityHeaders } from './identity-headers.js';
export type { ForwardedIdentity } from './identity-headers.js';
export type { ProxySettings } from './proxy-rule.js';
