import { isIP } from 'node:net';
import { AppError } from '../errors.js';
import { pinnedAgent } from './dispatchers.js';
import { fetchBy, fetchLimits, type Fetch } from './fetch.js';
import type { FindRoute, Route } from './find-route.js';
import type { Trust } from './trust.js';

/** How much an address that a stranger gave may take: bytes, and ms. */
export interface GuardLimits {
  /** Of the body, after decompression. */
  maxBytes?: number | undefined;
  /** From the call to the last byte of the body, the look-up included. */
  timeoutMs?: number | undefined;
}

interface GuardedFetchOptions extends GuardLimits {
  trust: Trust;
  findRoute: FindRoute;
  /** What goes through a proxy to a listed host. */
  fetchByProxy: Fetch;
}

/** What the draft on client ID metadata documents advises for their size. */
const defaultMaxBytes = 5 * 1024;
const defaultTimeoutMs = 2_500;

/**
 * A fetch for URLs that strangers name, such as client ID metadata documents: https on port 443 to a public name, with
 * a path, no redirects. The addresses are judged before any connection is opened and the connection is made to them.
 * The answer is complete when the promise resolves. FORBIDDEN is a URL that may not be reached, UPSTREAM_TIMEOUT one
 * that takes too long, UPSTREAM_UNAVAILABLE every other failure; no message tells what was found behind the name.
 */
export function createGuardedFetch(options: GuardedFetchOptions): Fetch {
  const { maxBytes = defaultMaxBytes, timeoutMs = defaultTimeoutMs } = options;
  return async (input, init) => {
    const url = toPublicUrl(input);
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    try {
      signal.throwIfAborted();
      const path = await orAborted(
        options.findRoute(url, (network) => network === 'public'),
        signal,
      );
      return await fetchWhole(path, url, { ...init, redirect: 'manual', signal }, { ...options, maxBytes });
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      if (timeout.aborted) throw failed('UPSTREAM_TIMEOUT', `did not answer within ${String(timeoutMs)} ms`, cause);
      init?.signal?.throwIfAborted();
      throw failed('UPSTREAM_UNAVAILABLE', 'could not be fetched', cause);
    }
  };
}

type Whole = GuardedFetchOptions & { maxBytes: number };

async function fetchWhole(path: Route, url: URL, init: RequestInit, options: Whole): Promise<Response> {
  if (path.kind === 'refused')
    throw forbidden(path.because === 'host' ? 'is not in OUTBOUND_ALLOWED_HOSTS' : notPublic);
  if (path.kind === 'proxied') return readWhole(await options.fetchByProxy(url, init), options.maxBytes);
  const dispatcher = await pinnedAgent(options.trust, path.lookup, fetchLimits);
  try {
    return await readWhole(await fetchBy(dispatcher, url, init), options.maxBytes);
  } finally {
    // Made for this one URL: a connection that is kept would be found by name, not by the address that was judged.
    void dispatcher.destroy();
  }
}

async function readWhole(response: Response, maxBytes: number): Promise<Response> {
  if (response.status >= 300 && response.status < 400) throw failed('UPSTREAM_UNAVAILABLE', 'answered with a redirect');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw failed('UPSTREAM_UNAVAILABLE', `is larger than ${String(maxBytes)} bytes`);
    chunks.push(chunk);
  }
  const { status, statusText, headers } = response;
  const body = size === 0 ? null : Buffer.concat(chunks);
  return new Response(body, { status, statusText, headers: [...headers] });
}

/** RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476, and what private networks use in their manner. */
const privateSuffixes =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|private|corp|home|lan|test|invalid|example|onion|alt|arpa)$/;
const notPublic = 'is not on the public network';

function toPublicUrl(input: Parameters<Fetch>[0]): URL {
  const text = input instanceof Request ? input.url : String(input);
  if (!URL.canParse(text)) throw forbidden('is not a URL');
  const url = new URL(text);
  const { protocol, port, username, password, pathname, hash } = url;
  if (protocol !== 'https:' || port !== '') throw forbidden('is not https on port 443');
  if (username !== '' || password !== '') throw forbidden('carries credentials');
  if (pathname === '/' || hash !== '') throw forbidden('does not name a document');
  const hostname = url.hostname.replace(/\.$/, '');
  const isLiteral = hostname.startsWith('[') || isIP(hostname) > 0;
  if (isLiteral || !hostname.includes('.') || privateSuffixes.test(hostname)) throw forbidden(notPublic);
  return url;
}

function forbidden(reason: string): AppError {
  return new AppError('FORBIDDEN', `A URL from the caller ${reason}.`, {
    hint: 'Give an https URL on the public internet.',
  });
}

function failed(code: 'UPSTREAM_TIMEOUT' | 'UPSTREAM_UNAVAILABLE', reason: string, cause?: unknown): AppError {
  return new AppError(code, `A URL from the caller ${reason}.`, {
    hint: 'Check that the document is small and is served at exactly this URL.',
    cause,
  });
}

/** A look-up cannot be cancelled, only left behind. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
