/** Why the world refuses an operation; each wire words it in its own envelope. */
export type RefusalKind =
  'invalid' | 'unauthorized' | 'forbidden' | 'not-found' | 'conflict' | 'gone' | 'precondition' | 'too-large';

/** A refused operation. `message` is what Confluence itself would say, as far as that is known. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly kind: RefusalKind,
    message: string,
    /** The version that a stale update should have built upon. */
    readonly currentVersion?: number,
  ) {
    super(message);
  }
}

/** A request that the site does not take: 400. */
export const invalid = (message: string) => new Refusal('invalid', message);

/** What is not there, or hidden from the user: 404. */
export const notFound = (message = 'Not Found') => new Refusal('not-found', message);

/** What the user sees and may not do: 403. */
export const forbidden = (message = 'Current user not permitted to use Confluence for this operation') =>
  new Refusal('forbidden', message);
/** Some endpoints answer 404 also to who may see the content but not do this with it. */
export function forbiddenAsMissing<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof Refusal && error.kind === 'forbidden' ? notFound() : error;
  }
}

/** What is there already: 409. */
export const conflict = (message: string) => new Refusal('conflict', message);

/** An update whose version number does not follow the current one. */
export const stale = (what: 'page' | 'comment' | 'property', current: number, provided: number) =>
  new Refusal(
    'conflict',
    `Version must be incremented when updating a ${what}. Current Version: [${current}]. Provided version: [${provided}]`,
    current,
  );
