import { AppError } from '../errors.js';

/** The store could not be asked, or did not answer in time. */
export function stateUnavailable(cause?: unknown): AppError {
  return new AppError('UPSTREAM_UNAVAILABLE', 'The store of sessions and tokens cannot be reached.', {
    hint: 'Try again in a few seconds.',
    cause,
  });
}
