import type { Configuration } from 'oidc-provider';
import { wantsJson } from './interactions/reply.js';
import { errorPage } from './pages/error-page.js';
import { renderPage } from './pages/page.js';

/** The provider's errors that no client can be told, because it is unknown where that one is. */
export function describeErrors(): { renderError: NonNullable<Configuration['renderError']> } {
  return {
    renderError(ctx, { error, error_description }) {
      if (wantsJson(ctx.req)) {
        ctx.body = { error, error_description };
        return;
      }
      const { status, headers, text } = renderPage(
        errorPage({
          status: ctx.status,
          title: ctx.status >= 500 ? 'Not available at the moment' : 'This login cannot begin',
          message: `${sentence(error_description ?? 'The request cannot be served')} (${error})`,
          hint: 'Go back to your application and connect again.',
        }),
      );
      ctx.status = status;
      ctx.set({ ...headers });
      ctx.body = text;
    },
  };
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
