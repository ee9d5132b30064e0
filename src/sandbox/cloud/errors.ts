import type { ErrorRequestHandler } from 'express';
import { failures, toRefusal, v1Errors, v2Envelope } from '../wire/v1-errors.js';
import type { RefusalKind } from '../world/refusal.js';

const codes: Record<RefusalKind, string> = {
  invalid: 'INVALID_REQUEST_PARAMETER',
  unauthorized: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  gone: 'GONE',
  precondition: 'PRECONDITION_FAILED',
  'too-large': 'PAYLOAD_TOO_LARGE',
};

/** The envelope of the API that was called; also for failures before any route, such as a body that does not parse. */
export const wireErrors: ErrorRequestHandler = (error, req, res, next) => {
  const render = req.originalUrl.includes('/api/v2') ? v2Errors : v1Errors;
  void render(error, req, res, next);
};

const v2Errors: ErrorRequestHandler = (error, _req, res, _next) => {
  const { kind, message } = toRefusal(error);
  const { status } = failures[kind];
  res.status(status).json(v2Envelope(status, codes[kind], message));
};
