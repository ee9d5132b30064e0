/** A step of the login cannot go on. The text is for the person in front of the browser. */
export class InteractionError extends Error {
  override readonly name = 'InteractionError';

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

export function expired(): InteractionError {
  const message =
    'This login is not known any more: it took longer than ten minutes, was already used, or began in another browser.';
  return new InteractionError(400, 'invalid_request', 'This login has ended', message, startAgain);
}

export function forged(): InteractionError {
  const message = 'The answer did not come from our own page.';
  return new InteractionError(403, 'access_denied', 'This cannot be accepted', message, startAgain);
}

export function malformed(message: string): InteractionError {
  return new InteractionError(400, 'invalid_request', 'This request cannot be understood', message, startAgain);
}

export function unavailable(): InteractionError {
  const message = 'The service cannot reach something that it needs for the login.';
  return new InteractionError(
    503,
    'temporarily_unavailable',
    'Not available at the moment',
    message,
    'Try again in a minute.',
  );
}
