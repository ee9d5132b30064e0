import { lookup as resolve } from 'node:dns/promises';
import { AppError } from '../../errors.js';
import { ExchangeFailed, networkOf, type Network, type FindRoute, type PinnedLookup } from '../../outbound/index.js';
import type { Exchange, Exchanger } from './exchange.js';
import type { WireResponse } from './wire-request.js';

const maxRedirects = 5;
const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The request as it goes to the site itself; addresses are pinned (`lookup`) only where a redirect leads away. */
export type FirstHop = Omit<Exchange, 'lookup'>;

/**
 * Sends to the configured site with its credentials and follows redirects of reads by hand: at most five, never from
 * https to http, and across origins only over https (a site on loopback aside) to the public network or to the kind of network that the site itself is in
 * (link-local addresses, where cloud metadata lives, never), through a proxy only to the hosts that the operator listed.
 * From the first foreign hop on, no credentials go along.
 */
export function createRedirecting(
  exchange: Exchanger,
  site: URL,
  credentials: Record<string, string>,
  findRoute: FindRoute,
): (first: FirstHop) => Promise<WireResponse> {
  return async (first) => {
    let hop: Exchange = { lookup: undefined, ...first };
    let onSite = hop.url.origin === site.origin;
    for (let redirects = 0; ; redirects += 1) {
      const response = await exchange(onSite ? { ...hop, headers: { ...hop.headers, ...credentials } } : hop);
      const { location } = response.headers;
      if (!redirectStatuses.has(response.status) || location === undefined) return response;
      if (hop.method !== 'GET') throw refused('it answers a request that is not a plain read');
      if (redirects === maxRedirects) throw refused('there are too many');
      const url = nextUrl(location, hop.url);
      onSite &&= url.origin === site.origin;
      hop = { ...hop, url, lookup: onSite ? undefined : await guardedLookup(url, site, findRoute) };
    }
  };
}

/** The caller learns that a redirect was refused, never where it led. */
function refused(reason: string, detail: { hint?: string; cause?: Error } = {}): AppError {
  return new AppError('UPSTREAM_UNAVAILABLE', `Confluence sent a redirect that is not followed: ${reason}.`, {
    hint: 'Check that CONFLUENCE_URL is the address that a browser shows in the end.',
    ...detail,
  });
}

function nextUrl(location: string, from: URL): URL {
  if (!URL.canParse(location, from.href)) throw refused('its address is not a web address');
  const url = new URL(location, from.href);
  if (!['http:', 'https:'].includes(url.protocol)) throw refused('its address is not a web address');
  if (from.protocol === 'https:' && url.protocol === 'http:') throw refused('it leaves https');
  url.username = '';
  url.password = '';
  return url;
}

/** The addresses to connect to; undefined when a proxy looks them up. */
async function guardedLookup(url: URL, site: URL, findRoute: FindRoute): Promise<PinnedLookup | undefined> {
  const siteNetwork = await networkOfHost(site.hostname);
  if (url.protocol === 'http:' && siteNetwork !== 'loopback')
    throw refused('it leads to another place without encryption');
  const isAllowed = (network: Network): boolean =>
    network === 'public' || (network === siteNetwork && network !== 'reserved');
  const path = await resolvable(() => findRoute(url, isAllowed));
  if (path.kind === 'pinned') return path.lookup;
  if (path.kind === 'proxied') return undefined;
  if (path.because === 'network') throw refused('it leads into an internal network');
  throw refused('it leads to a host that the proxy is not to be used for', {
    hint: 'The operator has to name the host in OUTBOUND_ALLOWED_HOSTS; the log tells which it is.',
    cause: new Error(`${url.host} is not in OUTBOUND_ALLOWED_HOSTS`),
  });
}

/** Behind a proxy the site's own name may be unknown here: then only the public network counts as its own. */
async function networkOfHost(hostname: string): Promise<Network> {
  const address = await resolve(hostname.replace(/^\[|\]$/g, '')).catch(() => undefined);
  return address === undefined ? 'public' : networkOf(address.address);
}

async function resolvable<T>(look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (cause) {
    throw new ExchangeFailed('ENOTFOUND', cause);
  }
}
