import axios, { isAxiosError, type RawAxiosResponseHeaders } from 'axios';
import type { Outbound } from '../../outbound/index.js';
import type { ApiRequest } from '../request/build-request.js';

export type Agents = Pick<Outbound, 'httpAgent' | 'httpsAgent'>;

/** What came back, before anybody judged it. Header names are lower case. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

export interface ExchangeLimits {
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export type Exchange = (request: ApiRequest, limits: ExchangeLimits) => Promise<ApiResponse>;

/** The connection failed before an answer was complete. `code` is Node's or axios's, e.g. `ECONNRESET`. */
export class ExchangeFailed extends Error {
  override readonly name = 'ExchangeFailed';
  constructor(
    readonly code: string,
    cause: unknown,
  ) {
    super(`the exchange failed: ${code}`, { cause });
  }
}

const mostRedirects = 5;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * One exchange, which stays at its origin: a read follows redirects there, by hand, at most five. Every other redirect
 * is the answer itself, for whoever judges it.
 */
export function createExchange(agents: Agents, userAgent: string): Exchange {
  const exchangeOnce = createSingleExchange(agents, userAgent);
  return async (request, limits) => {
    let { url } = request;
    for (let hop = 0; ; hop += 1) {
      const response = await exchangeOnce({ ...request, url }, limits);
      const next = nextUrl(response, url);
      if (next === undefined || request.method !== 'GET' || hop === mostRedirects) return response;
      url = next;
    }
  };
}

function nextUrl({ status, headers: { location } }: ApiResponse, from: URL): URL | undefined {
  if (!redirects.has(status) || location === undefined || !URL.canParse(location, from.href)) return undefined;
  const url = new URL(location, from.href);
  const isAtHome = url.origin === from.origin && url.username === '' && url.password === '';
  return isAtHome ? url : undefined;
}

/** Neither retry nor redirect nor judgement of the status; the body stays text. */
function createSingleExchange(agents: Agents, userAgent: string): Exchange {
  const client = axios.create({
    adapter: 'http',
    httpAgent: agents.httpAgent,
    httpsAgent: agents.httpsAgent,
    proxy: false,
    maxRedirects: 0,
    maxBodyLength: Infinity,
    validateStatus: () => true,
    responseType: 'text',
    transformRequest: (data: unknown) => data,
    transformResponse: (data: unknown) => data,
    headers: { Accept: 'application/json', 'User-Agent': userAgent },
  });
  return async ({ method, url, headers, data }, { maxBytes, signal }) => {
    try {
      const answer = await client.request<unknown>({
        method,
        url: url.href,
        headers: { ...headers },
        data,
        signal,
        maxContentLength: maxBytes,
      });
      const text = typeof answer.data === 'string' ? answer.data : '';
      return { status: answer.status, headers: flatten(answer.headers), text };
    } catch (error) {
      signal.throwIfAborted();
      throw new ExchangeFailed(failureCode(error), withoutConfig(error));
    }
  };
}

function flatten(headers: RawAxiosResponseHeaders | object): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function failureCode(error: unknown): string {
  if (isAxiosError(error) && error.message.startsWith('maxContentLength')) return 'ANSWER_TOO_LARGE';
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : 'UNKNOWN';
}

/** An AxiosError carries the request with its credentials: only its message may travel on. */
function withoutConfig(error: unknown): Error {
  return new Error(error instanceof Error ? error.message : 'unknown failure');
}
