/** What a cache was asked for and whether it had it. The names are labels, so that they are few and fixed. */
export type CacheName = 'claims' | 'spaces' | 'page_facts' | 'reads_in_flight';

/** How a login at the upstream ended. */
export type LoginOutcome = 'accepted' | 'not_allowed' | 'denied' | 'upstream_refused' | 'upstream_unavailable';

/**
 * What happens, told as it happens, to whoever counts. The rooms know this and no library. No argument holds an id, an
 * e-mail or anything else that a caller could choose freely.
 */
export interface Meter {
  /** A message of MCP was answered over HTTP: its method when it is one that we know, and the status. */
  mcpRequest(method: string, status: number): void;
  /** A request to Confluence: the status of its answer, or why there was none. Every attempt counts. */
  confluenceRequest(method: string, status: number | 'broken' | 'timeout' | 'cancelled'): void;
  confluenceRetry(): void;
  /** One conversion of page text, waiting included. */
  conversion(name: string, seconds: number): void;
  cacheRequest(cache: CacheName, result: 'hit' | 'miss'): void;
  login(outcome: LoginOutcome): void;
}

const nothing = (): void => undefined;

/** Counts nothing: where nobody scrapes. */
export const silentMeter: Meter = {
  mcpRequest: nothing,
  confluenceRequest: nothing,
  confluenceRetry: nothing,
  conversion: nothing,
  cacheRequest: nothing,
  login: nothing,
};
