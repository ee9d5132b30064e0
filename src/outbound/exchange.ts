import { Axios, isAxiosError, type AxiosAdapter, type AxiosRequestConfig } from 'axios';
import type { PinnedLookup } from './find-route.js';

/** One HTTP request as it goes over the wire. */
export interface WireExchange {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: string | Uint8Array | undefined;
  /** The answer is INVALID beyond these bytes, counted after decompression. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** In place of the system's own look-up. */
  readonly lookup?: PinnedLookup | undefined;
  /** The answer is wanted as bytes. */
  readonly asBytes?: boolean;
}

/** What came back, before anybody judged it. Header names are lower case. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Empty when bytes were asked for. */
  readonly text: string;
  readonly bytes?: Uint8Array;
}

/** One HTTP exchange: no retry, no redirect, no judgement of the status. Rejects with ExchangeFailed or the signal's reason. */
export type SendOnce = (exchange: WireExchange) => Promise<WireAnswer>;

/** The connection failed before an answer was complete. `code` is Node's, e.g. `ECONNRESET`, or `ANSWER_TOO_LARGE`. */
export class ExchangeFailed extends Error {
  override readonly name = 'ExchangeFailed';
  constructor(
    readonly code: string,
    cause: unknown,
  ) {
    super(`the exchange failed: ${code}`, { cause });
  }

  /** Whether there was no connection to send anything over. */
  get isUnsent(): boolean {
    return /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+)$/.test(this.code);
  }
}

/** Whether a write was certainly not done, by what the answer says. Of a timeout (408) nobody knows. */
export function isRefused({ status }: { readonly status: number }): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

/** What axios's own adapter has to be told; ours knows nothing else. */
const plainHttp = {
  proxy: false,
  maxRedirects: 0,
  maxBodyLength: Infinity,
  decompress: true,
  timeout: 0,
  validateStatus: () => true,
} as const;

/**
 * The one axios instance of whoever asks. Bodies are raw on both ways: who asked for JSON parses it. Its defaults are
 * these alone: each that there is besides would be merged into every request, to say nothing here.
 */
export function createExchange(adapter: AxiosAdapter | 'http', userAgent: string): SendOnce {
  const headers = { Accept: 'application/json', 'User-Agent': userAgent };
  const client = new Axios({ adapter, headers, ...(adapter === 'http' && plainHttp) });
  return async ({ method, url, headers, data, maxBytes, signal, lookup, asBytes = false }) => {
    try {
      const {
        status,
        headers: received,
        data: body,
      } = await client.request<string | Uint8Array>({
        method,
        data,
        signal,
        url: url.href,
        // For a body that is not there axios would name a form.
        headers: data === undefined ? { 'Content-Type': false, ...headers } : headers,
        maxContentLength: maxBytes,
        responseType: asBytes ? 'arraybuffer' : 'text',
        ...(lookup && { lookup: asAxiosLookup(lookup) }),
      });
      const flat = flatten(received);
      if (typeof body === 'string') return { status, headers: flat, text: body };
      return { status, headers: flat, text: '', bytes: body };
    } catch (error) {
      signal.throwIfAborted();
      throw new ExchangeFailed(failureCode(error), withoutConfig(error));
    }
  };
}

/** axios declares the callback a little narrower than Node's, which it hands the function to. */
function asAxiosLookup(lookup: PinnedLookup): NonNullable<AxiosRequestConfig['lookup']> {
  return lookup as unknown as NonNullable<AxiosRequestConfig['lookup']>;
}

function flatten(headers: object): Record<string, string | undefined> {
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
