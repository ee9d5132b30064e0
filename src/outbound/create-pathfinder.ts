import type { Network } from './network-of.js';
import { pinnedLookup, type PinnedLookup, type Resolve } from './pinned-lookup.js';
import type { ProxyRule } from './proxy-rule.js';

/** How a place that somebody else named is reached: past addresses that were judged, by a proxy, or not at all. */
export type Path =
  | { readonly kind: 'pinned'; readonly lookup: PinnedLookup }
  | { readonly kind: 'proxied' }
  | { readonly kind: 'refused'; readonly because: 'network' | 'host' };

/** Finds the path to a URL whose addresses must all lie in allowed networks. Rejects when the host has no address. */
export type Pathfinder = (url: URL, isAllowed: (network: Network) => boolean) => Promise<Path>;

export interface PathfinderOptions {
  rule: ProxyRule;
  /** Hosts, or `*.suffix` for all names below one. */
  allowedHosts?: readonly string[] | undefined;
  resolve?: Resolve | undefined;
}

/**
 * Directly, the look-up is pinned. A proxy looks names up by itself, where nobody can judge what it finds, so through
 * it only the hosts that the operator listed are reached.
 */
export function createPathfinder({ rule, allowedHosts = [], resolve }: PathfinderOptions): Pathfinder {
  const listed = allowedHosts.map((host) => host.toLowerCase());
  const isListed = (hostname: string): boolean =>
    listed.some((host) => (host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host));
  return async (url, isAllowed) => {
    if (rule(url) !== undefined) return isListed(url.hostname) ? { kind: 'proxied' } : refused('host');
    const lookup = await pinnedLookup(url.hostname, isAllowed, resolve);
    return lookup === undefined ? refused('network') : { kind: 'pinned', lookup };
  };
}

function refused(because: 'network' | 'host'): Path {
  return { kind: 'refused', because };
}
