import type { lookup, LookupAddress } from 'node:dns';
import { lookup as resolveByNode } from 'node:dns/promises';
import { type Network, networkOf, withoutBrackets } from './network-of.js';
import type { ProxyRule } from './proxy-rule.js';

/** How a place that somebody else named is reached: past addresses that were judged, by a proxy, or not at all. */
export type Route =
  | { readonly kind: 'pinned'; readonly lookup: PinnedLookup }
  | { readonly kind: 'proxied' }
  | { readonly kind: 'refused'; readonly because: 'network' | 'host' };

/** Finds the route to a URL whose addresses must all lie in allowed networks. Rejects when the host has no address. */
export type FindRoute = (url: URL, isAllowed: (network: Network) => boolean) => Promise<Route>;

interface FindRouteOptions {
  rule: ProxyRule;
  /** Hosts, or `*.suffix` for all names below one. */
  allowedHosts?: readonly string[] | undefined;
  resolve?: Resolve | undefined;
}

/**
 * Directly, the look-up is pinned. A proxy looks names up by itself, where nobody can judge what it finds, so through
 * it only the hosts that the operator listed are reached.
 */
export function createFindRoute({ rule, allowedHosts = [], resolve }: FindRouteOptions): FindRoute {
  const listed = allowedHosts.map((host) => host.toLowerCase());
  const isListed = (hostname: string): boolean =>
    listed.some((host) => (host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host));
  return async (url, isAllowed) => {
    if (rule(url) !== undefined) return isListed(url.hostname) ? { kind: 'proxied' } : refused('host');
    const lookup = await pinnedLookup(url.hostname, isAllowed, resolve);
    return lookup === undefined ? refused('network') : { kind: 'pinned', lookup };
  };
}

function refused(because: 'network' | 'host'): Route {
  return { kind: 'refused', because };
}

/** A `lookup` option for http.request that answers with addresses that were checked before. */
export type PinnedLookup = typeof lookup;

/** All addresses of a host. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

const resolveHost: Resolve = (hostname) => resolveByNode(hostname, { all: true, verbatim: true });

/**
 * Resolves a host once and answers only from that, so that the address that was judged is the one connected to
 * (a second look-up could be told another one). Undefined when any of the addresses lies in a network that is not allowed.
 */
export async function pinnedLookup(
  hostname: string,
  isAllowed: (network: Network) => boolean,
  resolve: Resolve = resolveHost,
): Promise<PinnedLookup | undefined> {
  const addresses = await resolve(withoutBrackets(hostname));
  if (addresses.length === 0) return undefined;
  if (!addresses.every(({ address }) => isAllowed(networkOf(address)))) return undefined;
  return answering(addresses);
}

type LookupCallback = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

function answering(addresses: LookupAddress[]): PinnedLookup {
  const pinned = (_host: string, options: { all?: boolean }, callback: LookupCallback): void => {
    const [first] = addresses;
    if (options.all === true || first === undefined) callback(null, addresses);
    else callback(null, first.address, first.family);
  };
  return pinned as PinnedLookup;
}
