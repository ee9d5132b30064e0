import type { lookup, LookupAddress } from 'node:dns';
import { lookup as resolveByNode } from 'node:dns/promises';
import { networkOf, type Network } from './network-of.js';
import { withoutBrackets } from './without-brackets.js';

/** A `lookup` option for http.request that answers with addresses that were checked before. */
export type PinnedLookup = typeof lookup;

/** All addresses of a host. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

export const resolveHost: Resolve = (hostname) => resolveByNode(hostname, { all: true, verbatim: true });

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
