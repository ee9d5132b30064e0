import { withSourcePlaces } from './source-places.js';

const causesShown = 5;

/**
 * What a log may say about an error. Other properties stay out on purpose: HTTP clients hang whole requests,
 * responses and their headers on their errors.
 */
export function describeError(error: Error): Record<string, unknown> {
  const { code, status, hint, details } = error as Error & Record<string, unknown>;
  // A cause that is no error can be anything: the claims of a person's token, an answer with all of its headers.
  const cause = typeof error.cause === 'object' && !(error.cause instanceof Error) ? undefined : error.cause;
  const parts = { type: error.name, message: error.message, code, status, hint, details, cause };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

/** The stack of an error, followed by those of its causes, with the places of our sources. */
export function stackOf(error: Error): string {
  const stacks: string[] = [];
  for (let at: unknown = error; at instanceof Error && stacks.length < causesShown; at = at.cause) {
    stacks.push(at.stack ?? `${at.name}: ${at.message}`);
  }
  return withSourcePlaces(stacks.join('\nCaused by: '));
}
