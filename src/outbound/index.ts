/**
 * The way out: how any part of the service reaches another machine.
 * May import: nothing; axios and undici live only here.
 * Promise: every connection trusts the same certificates and takes the same proxies, and a URL that a stranger named never leads to a network it was not meant for.
 */
export type { Fetch } from './fetch.js';
export type { GuardLimits } from './guarded-fetch.js';
export { createOutbound } from './outbound.js';
export type { Outbound, OutboundOptions } from './outbound.js';
export { ExchangeFailed, isRefused } from './exchange.js';
export type { SendOnce, WireAnswer, WireExchange } from './exchange.js';
export type { FindRoute, Route } from './find-route.js';
export { steadyPause } from './steady-pause.js';
export { findCaBundle } from './trust.js';
export { networkOf } from './network-of.js';
export type { Network } from './network-of.js';
export { identityHeaders } from './identity-headers.js';
export type { ForwardedIdentity } from './identity-headers.js';
export { pinnedLookup } from './find-route.js';
export type { PinnedLookup } from './find-route.js';
export type { ProxySettings } from './proxy-rule.js';
