import type { Outbound, WireAnswer } from '../../src/outbound/index.js';

/** What an exchange of axios gets from a URL. */
export function getThrough(outbound: Outbound, url: string): Promise<WireAnswer> {
  return outbound.openExchange('test/1')({
    method: 'GET',
    url: new URL(url),
    headers: {},
    data: undefined,
    maxBytes: 1_000,
    signal: new AbortController().signal,
  });
}
