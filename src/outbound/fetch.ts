import type { Dispatcher, RequestInfo, RequestInit as UndiciInit } from 'undici';
import { loadUndici, openRoutes, type DispatcherLimits, type Routes } from './dispatchers.js';
import type { ProxyRule } from './proxy-rule.js';
import type { Trust } from './trust.js';

/** `fetch` with a dispatcher of its own. It takes URLs, no Request objects. */
export type Fetch = typeof globalThis.fetch;

/** Key sets, discovery documents and token answers are a thousandth of the largest answer. */
export const fetchLimits: DispatcherLimits = {
  connections: 64,
  silenceMs: 30_000,
  maxResponseBytes: 4 * 1024 * 1024,
};

/** A fetch whose every request, redirects included, goes the way that the proxy rule says. */
export function createFetch(trust: Trust, rule: ProxyRule): { fetch: Fetch; close: () => void } {
  let opening: Promise<Routes> | undefined;
  const fetch: Fetch = async (...request) => {
    opening ??= openRoutes(trust, rule, fetchLimits);
    return fetchBy((await opening).dispatcher, ...request);
  };
  return { fetch, close: () => void opening?.then(({ destroy }) => destroy()) };
}

/** The dispatcher stands last: a library's own (oidc-provider brings one) would go around the rule. */
export async function fetchBy(dispatcher: Dispatcher, ...[input, init]: Parameters<Fetch>): Promise<Response> {
  const undici = await loadUndici();
  const options = { ...init, dispatcher } as unknown as UndiciInit;
  return undici.fetch(input as RequestInfo, options) as Promise<unknown> as Promise<Response>;
}
