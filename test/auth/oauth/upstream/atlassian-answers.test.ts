import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UpstreamLoginError } from '../../../../src/auth/oauth/upstream/upstream.js';
import { isAppError } from '../../../../src/errors.js';
import { seedPeople, startSandbox, type CloudSandbox } from '../../../../src/sandbox/index.js';
import { atlassianAt, logIn } from './atlassian-login.js';

let sandbox: CloudSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

type Change = (answer: Record<string, unknown>) => unknown;

/** A fetch whose answers at one path are changed, each item of a list alike. */
function changing(path: RegExp, change: Change): typeof fetch {
  return async (input, init) => {
    const answer = await fetch(input, init);
    if (!path.test(new URL(answer.url).pathname)) return answer;
    const body = (await answer.json()) as Record<string, unknown> | Record<string, unknown>[];
    return Response.json(Array.isArray(body) ? body.map(change) : change(body), { status: answer.status });
  };
}

const without =
  (key: string): Change =>
  ({ [key]: _gone, ...rest }) =>
    rest;
const withNull =
  (key: string): Change =>
  (answer) => ({ ...answer, [key]: null });

const keysOf: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\/me$/, ['account_id', 'name', 'email', 'email_verified', 'picture', 'account_type', 'nickname']],
  [/\/oauth\/token$/, ['access_token', 'refresh_token', 'expires_in', 'scope', 'token_type']],
  [/accessible-resources$/, ['id', 'url', 'name', 'scopes', 'avatarUrl']],
];
const cases = keysOf.flatMap(([path, keys]) =>
  keys.flatMap((key) => [
    { title: `${key} is left out at ${path.source}`, path, change: without(key) },
    { title: `${key} is null at ${path.source}`, path, change: withNull(key) },
  ]),
);

describe('a login whose answers lack something', () => {
  it.each(cases)('works, or says what is wrong, when $title', async ({ path, change }) => {
    const upstream = atlassianAt(sandbox, { fetch: changing(path, change) });
    const outcome = await logIn(sandbox, seedPeople.amina, upstream).catch((error: unknown) => error);
    if (!(outcome instanceof Error)) return expect(outcome).toMatchObject({ subject: seedPeople.amina });
    expect(isAppError(outcome) || outcome instanceof UpstreamLoginError).toBe(true);
    expect(outcome.message).not.toMatch(/ReadableStream|locked|undefined/);
  });

  // Atlassian's documentation has no email_verified; nobody could log in where it was not sent.
  it.each([
    ['email_verified', { subject: seedPeople.amina, name: 'Amina Diallo' }],
    ['email', { subject: seedPeople.amina }],
    ['name', { subject: seedPeople.amina }],
  ])('needs no %s', async (key, identity) => {
    for (const change of [without(key), withNull(key)]) {
      const upstream = atlassianAt(sandbox, { fetch: changing(/\/me$/, change) });
      await expect(logIn(sandbox, seedPeople.amina, upstream)).resolves.toMatchObject(identity);
    }
  });

  it.each(['<html>', '', '[', 'null', '"text"', '{"account_id":7}'])(
    'says that Atlassian did not tell who logged in, when it answers %j',
    async (body) => {
      const strange: typeof fetch = async (input, init) => {
        const answer = await fetch(input, init);
        return new URL(answer.url).pathname.endsWith('/me') ? new Response(body) : answer;
      };
      await expect(logIn(sandbox, seedPeople.amina, atlassianAt(sandbox, { fetch: strange }))).rejects.toMatchObject({
        code: 'UPSTREAM_UNAVAILABLE',
        message: 'Atlassian did not tell who logged in (status 200).',
      });
    },
  );
});
