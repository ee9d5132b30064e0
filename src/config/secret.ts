import { inspect } from 'node:util';

const shown = '[secret]';

/**
 * A value that must not show when the thing that holds it is printed, logged or turned into JSON. Whoever really
 * needs it calls `reveal()`, which is easy to find in a review.
 */
export class Secret<T = string> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  [inspect.custom](): string {
    return shown;
  }
}

/** The value of an Authorization header of HTTP Basic, without the word before it. */
export function basicCredentials(user: string, password: string): string {
  return Buffer.from(`${user}:${password}`).toString('base64');
}

/** What a URL hides, in each form in which it travels: without a password it is an address that logs may show. */
export function urlSecrets(url: Secret): readonly string[] {
  const { username, password } = new URL(url.reveal());
  if (password === '') return [];
  return [password, decodePart(password), basicCredentials(decodePart(username), decodePart(password))];
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
