import { html } from './html.js';
import type { Page } from './page.js';

/** What the person is told; texts are plain, and are escaped here. */
export interface ErrorPageInput {
  readonly status: number;
  readonly title: string;
  readonly message: string;
  /** What the person can do next. */
  readonly hint?: string | undefined;
  /** Takes the person, and the answer, back to the client. */
  readonly returnTo?: string | undefined;
}

const returnAfterS = 10;

/** A page that ends a login. With `returnTo` it goes back to the client by itself after ten seconds. */
export function errorPage({ status, title, message, hint, returnTo }: ErrorPageInput): Page {
  return {
    status,
    title,
    body: html`<p role="alert">${message}</p>
      ${hint === undefined ? html`` : html`<p>${hint}</p>`}
      ${returnTo === undefined ? html`` : html`<p class="deeds"><a class="button" href="${returnTo}">Return to the application</a></p>`}`,
    next: returnTo === undefined ? undefined : { url: returnTo, afterS: returnAfterS },
  };
}

/** The end of a login whose client is an application with a scheme of its own: the browser has nothing more to show. */
export function signedInPage(returnTo: string): Page {
  return {
    status: 200,
    title: 'You are logged in',
    body: html`<p role="status">The application opens by itself. You can then close this page.</p>
      <p class="deeds"><a class="button" href="${returnTo}">Open the application</a></p>`,
    next: { url: returnTo, afterS: 0 },
  };
}
