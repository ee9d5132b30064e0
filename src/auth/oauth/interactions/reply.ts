import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorPage } from '../pages/error-page.js';
import type { ErrorPageInput } from '../pages/error-page.js';
import { renderPage } from '../pages/page.js';
import type { Page } from '../pages/page.js';

/** What a step of the login answers: a page, or the next place. */
export type Reply =
  | { readonly kind: 'page'; readonly page: Page }
  | { readonly kind: 'redirect'; readonly url: string; readonly cookie?: string | undefined };

export function sendReply(res: ServerResponse, reply: Reply): void {
  if (reply.kind === 'page') return sendPage(res, reply.page);
  if (reply.cookie !== undefined) res.appendHeader('Set-Cookie', reply.cookie);
  res.writeHead(303, { Location: reply.url, 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin' }).end();
}

export function sendPage(res: ServerResponse, page: Page): void {
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

export function wantsJson({ headers: { accept = '' } }: IncomingMessage): boolean {
  return accept.includes('application/json') && !accept.includes('text/html');
}
