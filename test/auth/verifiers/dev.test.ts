import { beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { createAuthenticator, createDevIssuer } from '../../../src/auth/index.js';
import type { DevIssuer, DevTokenRequest } from '../../../src/auth/index.js';

const baseUrl = 'http://127.0.0.1:8080';
let issuer: DevIssuer;

beforeAll(async () => {
  issuer = await createDevIssuer({ baseUrl: `${baseUrl}/` });
});

async function principalOf(by: DevIssuer, token: string) {
  const authenticator = await createAuthenticator({ dev: by, defaultScopes: ['confluence:read'] });
  return authenticator.authenticate({ authorization: [`Bearer ${token}`] });
}

describe('a development token', () => {
  it('lets its bearer in as the subject with the scopes that were asked for', async () => {
    const answer = await issuer.sign({ subject: 'ada', scope: 'confluence:write', expiresIn: 60 });
    expect(answer).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 60 });
    expect(await principalOf(issuer, answer.access_token)).toMatchObject({
      id: 'dev:http://127.0.0.1:8080/dev:ada',
      mode: 'dev',
      scopes: new Set(['confluence:read', 'confluence:write']),
    });
  });

  it('is for an hour and the default scopes when nothing is asked for', async () => {
    const answer = await issuer.sign({});
    const claims = decodeJwt(answer.access_token);
    expect(answer.expires_in).toBe(3600);
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(3600);
    expect(claims).toMatchObject({ iss: 'http://127.0.0.1:8080/dev', aud: baseUrl, sub: 'dev-user' });
    expect(await principalOf(issuer, answer.access_token)).toMatchObject({ scopes: new Set(['confluence:read']) });
  });

  it('is worth nothing to the next process, which has another key', async () => {
    const next = await createDevIssuer({ baseUrl });
    const { access_token: token } = await issuer.sign({});
    await expect(principalOf(next, token)).rejects.toMatchObject({ reason: 'bad_signature' });
  });

  it.each<[string, DevTokenRequest, string]>([
    ['more than an hour', { expiresIn: 3601 }, 'expires_in'],
    ['no time', { expiresIn: 0 }, 'expires_in'],
    ['a fraction of a second', { expiresIn: 0.5 }, 'expires_in'],
    ['a time that is no number', { expiresIn: NaN }, 'expires_in'],
    ['an unknown scope', { scope: 'confluence:read admin' }, 'scope'],
    ['an empty subject', { subject: '' }, 'subject'],
    ['a subject with a line break', { subject: 'a\r\nb' }, 'subject'],
  ])('is refused for %s', async (_, request, field) => {
    await expect(issuer.sign(request)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(new RegExp(`^${field} `)),
    });
  });
});
