import { TextDecoder } from 'node:util';
import type { Outbound, WireAnswer } from '../../outbound/index.js';
import type { ApiRequest } from '../request/build-request.js';

/** The way out, without what only Confluence needs of it. */
export type Agents = Pick<Outbound, 'openExchange'>;

/** What came back, before anybody judged it. Header names are lower case. */
export type ApiResponse = Pick<WireAnswer, 'status' | 'headers' | 'text'>;

interface ExchangeLimits {
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

type Exchange = (request: ApiRequest, limits: ExchangeLimits) => Promise<ApiResponse>;

const mostRedirects = 5;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * One exchange, which stays at its origin: a read follows redirects there, by hand, at most five. Every other redirect
 * is the answer itself, for whoever judges it.
 */
export function createExchange(agents: Agents, userAgent: string): Exchange {
  const sendOnce = agents.openExchange(userAgent);
  return async ({ method, data, headers, url: first }, limits) => {
    let url = first;
    for (let hop = 0; ; hop += 1) {
      const response = asText(await sendOnce({ method, data, headers, url, asBytes: true, ...limits }));
      const next = nextUrl(response, url);
      if (next === undefined || method !== 'GET' || hop === mostRedirects) return response;
      url = next;
    }
  };
}

function asText({ status, headers, bytes }: WireAnswer): ApiResponse {
  return { status, headers, text: decoderFor(headers['content-type']).decode(bytes) };
}

/** By the `charset` that the answer names (RFC 9110, 8.3.2); UTF-8 where it names none, or none that is known. */
function decoderFor(contentType = ''): InstanceType<typeof TextDecoder> {
  const [, charset = 'utf-8'] = /;\s*charset="?([\w.:-]+)/i.exec(contentType) ?? [];
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

function nextUrl({ status, headers: { location } }: ApiResponse, from: URL): URL | undefined {
  if (!redirects.has(status) || location === undefined || !URL.canParse(location, from.href)) return undefined;
  const url = new URL(location, from.href);
  const isAtHome = url.origin === from.origin && url.username === '' && url.password === '';
  return isAtHome ? url : undefined;
}
