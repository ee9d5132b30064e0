import { AppError } from '../../errors.js';
import { badRequest, titleTaken, isTitleTaken } from './bad-request.js';
import { errorText } from './error-text.js';
import { mayHaveHappened } from './failure.js';
import { retryAfterMs } from './retry-after.js';
import { versionConflict } from './version-conflict.js';
import type { WireRequest, WireResponse } from './wire-request.js';

type Mapper = (request: WireRequest<unknown>, response: WireResponse) => AppError;

/** Turns a refusal into our own words. Nothing of the answer's body or headers is in it but numbers. */
export const responseError: Mapper = (request, response) => {
  const mapper = mappers[response.status];
  if (mapper !== undefined) return mapper(request, response);
  if (response.status >= 400 && response.status < 500) return unexpected(response);
  return unavailable(request, response);
};

const unauthorized: Mapper = (request, { text }) => {
  if (/scope does not match/i.test(errorText(text))) return lacksScope(request);
  return new AppError('CREDENTIALS_REJECTED', "Confluence refused the service's own credentials.", {
    hint: 'The operator has to check the user name and token; a scoped token needs the cloud id as well.',
  });
};

function lacksScope({ scope }: WireRequest<unknown>): AppError {
  return new AppError('FORBIDDEN', `The Confluence token lacks a scope that this operation needs: ${scope}.`, {
    hint: 'The operator has to use a token with that scope.',
    details: { scope },
  });
}

const forbidden: Mapper = ({ subject }) =>
  new AppError('FORBIDDEN', `${subject}: the Confluence account may not do this.`, {
    hint: 'Ask for the permission in Confluence, or use content where the account has it.',
  });

const notFound: Mapper = ({ subject }) =>
  new AppError('NOT_FOUND', `${subject} was not found, or is not visible to this account.`, {
    hint: 'Check the id or key, or search for the content.',
  });

const conflict: Mapper = (request, { text }) => {
  const said = errorText(text);
  return isTitleTaken(said) ? titleTaken(request) : versionConflict(request, said);
};

const gone: Mapper = ({ subject }) =>
  new AppError('NOT_SUPPORTED', `${subject}: this Confluence no longer offers the operation.`, {
    hint: 'Update this server.',
  });

const tooLarge: Mapper = ({ subject, form }) =>
  new AppError('INVALID_INPUT', `${subject}: the content is too large for Confluence.`, {
    hint:
      form === undefined
        ? 'Split it: Confluence takes about 5 MB per page.'
        : 'Send a smaller file, or ask an administrator to raise the limit for attachments.',
  });

const rateLimited: Mapper = (_request, { headers }) => {
  const seconds = Math.ceil((retryAfterMs(headers) ?? 0) / 1000);
  return new AppError('RATE_LIMITED', 'Confluence limits the rate of requests.', {
    hint: seconds > 0 ? `Try again in ${String(seconds)} seconds.` : 'Try again in a minute, with fewer calls at once.',
    details: seconds > 0 ? { retry_after_seconds: seconds } : {},
  });
};

const timedOut: Mapper = (request) =>
  new AppError('UPSTREAM_TIMEOUT', 'Confluence took too long to answer.', { hint: mayHaveHappened(request) });

const unavailable: Mapper = (request, { status }) =>
  new AppError('UPSTREAM_UNAVAILABLE', `Confluence could not answer (status ${String(status)}).`, {
    hint: mayHaveHappened(request),
  });

function unexpected({ status }: WireResponse): AppError {
  return new AppError('INTERNAL', `Confluence refused a request in a way that was not expected (${String(status)}).`, {
    hint: 'Report it together with the request id.',
  });
}

const mappers: Readonly<Record<number, Mapper>> = {
  400: (request, { text }) => badRequest(request, errorText(text)),
  401: unauthorized,
  403: forbidden,
  404: notFound,
  408: timedOut,
  409: conflict,
  410: gone,
  413: tooLarge,
  429: rateLimited,
};
