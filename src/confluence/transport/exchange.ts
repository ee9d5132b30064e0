import type { Outbound, PinnedLookup, WireAnswer } from '../../outbound/index.js';
import type { WireRequest, WireResponse } from './wire-request.js';

/** The way out to Confluence, and to places that it redirects to. */
export type Agents = Pick<Outbound, 'openExchange' | 'findRoute'>;

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

/** Sends once and resolves with whatever status came. Rejects with ExchangeFailed, or with the reason of the abort. */
export type Exchanger = (exchange: Exchange) => Promise<WireResponse>;

/** No answer of Confluence that this service asks for comes near it; counted after decompression. */
const maxAnswerBytes = 32 * 1024 * 1024;

/** What a refusal may say of itself, however small the file is that was asked for. */
const maxRefusalBytes = 64 * 1024;

/** Answers are text, or the bytes of a file that was asked for and came. */
export function createExchanger(agents: Agents, userAgent: string): Exchanger {
  const sendOnce = agents.openExchange(userAgent);
  return async ({ maxBytes, ...exchange }) => {
    if (maxBytes === undefined) return sendOnce({ maxBytes: maxAnswerBytes, ...exchange });
    return toFile(await sendOnce({ maxBytes: Math.max(maxBytes, maxRefusalBytes), asBytes: true, ...exchange }));
  };
}

function toFile({ bytes = new Uint8Array(), ...answer }: WireAnswer): WireResponse {
  return answer.status < 300 ? { ...answer, bytes } : { ...answer, text: Buffer.from(bytes).toString() };
}
