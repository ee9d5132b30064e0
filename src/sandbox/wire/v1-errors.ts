import type { ErrorRequestHandler } from 'express';
import { Refusal, type RefusalKind } from '../world/refusal.js';

interface Failure {
  status: number;
  /** The reason phrase. */
  title: string;
  /** The name of Confluence's own Java exception. */
  exception: string;
}

/** The status, its reason phrase and the Java exception for each kind of refusal. */
export const failures: Record<RefusalKind, Failure> = {
  invalid: { status: 400, title: 'Bad Request', exception: 'BadRequestException' },
  unauthorized: { status: 401, title: 'Unauthorized', exception: 'NotAuthenticatedException' },
  forbidden: { status: 403, title: 'Forbidden', exception: 'PermissionException' },
  'not-found': { status: 404, title: 'Not Found', exception: 'NotFoundException' },
  conflict: { status: 409, title: 'Conflict', exception: 'ConflictException' },
  gone: { status: 410, title: 'Gone', exception: 'GoneException' },
  precondition: { status: 412, title: 'Precondition Failed', exception: 'ServiceException' },
  'too-large': { status: 413, title: 'Request Entity Too Large', exception: 'ServiceException' },
};

/** The envelope of `/rest/api`, its message led by a Java exception's name; also for a body that does not parse. */
export const v1Errors: ErrorRequestHandler = (error, req, res, _next) => {
  const refusal = toRefusal(error);
  const { status, title, exception } = failures[refusal.kind];
  res.status(status).json(v1Envelope(status, title, exception, v1Message(refusal, req.originalUrl)));
};

/** An error as `/rest/api` answers it on both deployments. */
export function v1Envelope(status: number, reason: string, exception: string, message: string) {
  return {
    statusCode: status,
    data: {
      authorized: status !== 403,
      valid: status !== 400,
      allowedInReadOnlyMode: status !== 405,
      errors: [],
      successful: false,
    },
    message: `com.atlassian.confluence.api.service.exceptions.api.${exception}: ${message}`,
    reason,
  };
}

/** The envelope of `/api/v2`. A conflict gives its status as a text, as the site does. */
export function v2Envelope(status: number, code: string, title: string) {
  return { errors: [{ status: status === 409 ? '409' : status, code, title, detail: null }] };
}

/** Missing content is named by its id, and a stale version in words that the newer API does not use. */
function v1Message({ kind, message, currentVersion }: Refusal, url: string): string {
  if (currentVersion !== undefined) {
    return `Version must be incremented on update. Current version is: ${currentVersion}`;
  }
  const id = /\/content\/(\w+)/.exec(url)?.[1];
  return kind === 'not-found' && message === 'Not Found' && id !== undefined
    ? `No content found with id: ContentId{id=${id}}`
    : message;
}

/** What went wrong as a refusal; rethrows what is a mistake of the sandbox itself. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const type = (error as { type?: string }).type;
  if (type === 'entity.too.large') return new Refusal('too-large', 'Request body is larger than 5 MB');
  if (type === 'entity.parse.failed') return new Refusal('invalid', 'Request body is not valid JSON');
  throw error;
}
