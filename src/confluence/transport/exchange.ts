import axios, { isAxiosError, type AxiosRequestConfig, type RawAxiosResponseHeaders } from 'axios';
import type { Outbound, PinnedLookup } from '../../outbound/index.js';
import type { WireRequest, WireResponse } from './wire-request.js';

/** The way out to Confluence, and to places that it redirects to. */
export type Agents = Pick<Outbound, 'httpAgent' | 'httpsAgent' | 'findRoute'>;

/** One HTTP exchange: no retry, no redirect, no judgement of the status. */
export interface Exchange {
  method: WireRequest<unknown>['method'];
  url: URL;
  headers: Record<string, string>;
  data: string | Uint8Array | undefined;
  /** The answer is bytes, and at most so many. */
  maxBytes?: number | undefined;
  signal: AbortSignal;
  lookup: PinnedLookup | undefined;
}

export type Exchanger = (exchange: Exchange) => Promise<WireResponse>;

/** No answer of Confluence that this service asks for comes near it; counted after decompression. */
const maxAnswerBytes = 32 * 1024 * 1024;

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

/** What a refusal may say of itself, however small the file is that was asked for. */
const maxRefusalBytes = 64 * 1024;

/** The one axios instance. Bodies are raw on both ways: text, or the bytes of a file; who asked for JSON parses it. */
export function createExchanger(agents: Agents, userAgent: string): Exchanger {
  const client = axios.create({
    adapter: 'http',
    httpAgent: agents.httpAgent,
    httpsAgent: agents.httpsAgent,
    proxy: false,
    maxRedirects: 0,
    maxContentLength: maxAnswerBytes,
    maxBodyLength: Infinity,
    decompress: true,
    validateStatus: () => true,
    responseType: 'text',
    transformRequest: (data: unknown) => data,
    transformResponse: (data: unknown) => data,
    headers: { Accept: 'application/json', 'User-Agent': userAgent },
  });
  return async ({ url, lookup, maxBytes, ...exchange }) => {
    try {
      const config: AxiosRequestConfig = {
        ...exchange,
        url: url.href,
        ...(lookup && { lookup: asAxiosLookup(lookup) }),
        ...(maxBytes !== undefined && asFile(maxBytes)),
      };
      const { status, headers, data } = await client.request<string | Buffer>(config);
      return {
        status,
        headers: flatten(headers),
        ...(typeof data === 'string' ? { text: data } : fromBytes(status, data)),
      };
    } catch (error) {
      exchange.signal.throwIfAborted();
      throw new ExchangeFailed(failureCode(error), withoutConfig(error));
    }
  };
}

function asFile(maxBytes: number): AxiosRequestConfig {
  return { responseType: 'arraybuffer', maxContentLength: Math.max(maxBytes, maxRefusalBytes) };
}

function fromBytes(status: number, bytes: Buffer): Pick<WireResponse, 'text' | 'bytes'> {
  return status < 300 ? { text: '', bytes } : { text: bytes.toString() };
}

/** axios declares the callback a little narrower than Node's, which it hands the function to. */
function asAxiosLookup(lookup: PinnedLookup): NonNullable<AxiosRequestConfig['lookup']> {
  return lookup as unknown as NonNullable<AxiosRequestConfig['lookup']>;
}

function flatten(headers: RawAxiosResponseHeaders | object): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function failureCode(error: unknown): string {
  if (isAxiosError(error) && error.message.startsWith('maxContentLength')) return 'ANSWER_TOO_LARGE';
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : 'UNKNOWN';
}

/** An AxiosError carries the request with its Authorization header: only its message may travel on. */
function withoutConfig(error: unknown): Error {
  return new Error(error instanceof Error ? error.message : 'unknown failure');
}
