/** Why the world refuses an operation; each wire words it in its own envelope. */
export type RefusalKind = 'invalid' | 'unauthorized' | 'forbidden' | 'not-found' | 'conflict' | 'gone' | 'too-large';

/** A refused operation. `message` is what Confluence itself would say, as far as that is known. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly kind: RefusalKind,
    message: string,
  ) {
    super(message);
  }
}

export const invalid = (message: string) => new Refusal('invalid', message);
export const notFound = (message = 'Not Found') => new Refusal('not-found', message);
export const forbidden = (message = 'Current user not permitted to use Confluence for this operation') =>
  new Refusal('forbidden', message);
export const conflict = (message: string) => new Refusal('conflict', message);
