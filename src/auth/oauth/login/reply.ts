import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorPage, type ErrorPageInput } from './pages/closing-pages.js';
import { renderPage, type Page } from './pages/page.js';

/** What a step of the login answers: a page, or the next place. */
export type Reply =
  | { readonly kind: 'page'; readonly page: Page }
  | { readonly kind: 'redirect'; readonly url: string; readonly cookie?: string | undefined };

/** Sends a page, or 303 See Other to the next place, which nobody may store. */
export function sendReply(res: ServerResponse, reply: Reply): void {
  if (reply.kind === 'page') return sendPage(res, reply.page);
  if (reply.cookie !== undefined) res.appendHeader('Set-Cookie', reply.cookie);
  res.writeHead(303, { Location: reply.url, 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin' }).end();
}

function sendPage(res: ServerResponse, page: Page): void {
  const { status, headers, text } = renderPage(page);
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  res.writeHead(status).end(res.req.method === 'HEAD' ? undefined : text);
}

/** A person gets a page; a program that asks for JSON and nothing to show gets what OAuth clients read. */
export function sendFailure(res: ServerResponse, error: string, page: ErrorPageInput): void {
  if (!wantsJson(res.req)) return sendPage(res, errorPage(page));
  res.writeHead(page.status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  res.end(JSON.stringify({ error, error_description: page.message }));
}

/** Whether a request comes from a program: its `Accept` names JSON and no HTML. */
export function wantsJson({ headers: { accept = '' } }: IncomingMessage): boolean {
  return accept.includes('application/json') && !accept.includes('text/html');
}

/** A step of the login cannot go on. The text is for the person in front of the browser. */
export class LoginError extends Error {
  override readonly name = 'LoginError';

  constructor(
    readonly status: number,
    /** Word of RFC 6749. */
    readonly error: string,
    readonly title: string,
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

const startAgain = 'Go back to your application and connect again.';

/** 400 for a login that is not kept any more, or that another browser began. */
export function expired(): LoginError {
  const message =
    'This login is not known any more: it took longer than ten minutes, was already used, or began in another browser.';
  return new LoginError(400, 'invalid_request', 'This login has ended', message, startAgain);
}

/** 403 for a form without our token: the consent may not be the person's own. */
export function forged(): LoginError {
  const message = 'The answer did not come from our own page.';
  return new LoginError(403, 'access_denied', 'This cannot be accepted', message, startAgain);
}

/** 400 for a request that our own pages do not make; `message` says what is wrong with it. */
export function malformed(message: string): LoginError {
  return new LoginError(400, 'invalid_request', 'This request cannot be understood', message, startAgain);
}

/** 503 for a store or an upstream that does not answer; nothing of the cause is told. */
export function unavailable(): LoginError {
  const message = 'The service cannot reach something that it needs for the login.';
  return new LoginError(
    503,
    'temporarily_unavailable',
    'Not available at the moment',
    message,
    'Try again in a minute.',
  );
}
