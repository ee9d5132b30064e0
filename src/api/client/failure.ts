import { BrokenCircuitError, BulkheadRejectedError, TaskCancelledError } from 'cockatiel';
import { AppError, type ErrorCode } from '../../errors.js';
import type { Api, ApiTool } from '../model.js';
import { ExchangeFailed } from '../../outbound/index.js';
import type { ApiResponse } from './exchange.js';

/** What a caller has to know about a write whose answer never came. */
export function mayHaveHappened({ effect }: ApiTool): string {
  if (effect === 'read') return 'Try again in a moment.';
  return 'The write may have happened: read before trying again.';
}

/** What a caller can do about an answer that is too much: the same call would bring as much again. */
export function askForLess({ inputSchema, paging }: ApiTool): string {
  const names = Object.keys(inputSchema['properties'] ?? {}).filter((name) => name !== 'cursor');
  const by = names.length === 0 ? '' : ` with ${names.join(', ')}`;
  const parts = paging === undefined ? '' : ', or for fewer items in each part';
  return `The same call would bring as much again. Narrow it${by}${parts}.`;
}

/** What is left to whoever wrote the definition. `limit` is the one to raise. */
export function wayToMore(limit: 'max_bytes' | 'max_chars'): string {
  return `Where that is not possible, the operator can give the tool \`paging\`, a \`select\`, or more \`${limit}\`.`;
}

/** Whether a request that got no answer was certainly not sent; what we refuse by ourselves never is. */
export function isUnsent(error: unknown): boolean {
  if (error instanceof ExchangeFailed) return error.isUnsent;
  return error instanceof BrokenCircuitError || error instanceof BulkheadRejectedError || error instanceof AppError;
}

/**
 * Maps what stopped a request before it had an answer; what is not a failure of the API passes unchanged. `pausedForMs` is
 * for how long calls are still kept back.
 */
export function toFailure({ name }: Api, tool: ApiTool, error: unknown, pausedForMs: number): unknown {
  const unavailable = (message: string, hint: string): AppError =>
    new AppError('UPSTREAM_UNAVAILABLE', message, { hint, cause: error });
  if (error instanceof TaskCancelledError) {
    const seconds = String(tool.timeoutMs / 1000);
    return new AppError('UPSTREAM_TIMEOUT', `The API ${name} did not answer within ${seconds} seconds.`, {
      hint: mayHaveHappened(tool),
      cause: error,
    });
  }
  if (error instanceof BrokenCircuitError) {
    const seconds = Math.max(1, Math.ceil(pausedForMs / 1000));
    const hint = `Nothing was sent. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
    return unavailable(`The API ${name} failed many times in a row, so calls to it are paused.`, hint);
  }
  if (error instanceof BulkheadRejectedError) {
    const hint = 'Nothing was sent. Try again in a moment, with fewer calls at once.';
    return unavailable(`Too many calls already wait for the API ${name}.`, hint);
  }
  if (!(error instanceof ExchangeFailed)) return error;
  if (error.code === 'ANSWER_TOO_LARGE') {
    return new AppError(
      'INVALID_INPUT',
      `The answer of the API ${name} is larger than ${String(tool.maxBytes)} bytes.`,
      {
        hint: tool.effect === 'read' ? `${askForLess(tool)} ${wayToMore('max_bytes')}` : mayHaveHappened(tool),
        cause: error,
      },
    );
  }
  if (/^(?:ENOTFOUND|EAI_|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)/.test(error.code)) {
    return unavailable(`The API ${name} could not be reached.`, 'Nothing was sent. Try again in a moment.');
  }
  if (error.code === 'ERR_SSL_WRONG_VERSION_NUMBER') {
    const hint = 'Nothing was sent. The operator has to check base_url: its scheme, or its port.';
    return unavailable(`The API ${name} does not answer in TLS.`, hint);
  }
  if (/^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_|EPROTO)/.test(error.code)) {
    const hint = 'The operator has to check base_url, and SSL_CERT_FILE for a private certificate authority.';
    return unavailable(`The TLS certificate of the API ${name} is not trusted.`, hint);
  }
  return unavailable(`The connection to the API ${name} broke before the answer was complete.`, mayHaveHappened(tool));
}

const codes: Readonly<Record<number, ErrorCode>> = {
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'NOT_SUPPORTED',
  408: 'UPSTREAM_TIMEOUT',
  410: 'NOT_FOUND',
  429: 'RATE_LIMITED',
  501: 'NOT_SUPPORTED',
  504: 'UPSTREAM_TIMEOUT',
};

/** An answer that is no success, as the error it amounts to. The API's own words go along as foreign text. */
export function toRefusal(api: Api, tool: ApiTool, { status, headers, text }: ApiResponse): AppError {
  const message = `The API ${api.name} answered with status ${String(status)}.`;
  const details = { status, api: api.name, foreign_text: ownWords(text, headers['content-type']) };
  return new AppError(codeOf(api, status), message, { hint: hintFor(api, tool, status, headers), details });
}

function codeOf({ credentials }: Api, status: number): ErrorCode {
  // With a fixed secret a 401 is the operator's matter, with the caller's identity the caller's.
  if (status === 401) return credentials.kind === 'identity-headers' ? 'FORBIDDEN' : 'CREDENTIALS_REJECTED';
  return codes[status] ?? (status >= 400 && status < 500 ? 'INVALID_INPUT' : 'UPSTREAM_UNAVAILABLE');
}

function hintFor(api: Api, tool: ApiTool, status: number, headers: ApiResponse['headers']): string {
  if (status === 401) return hintsOfRefusedCredentials[api.credentials.kind];
  if (status === 403) return 'Ask who runs the API for the permission.';
  if (status === 404 || status === 410) return 'Check the ids, or list what there is.';
  if (status === 409 || status === 412) return 'Read the present state, then decide again.';
  if (status === 429) return waitFor(retryAfterMs(headers));
  if (status >= 300 && status < 400) {
    const done = tool.effect === 'read' ? '' : `${mayHaveHappened(tool)} `;
    return `${done}Redirects of writes, or to other places, are not followed: the operator has to check base_url.`;
  }
  if (status === 405 || status === 501) return 'The operator has to check the definition of the tool.';
  if (status >= 400 && status < 500 && status !== 408) return 'Correct the arguments by what it says.';
  return mayHaveHappened(tool);
}

const hintsOfRefusedCredentials: Readonly<Record<Api['credentials']['kind'], string>> = {
  'identity-headers': 'It does not know this caller.',
  'upstream-token': 'It does not take the token of your sign-in: sign in again, or ask the operator.',
  service: "The operator has to check the API's secret_file.",
  none: 'It wants credentials, which the operator has to add to the definition.',
};

function waitFor(ms: number | undefined): string {
  if (ms === undefined) return 'Try again in a minute, with fewer calls at once.';
  return `Try again in ${String(Math.max(1, Math.ceil(ms / 1000)))} seconds.`;
}

/** Long enough for a sentence or a few field errors. */
const mostChars = 1_000;

/** What the answer says, cut. A web page says nothing that a caller could use. */
function ownWords(text: string, contentType = ''): string {
  if (/html/i.test(contentType) || /^\s{0,100}<(?:!doctype html|html)/i.test(text)) return '';
  const trimmed = text.trim();
  return trimmed.length > mostChars ? `${trimmed.slice(0, mostChars)}…` : trimmed;
}

/** How long an answer asks to wait: `Retry-After` in seconds or as a date (RFC 9110, 10.2.3). Undefined when it does not say. */
export function retryAfterMs(headers: Readonly<Record<string, string | undefined>>): number | undefined {
  const after = headers['retry-after'];
  if (after === undefined) return undefined;
  if (/^\d{1,9}$/.test(after)) return Number(after) * 1000;
  const time = Date.parse(after);
  return Number.isNaN(time) ? undefined : Math.max(0, time - Date.now());
}
