/**
 * The way out: how any room reaches another machine.
 * May import: nothing.
 * Promise: every connection trusts the same certificates, and a guarded look-up never leads to a network it was not meant for.
 */
export { createOutbound } from './create-outbound.js';
export type { Outbound, OutboundOptions } from './create-outbound.js';
export { networkOf } from './network-of.js';
export type { Network } from './network-of.js';
export { pinnedLookup } from './pinned-lookup.js';
export type { PinnedLookup } from './pinned-lookup.js';
