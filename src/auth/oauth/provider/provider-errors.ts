import type { Configuration } from 'oidc-provider';
import { isAppError } from '../../../errors.js';
import type { OidcProviderModule } from './load-oidc-provider.js';
import { wantsJson } from '../login/reply.js';
import { errorPage } from '../login/pages/closing-pages.js';
import { renderPage } from '../login/pages/page.js';

type Errors = OidcProviderModule['errors'];

/**
 * The same object, for the provider's use: when what is behind it cannot be reached, its methods throw the error that
 * the provider answers with 503 in the shape that OAuth clients read. It is no fault of the client.
 */
export function withOauthErrors<T extends object>(target: T, errors: Errors): T {
  return new Proxy(target, {
    get(inner, name, receiver) {
      const value: unknown = Reflect.get(inner, name, receiver);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => translated(value.apply(inner, given) as Promise<unknown>, errors);
    },
  });
}

async function translated(work: Promise<unknown>, errors: Errors): Promise<unknown> {
  try {
    return await work;
  } catch (cause) {
    if (!isAppError(cause)) throw cause;
    const unavailable = new errors.TemporarilyUnavailable('The service is not available. Try again shortly.', {
      cause,
    });
    unavailable.status = unavailable.statusCode = 503;
    throw unavailable;
  }
}

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
