import type { ErrorRequestHandler } from 'express';
import { Refusal, type RefusalKind } from '../world/refusal.js';

interface Wire {
  status: number;
  code: string;
  title: string;
  exception: string;
}

const wires: Record<RefusalKind, Wire> = {
  invalid: { status: 400, code: 'INVALID_REQUEST_PARAMETER', title: 'Bad Request', exception: 'BadRequestException' },
  unauthorized: { status: 401, code: 'UNAUTHORIZED', title: 'Unauthorized', exception: 'NotAuthenticatedException' },
  forbidden: { status: 403, code: 'FORBIDDEN', title: 'Forbidden', exception: 'PermissionException' },
  'not-found': { status: 404, code: 'NOT_FOUND', title: 'Not Found', exception: 'NotFoundException' },
  conflict: { status: 409, code: 'CONFLICT', title: 'Conflict', exception: 'ConflictException' },
  gone: { status: 410, code: 'GONE', title: 'Gone', exception: 'GoneException' },
  'too-large': {
    status: 413,
    code: 'PAYLOAD_TOO_LARGE',
    title: 'Request Entity Too Large',
    exception: 'ServiceException',
  },
};

/** The envelope of the API that was called; also for failures before any route, such as a body that does not parse. */
export const wireErrors: ErrorRequestHandler = (error, req, res, next) => {
  const render = req.originalUrl.includes('/api/v2') ? v2Errors : v1Errors;
  void render(error, req, res, next);
};

/** `{errors:[…]}` of the v2 API. A conflict gives its status as a string, as the site does. */
const v2Errors: ErrorRequestHandler = (error, _req, res, _next) => {
  const { kind, message } = toRefusal(error);
  const { status, code } = wires[kind];
  res
    .status(status)
    .json({ errors: [{ status: status === 409 ? '409' : status, code, title: message, detail: null }] });
};

/** The older envelope, its message led by a Java exception's name. */
const v1Errors: ErrorRequestHandler = (error, req, res, _next) => {
  const refusal = toRefusal(error);
  const { status, title, exception } = wires[refusal.kind];
  const message = `com.atlassian.confluence.api.service.exceptions.api.${exception}: ${v1Message(refusal, req.originalUrl)}`;
  res.status(status).json({
    statusCode: status,
    data: {
      authorized: status !== 403,
      valid: status !== 400,
      allowedInReadOnlyMode: true,
      errors: [],
      successful: false,
    },
    message,
    reason: title,
  });
};

/** Missing content is named by its id in the older API. */
function v1Message({ kind, message }: Refusal, url: string): string {
  const id = /\/content\/(\w+)/.exec(url)?.[1];
  return kind === 'not-found' && message === 'Not Found' && id !== undefined
    ? `No content found with id: ContentId{id=${id}}`
    : message;
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const type = (error as { type?: string }).type;
  if (type === 'entity.too.large') return new Refusal('too-large', 'Request body is larger than 5 MB');
  if (type === 'entity.parse.failed') return new Refusal('invalid', 'Request body is not valid JSON');
  throw error;
}
