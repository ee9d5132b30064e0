import { BulkheadRejectedError } from 'cockatiel';
import { AppError } from '../../errors.js';
import { CircuitOpen } from './breaker.js';
import { BudgetExceeded } from './budget.js';
import { ExchangeFailed } from '../../outbound/index.js';
import { isReadOnly, type ExpectedFile, type WireRequest } from './wire-request.js';

/** What a caller has to know about a write whose answer never came. */
export function mayHaveHappened(request: WireRequest<unknown>): string {
  if (isReadOnly(request)) return 'Try again in a moment.';
  return 'The write may have happened: read the content before trying again.';
}

/** Whether a request that got no answer was certainly not sent. */
export function isUnsent(error: unknown): boolean {
  if (error instanceof ExchangeFailed) return error.isUnsent;
  return error instanceof CircuitOpen || error instanceof BulkheadRejectedError;
}

/** Maps what stopped a request before it had an answer; what is not an upstream failure passes unchanged. */
export function failureError(request: WireRequest<unknown>, error: unknown): unknown {
  if (error instanceof BudgetExceeded) return tooSlow(request, error);
  if (error instanceof ExchangeFailed) return brokenExchange(request, error);
  if (error instanceof CircuitOpen) return circuitOpen(error);
  if (error instanceof BulkheadRejectedError) return queueFull();
  return error;
}

function tooSlow(request: WireRequest<unknown>, cause: BudgetExceeded): AppError {
  return new AppError(
    'UPSTREAM_TIMEOUT',
    `Confluence did not answer within ${String(cause.timeoutMs / 1000)} seconds.`,
    {
      hint: mayHaveHappened(request),
      cause,
    },
  );
}

const brokenExchanges: readonly { code: RegExp; message: string; hint?: string }[] = [
  {
    code: /^(ENOTFOUND|EAI_)/,
    message: 'The name of the Confluence host could not be resolved.',
    hint: 'The operator has to check CONFLUENCE_URL and DNS.',
  },
  {
    code: /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/,
    message: 'Confluence could not be reached.',
    hint: 'Try again in a moment; if it lasts, the operator has to check CONFLUENCE_URL and the network.',
  },
  {
    code: /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_|EPROTO)/,
    message: "Confluence's TLS certificate is not trusted.",
    hint: 'The operator has to check CONFLUENCE_URL, and SSL_CERT_FILE for a private certificate authority.',
  },
  { code: /^ANSWER_TOO_LARGE$/, message: "Confluence's answer is larger than this service accepts." },
];

/** A file that goes on after as many bytes as the caller takes. */
export function fileTooLarge({ subject }: WireRequest<unknown>, { maxBytes }: ExpectedFile): AppError {
  return new AppError('INVALID_INPUT', `${subject} is larger than the allowed ${String(maxBytes)} bytes.`, {
    hint: 'Allow more bytes.',
    details: { field: 'max_bytes' },
  });
}

function brokenExchange(request: WireRequest<unknown>, cause: ExchangeFailed): AppError {
  if (request.file !== undefined && cause.code === 'ANSWER_TOO_LARGE') return fileTooLarge(request, request.file);
  const known = brokenExchanges.find(({ code }) => code.test(cause.code));
  const message = known?.message ?? 'The connection to Confluence broke before the answer was complete.';
  return new AppError('UPSTREAM_UNAVAILABLE', message, { hint: known?.hint ?? mayHaveHappened(request), cause });
}

function circuitOpen({ retryAfterMs }: CircuitOpen): AppError {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return new AppError('UPSTREAM_UNAVAILABLE', 'Confluence failed many times in a row, so calls to it are paused.', {
    hint: `Nothing was sent. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
    details: { retry_after_seconds: seconds },
  });
}

function queueFull(): AppError {
  return new AppError('UPSTREAM_UNAVAILABLE', 'Too many requests are already waiting for Confluence.', {
    hint: 'Nothing was sent. Try again in a moment, with fewer calls at once.',
  });
}
