import type { IncomingMessage, ServerResponse } from 'node:http';
import { isAppError } from '../../../errors.js';
import { callbackPath, interactionPath } from '../provider/paths.js';
import { receiveCallback } from './callback.js';
import { decide, showConsent } from './consent.js';
import { finish } from './callback.js';
import { expired, LoginError, unavailable } from './reply.js';
import type { LoginParts } from './login-parts.js';
import { sendFailure, sendReply } from './reply.js';
import type { Reply } from './reply.js';

const pagePath = new RegExp(`^${interactionPath}/([\\w-]{1,64})(/finish)?$`);

/** The steps between a client's request and its code. Undefined when the path is none of them. */
export function createLogin(parts: LoginParts) {
  return (req: IncomingMessage, res: ServerResponse, path: string): Promise<void> | undefined => {
    const step = stepFor(req, res, path, parts);
    return step && run(step, res, parts);
  };
}

function stepFor(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  parts: LoginParts,
): (() => Promise<Reply>) | undefined {
  const isReading = req.method === 'GET' || req.method === 'HEAD';
  if (path === callbackPath) return isReading ? () => receiveCallback(req, parts) : notAllowed;
  const [, uid, isFinish] = pagePath.exec(path) ?? [];
  if (uid === undefined) return undefined;
  // Finishing changes things, so a browser's HEAD must not reach it.
  if (isFinish !== undefined) return req.method === 'GET' ? () => finish(uid, req, res, parts) : notAllowed;
  if (req.method === 'POST') return () => decide(uid, req, res, parts);
  return isReading ? () => showConsent(uid, req, res, parts) : notAllowed;
}

function notAllowed(): Promise<Reply> {
  const message = 'This address is a step of a login.';
  return Promise.reject(new LoginError(405, 'invalid_request', 'This cannot be done here', message));
}

async function run(step: () => Promise<Reply>, res: ServerResponse, { log }: LoginParts): Promise<void> {
  try {
    sendReply(res, await step());
  } catch (error) {
    const { status, error: code, title, message, hint } = toLoginError(error);
    if (status >= 500) log.error({ event: 'login_failed', err: error }, 'A step of a login failed.');
    sendFailure(res, code, { status, title, message, hint });
  }
}

function toLoginError(error: unknown): LoginError {
  if (error instanceof LoginError) return error;
  if (isAppError(error) || statusOf(error) === 503) return unavailable();
  // The provider's word for an interaction that this browser has not, or no longer.
  if (statusOf(error) === 400) return expired();
  const message = 'Something went wrong on our side.';
  return new LoginError(500, 'server_error', 'This did not work', message, 'Go back and connect again.');
}

function statusOf(error: unknown): unknown {
  return error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
}
