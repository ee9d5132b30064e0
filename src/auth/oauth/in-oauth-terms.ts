import { isAppError } from '../../errors.js';
import type { OidcProviderModule } from './load-oidc-provider.js';

type Errors = OidcProviderModule['errors'];

/**
 * The same object, for the provider's use: when what is behind it cannot be reached, its methods throw the error that
 * the provider answers with 503 in the shape that OAuth clients read. It is no fault of the client.
 */
export function inOauthTerms<T extends object>(target: T, errors: Errors): T {
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
