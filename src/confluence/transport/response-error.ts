import { AppError, notFound } from '../../errors.js';
import { errorText } from './error-text.js';
import { mayHaveHappened } from './failure.js';
import { retryAfterMs } from './retry.js';
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
    hint: 'The operator has to check the user name and API token (a scoped one needs the cloud id as well), or the personal access token.',
  });
};

function lacksScope({ scopes: [scope = 'unknown'] = [] }: WireRequest<unknown>): AppError {
  return new AppError('FORBIDDEN', `The Confluence token lacks a scope that this operation needs: ${scope}.`, {
    hint: 'The operator has to use a token with that scope.',
    details: { scope },
  });
}

const forbidden: Mapper = (request, { text, headers }) => {
  if (/scope does not match/i.test(errorText(text))) return lacksScope(request);
  if (isHtml(headers['content-type'], text)) return keptOut();
  return new AppError('FORBIDDEN', `${request.subject}: the Confluence account may not do this.`, {
    hint: 'Ask for the permission in Confluence, or use content where the account has it.',
  });
};

/** The API refuses in JSON; a page to look at comes from what stands before it, which is an IP allow list as a rule. */
function keptOut(): AppError {
  return new AppError(
    'FORBIDDEN',
    'Confluence blocks the IP address of this service, usually because of an IP allow list.',
    {
      hint: 'An administrator of the site has to add the address of this service to the allow list.',
      details: { reason: 'IP_ALLOW_LIST' },
    },
  );
}

function isHtml(contentType = '', text = ''): boolean {
  return contentType.includes('text/html') && /^\s{0,100}</.test(text);
}

const methodNotAllowed: Mapper = ({ subject }, { text }) => {
  if (!/read[-_ ]?only/i.test(errorText(text))) {
    return new AppError('NOT_SUPPORTED', `${subject}: this Confluence does not offer the operation.`, {
      hint: 'Do it in the browser, or another way.',
    });
  }
  return new AppError('FORBIDDEN', 'This Confluence site is read-only at the moment (READ_ONLY).', {
    hint: 'Reading works; try the change again after the maintenance.',
    details: { reason: 'READ_ONLY' },
  });
};

const unsupportedMediaType: Mapper = ({ subject }) =>
  new AppError('NOT_SUPPORTED', `${subject}: this Confluence does not accept the operation in this form (415).`, {
    hint: 'Check that nothing between this service and Confluence changes requests; do it in the browser meanwhile.',
  });

/** Only comments on a phrase have a precondition: that the phrase is where they say. */
const preconditionFailed: Mapper = ({ subject, badRequestHint }) =>
  new AppError('INVALID_INPUT', `${subject}: the page is not in the state that the request expects.`, {
    hint: badRequestHint ?? 'Read it again.',
  });

const missing: Mapper = ({ subject }) => notFound(subject);

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

/** Of what stands before Confluence as a rule: queries travel in the address. */
const addressTooLong: Mapper = ({ subject }) =>
  new AppError('INVALID_INPUT', `${subject}: the request is too long for Confluence or a proxy in front of it.`, {
    hint: 'Ask for less at once: a shorter query, fewer names in a filter.',
  });

const rateLimited: Mapper = (_request, { headers }) => {
  const seconds = Math.ceil((retryAfterMs(headers) ?? 0) / 1000);
  return new AppError('RATE_LIMITED', 'Confluence has limited the rate of requests.', {
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
  404: missing,
  408: timedOut,
  405: methodNotAllowed,
  409: conflict,
  410: gone,
  412: preconditionFailed,
  413: tooLarge,
  415: unsupportedMediaType,
  414: addressTooLong,
  422: (request, { text }) => badRequest(request, errorText(text)),
  429: rateLimited,
  431: addressTooLong,
};

/** A 400 in our own words, from what its text is recognised as. */
function badRequest(request: WireRequest<unknown>, said: string): AppError {
  if (/error parsing xhtml/i.test(said)) return unparsable(said);
  const refusedBody = bodyRefusals.find(({ said: known }) => known.test(said));
  if (refusedBody !== undefined) return bodyRefused(request, refusedBody);
  if (isTitleTaken(said)) return titleTaken(request);
  if (/could not parse cql|cql was parsed but/i.test(said)) return badCql(said);
  if (/version must be incremented/i.test(said)) return versionConflict(request, said);
  return new AppError('INVALID_INPUT', `${request.subject}: Confluence did not accept the request.`, {
    hint: request.badRequestHint ?? 'Check the arguments.',
  });
}

function isTitleTaken(said: string): boolean {
  return /already exists/i.test(said) && /title/i.test(said);
}

function titleTaken({ title, subject }: WireRequest<unknown>): AppError {
  const named = title === undefined ? 'this title' : `the title ${JSON.stringify(title)}`;
  return new AppError('INVALID_INPUT', `${subject}: the space already has a page with ${named}.`, {
    hint: 'Choose another title, or find the existing page by its title and update it.',
    details: { field: 'title' },
  });
}

function unparsable(said: string): AppError {
  const [, row, column] = /\[\s*(\d{1,9})\s*,\s*(\d{1,9})\s*\]/.exec(said) ?? [];
  const known = row !== undefined && column !== undefined;
  const place = known ? ` (row ${row}, column ${column})` : '';
  return new AppError('UNCONVERTIBLE', `Confluence could not parse the content as storage format${place}.`, {
    hint: 'Close every tag, quote every attribute, and write & as &amp;.',
    details: known ? { row: Number(row), column: Number(column) } : {},
  });
}

/** Why Confluence does not take a body that is well-formed, in its words and in ours. */
const bodyRefusals: readonly { said: RegExp; reason: string; hint: string }[] = [
  {
    said: /cannot be converted to (?:the )?new editor|fabric editor|converting .{0,40}\badf\b/i,
    reason: 'it contains something that the new editor does not support',
    hint: 'Leave out what only the old editor supports, such as nested tables, or change smaller parts to find the cause.',
  },
  {
    said: /(?:unknown|unsupported|invalid|not allowed).{0,40}\b(?:macro|extension)\b|\b(?:macro|extension)\b.{0,80}(?:not (?:be )?(?:found|allowed|supported|permitted))/i,
    reason: 'the site does not allow one of its macros',
    hint: 'Leave the macro out, or ask an administrator whether it is installed.',
  },
  {
    said: /(?:content|body|page).{0,40}(?:too (?:large|big|long)|exceeds|larger than)/i,
    reason: 'it is too large for the site',
    hint: 'Split the page: Confluence takes about 5 MB.',
  },
];

function bodyRefused({ subject }: WireRequest<unknown>, { reason, hint }: { reason: string; hint: string }): AppError {
  return new AppError('UNCONVERTIBLE', `${subject}: Confluence does not accept this body: ${reason}.`, { hint });
}

/** What Confluence says of a query can hold page text and class names; a field's name is a plain word. */
function badCql(said: string): AppError {
  const field = /(?:no field exists with name|unknown field|field does not exist)\W{1,4}([A-Za-z][\w.-]{0,60})/i.exec(
    said,
  )?.[1];
  const known = { field: 'query', ...(field !== undefined && { unknown_field: field }) };
  const what = field === undefined ? '' : ` It does not know the field ${JSON.stringify(field)}.`;
  return new AppError('INVALID_INPUT', `Confluence could not run the CQL query.${what}`, {
    hint: 'Check field names and operators, and put values in double quotes, e.g. space = "DEV" AND text ~ "plan".',
    details: known,
  });
}

/** A stale write; `details.current_version` when Confluence says which version is there (v1 and v2 word it differently). */
function versionConflict({ subject }: WireRequest<unknown>, said: string): AppError {
  const current = /current version(?: is)?:?\s*\[?(\d{1,9})/i.exec(said)?.[1];
  return new AppError('VERSION_CONFLICT', `${subject} has been changed in the meantime.`, {
    hint: 'Read it again, apply the change to the current content, and send the version that you read.',
    details: current === undefined ? {} : { current_version: Number(current) },
  });
}
