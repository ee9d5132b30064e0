import type { ErrorRequestHandler } from 'express';
import { isAppError } from '../../errors.js';
import { Refusal } from '../refusal.js';
import { contextOf } from '../request-context.js';
import { notJson, tooLarge } from './json-body.js';

/** The one place where a failure becomes an HTTP answer: `{error, message, request_id}`, and nothing of its inside. */
export function renderError(): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, _req, res, _next) => {
    const { log, requestId } = contextOf(res);
    const refusal = toRefusal(error);
    if (refusal.status >= 500) log.error({ event: 'request_failed', err: error }, 'A request failed.');
    if (res.headersSent) {
      // Half an answer is out: only a broken connection still tells the client that the rest is missing.
      res.destroy();
      return;
    }
    res.status(refusal.status).set(refusal.headers).set('Cache-Control', 'no-store');
    res.json({ error: refusal.code, message: refusal.message, request_id: requestId });
  };
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (isAppError(error)) return new Refusal(error.status, error.code.toLowerCase(), sentences(error));
  if (isParserError(error)) return parserRefusal(error);
  return new Refusal(500, 'internal', 'Something went wrong on our side. Give the request id when you report it.');
}

function sentences({ message, hint }: { message: string; hint: string | undefined }): string {
  return hint === undefined ? message : `${message} ${hint}`;
}

/** What the body parser throws: an error with a client's status. Its text quotes the body, so it is never passed on. */
interface ParserError extends Error {
  status: number;
  type?: unknown;
}

function isParserError(error: unknown): error is ParserError {
  return error instanceof Error && 'expose' in error && error.expose === true && 'status' in error;
}

function parserRefusal({ status, type }: ParserError): Refusal {
  if (status === 413) return tooLarge();
  if (status === 415)
    return new Refusal(415, 'unsupported_media_type', 'The encoding of the request body is not supported.');
  if (type === 'entity.parse.failed') return notJson();
  return new Refusal(400, 'invalid_request', 'The request body could not be read.');
}
