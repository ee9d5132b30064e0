import { describe, expect, it } from '@jest/globals';
import { retryingFetch } from '../../src/client/retrying-fetch.js';

type Step = number | string | [number, string];

/** A fetch that answers with these in turn: a status, a Retry-After, or the code of a failed connection. */
function answering(...script: Step[]) {
  let calls = 0;
  const fetch = retryingFetch(
    () => {
      const next = script[calls++];
      if (typeof next === 'string')
        return Promise.reject(Object.assign(new TypeError('failed'), { cause: { code: next } }));
      const [status, after] = Array.isArray(next) ? next : [next, undefined];
      return Promise.resolve(
        new Response('x', { status: status ?? 500, headers: after ? { 'retry-after': after } : {} }),
      );
    },
    { pauseMs: 1 },
  );
  const outcome = fetch('http://x', { method: 'POST' }).then(
    ({ status }) => status,
    (error: Error) => (error.cause as { code: string }).code,
  );
  return outcome.then((end) => [end, calls]);
}

describe('what was certainly not carried out is tried again', () => {
  it.each([
    ['no connection', ['ECONNREFUSED', 'ECONNREFUSED', 200], [200, 3]],
    ['too many requests', [429, 200], [200, 2]],
    ['not yet there, with a time to wait', [[503, '0'], 200], [200, 2]],
    ['three times at most', [503, 503, 503, 200], [503, 3]],
  ])('%s', async (_, script, expected) => {
    expect(await answering(...(script as Step[]))).toEqual(expected);
  });

  it.each([
    ['a connection that broke: a write may have arrived', ['ECONNRESET', 200], ['ECONNRESET', 1]],
    ['an error of the server', [500, 200], [500, 1]],
    ['a refusal', [403, 200], [403, 1]],
    ['a wait that is too long', [[429, '3600'], 200], [429, 1]],
  ])('but not %s', async (_, script, expected) => {
    expect(await answering(...(script as Step[]))).toEqual(expected);
  });
});
