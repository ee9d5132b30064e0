import { html } from './html.js';
import type { Page } from './page.js';

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
