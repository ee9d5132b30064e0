import { setTimeout as sleep } from 'node:timers/promises';
import type { Budget } from './budget.js';
import { ExchangeFailed } from '../../outbound/index.js';
import type { WireResponse } from './wire-request.js';

const maxAttempts = 4;
const firstDelayMs = 200;
const longestDelayMs = 10_000;
const passingStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const lastingFailures = /^(ANSWER_TOO_LARGE|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_|HPE_|EPROTO)/;

interface RetryEvent {
  attempt: number;
  delayMs: number;
  reason: number | string;
}

/**
 * Repeats a read whose failure looks passing: 429, 502, 503, 504 and broken connections. Waits as long as Retry-After
 * says, or exponentially with full jitter, and gives up at once when the wait would not fit into the budget.
 */
export async function withRetry(
  attemptOnce: () => Promise<WireResponse>,
  budget: Budget,
  onRetry: (event: RetryEvent) => void,
): Promise<WireResponse> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await settled(attemptOnce);
    const reason = passingReason(outcome);
    const delayMs = reason === undefined || attempt === maxAttempts ? undefined : delayBefore(outcome, attempt);
    if (reason === undefined || delayMs === undefined || delayMs >= budget.remainingMs()) return unwrap(outcome);
    onRetry({ attempt, delayMs, reason });
    await sleep(delayMs, undefined, { signal: budget.signal });
  }
}

type Outcome = { response: WireResponse } | { error: unknown };

async function settled(attemptOnce: () => Promise<WireResponse>): Promise<Outcome> {
  try {
    return { response: await attemptOnce() };
  } catch (error) {
    return { error };
  }
}

function unwrap(outcome: Outcome): WireResponse {
  if ('error' in outcome) throw outcome.error;
  return outcome.response;
}

/** The status or code that makes another attempt worth while. */
function passingReason(outcome: Outcome): number | string | undefined {
  if ('response' in outcome) {
    return passingStatuses.has(outcome.response.status) ? outcome.response.status : undefined;
  }
  const { error } = outcome;
  return error instanceof ExchangeFailed && !lastingFailures.test(error.code) ? error.code : undefined;
}

function delayBefore(outcome: Outcome, attempt: number): number {
  const told = 'response' in outcome ? retryAfterMs(outcome.response.headers) : undefined;
  if (told !== undefined && told > 0) return told;
  return Math.random() * Math.min(longestDelayMs, firstDelayMs * 2 ** attempt);
}

/**
 * How long Confluence asks to wait, in milliseconds: `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), else the
 * time in `X-RateLimit-Reset`. Undefined when neither says so.
 */
export function retryAfterMs(headers: Readonly<Record<string, string | undefined>>): number | undefined {
  const after = headers['retry-after'];
  if (after !== undefined && /^\d{1,9}$/.test(after)) return Number(after) * 1000;
  return msUntil(after) ?? msUntil(headers['x-ratelimit-reset']);
}

function msUntil(date: string | undefined): number | undefined {
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? undefined : Math.max(0, time - Date.now());
}
