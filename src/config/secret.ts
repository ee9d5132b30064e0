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
