/**
 * The errors that every room needs.
 *
 * `message` says what happened, `hint` what to do next. Both are written for the person or model who called:
 * neither ever carries upstream text, a token or a stack. Renderers (HTTP JSON, OAuth, tool result) live in the
 * rooms that own those wires; none of them is here.
 */

/** Every code a tool result can start with (one table for the whole service). */
export const errorCodes = [
  'INVALID_INPUT',
  'NOT_FOUND',
  'FORBIDDEN',
  'NOT_SUPPORTED',
  'POLICY_DENIED',
  'VERSION_CONFLICT',
  'DRAFT_DIFFERS',
  'CONTENT_LOSS',
  'UNCONVERTIBLE',
  'RATE_LIMITED',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'CREDENTIALS_REJECTED',
  'INTERNAL',
] as const;

/** One of the codes that callers are told. */
export type ErrorCode = (typeof errorCodes)[number];

/** HTTP status that fits each code, for the routes that answer in plain HTTP. */
const statusOf: Record<ErrorCode, number> = {
  INVALID_INPUT: 400,
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  NOT_SUPPORTED: 501,
  POLICY_DENIED: 403,
  VERSION_CONFLICT: 409,
  DRAFT_DIFFERS: 409,
  CONTENT_LOSS: 409,
  UNCONVERTIBLE: 422,
  RATE_LIMITED: 429,
  UPSTREAM_UNAVAILABLE: 503,
  UPSTREAM_TIMEOUT: 504,
  CREDENTIALS_REJECTED: 502,
  INTERNAL: 500,
};

const retryableCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'RATE_LIMITED',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
]);

/** What an error carries beside its code and its message. */
interface AppErrorOptions {
  /** What the caller can do next, as a full sentence. */
  hint?: string;
  /** Structured facts for the caller, e.g. `{ current_version: 7 }`. Never secrets or page text. */
  details?: Readonly<Record<string, unknown>>;
  /** The original failure, for the log only. */
  cause?: unknown;
}

/** A failure that may be shown to the caller. Anything else that is thrown is a defect and renders as INTERNAL. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly retryable: boolean;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = statusOf[code];
    this.retryable = retryableCodes.has(code);
    this.hint = options.hint;
    this.details = options.details ?? {};
  }
}

/** Where to look instead, by the kind of thing; what is not listed here can be searched for. */
const whereToLook: Readonly<Record<string, string>> = {
  Space: 'List the spaces to see which keys there are.',
  Template: 'List the templates of the site or of the space.',
};

/**
 * NOT_FOUND for what is missing and for what is hidden alike: whoever asks must not learn which. `subject` is a kind and
 * an id, such as `Page 42`.
 */
export function notFound(subject: string, options: AppErrorOptions = {}): AppError {
  const hint = whereToLook[subject.split(' ', 1)[0] ?? ''] ?? 'Check the id or key, or search for the content.';
  return new AppError('NOT_FOUND', `${subject} was not found, or is not visible to this account.`, {
    hint,
    ...options,
  });
}

/** Whether it is an error that this service made, whose message may be shown. */
export function isAppError(value: unknown): value is AppError {
  return value instanceof AppError;
}
