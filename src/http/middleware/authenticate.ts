import type { Request, RequestHandler } from 'express';
import { AuthError, type Authenticator, type Principal } from '../../auth/index.js';
import type { AuditLog } from '../../observability/index.js';
import type { Challenger } from '../challenger.js';
import { headerValues } from '../request-context.js';
import { Refusal } from '../refusal.js';
import { contextOf } from '../request-context.js';
import { createFailureLimit, type CreateRateLimiter, type FailureLimit } from './rate-limit.js';

/** The part of auth that the HTTP layer asks. */
type Identify = Pick<Authenticator, 'authenticate'>;

interface AuthenticateOptions {
  readonly authenticator: Identify;
  readonly audit: AuditLog;
  readonly challenger: Challenger;
  /** Requests per minute and address that may come without a valid token; 0 means any number. */
  readonly failuresPerMinute: number;
  readonly createLimiter: CreateRateLimiter;
}

/** Nobody goes on without a principal. Every decision is audited, once. */
export function authenticate(options: AuthenticateOptions): RequestHandler {
  const { authenticator, audit, challenger } = options;
  const failures = createFailureLimit(options.failuresPerMinute, options.createLimiter);
  return async (req, res, next) => {
    const context = contextOf(res);
    const { requestId } = context;
    try {
      context.principal = await identify(req, authenticator, failures);
    } catch (error) {
      const reason = reasonOf(error);
      audit.authentication({ request_id: requestId, outcome: 'rejected', reason, ...refusedCaller(error) });
      throw error instanceof AuthError ? toRefusal(error, req, challenger) : error;
    }
    const { mode, id, email, claimedEmail } = context.principal;
    const unverified = claimedEmail ? { unverified_email: claimedEmail } : {};
    audit.authentication({
      request_id: requestId,
      outcome: 'accepted',
      mode,
      principal: id,
      reason: null,
      ...emailField(email),
      ...unverified,
    });
    next();
  };
}

async function identify(req: Request, authenticator: Identify, failures: FailureLimit): Promise<Principal> {
  const headers = identityHeaders(req);
  const attempt = await failures.count({ address: req.ip ?? 'unknown', credentials: Object.values(headers).flat() });
  try {
    const principal = await authenticator.authenticate(headers);
    await attempt.accept();
    return principal;
  } catch (error) {
    if (!(error instanceof AuthError) || error.status === 503) await attempt.forgive();
    else await attempt.confirm();
    throw error;
  }
}

/** Other headers that name a user, such as X-Goog-Authenticated-User-Email, are unsigned and never looked at. */
function identityHeaders(req: Request): Parameters<Identify['authenticate']>[0] {
  return {
    authorization: headerValues(req, 'authorization'),
    serverlessAuthorization: headerValues(req, 'x-serverless-authorization'),
    iapAssertion: headerValues(req, 'x-goog-iap-jwt-assertion'),
  };
}

function refusedCaller(error: unknown): { mode: string | null; principal: string | null; email?: string } {
  const principal = error instanceof AuthError ? error.principal : undefined;
  return { mode: principal?.mode ?? null, principal: principal?.id ?? null, ...emailField(principal?.email) };
}

function emailField(email: string | null | undefined): { email?: string } {
  return email ? { email } : {};
}

function reasonOf(error: unknown): string {
  if (error instanceof AuthError) return error.reason;
  return error instanceof Refusal ? error.code : 'internal';
}

function toRefusal({ status, error, message }: AuthError, req: Request, challenger: Challenger): Refusal {
  if (error === undefined) return new Refusal(status, 'unauthorized', message, challenger(req, {}));
  const headers = status === 401 ? challenger(req, { error, description: message }) : {};
  return new Refusal(status, error, message, headers);
}
