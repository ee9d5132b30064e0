import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { AuthError } from '../../../src/auth/index.js';
import { principalOf } from '../fake-authenticator.js';
import { mcpPath, openApp, ping } from '../open-app.js';

const ask = async (authorization?: string) => {
  const service = openApp();
  const post = request(service.app).post(mcpPath);
  if (authorization !== undefined) post.set('Authorization', authorization);
  return { answer: await post.send(ping), ...service };
};

describe('authentication', () => {
  it('challenges a request without a token, without calling it an error', async () => {
    const { answer, mcp } = await ask();
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer /);
    expect(answer.headers['www-authenticate']).not.toMatch(/error|scope|resource_metadata/);
    expect(answer.body).toEqual({
      error: 'unauthorized',
      message: 'This service needs a bearer token.',
      request_id: answer.headers['x-request-id'],
    });
    expect(mcp.calls).toEqual([]);
  });

  it('challenges a bad token and says what is wrong with it', async () => {
    const { answer, mcp } = await ask('Bearer bad');
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(
      /error="invalid_token", error_description="The token's signature/,
    );
    expect(answer.body).toMatchObject({ error: 'invalid_token' });
    expect(mcp.calls).toEqual([]);
  });

  it("tells the audit log a Google caller's verified e-mail beside the subject, let in or not", async () => {
    const ada = { ...principalOf('1122'), email: 'ada@corp.example' };
    const answers = [Promise.resolve(ada), Promise.reject(new AuthError('not_allowed', { principal: ada }))];
    const authenticate = () => answers.shift() ?? Promise.reject(new AuthError('no_token'));
    const { app, audited } = openApp({ authenticator: { authenticate } });
    for (let n = 0; n < 3; n++) await request(app).post(mcpPath).send(ping);
    expect(audited.map(({ principal, email }) => [principal, email])).toEqual([
      ['static:test:1122', 'ada@corp.example'],
      ['static:test:1122', 'ada@corp.example'],
      [null, undefined],
    ]);
  });

  it('does not challenge an authentic caller who may not enter', async () => {
    const { answer } = await ask('Bearer stranger');
    expect([answer.status, answer.body.error]).toEqual([403, 'access_denied']);
    expect(answer.headers).not.toHaveProperty('www-authenticate');
  });

  it('answers 503 while tokens cannot be checked', async () => {
    const { answer } = await ask('Bearer no-keys');
    expect([answer.status, answer.body.error]).toEqual([503, 'temporarily_unavailable']);
  });

  it('lets nobody in when the check itself breaks', async () => {
    const { answer, mcp, audited } = await ask('Bearer crash');
    expect([answer.status, answer.text.includes('secret inside')]).toEqual([500, false]);
    expect(mcp.calls).toEqual([]);
    expect(audited).toMatchObject([{ outcome: 'rejected', reason: 'internal' }]);
  });

  it.each([
    ['Bearer good-ann', { outcome: 'accepted', mode: 'static', principal: 'static:test:ann', reason: null }],
    ['Bearer bad', { outcome: 'rejected', mode: null, principal: null, reason: 'bad_signature' }],
    [
      'Bearer stranger',
      { outcome: 'rejected', mode: 'static', principal: 'static:test:stranger', reason: 'not_allowed' },
    ],
  ])('audits its decision on %s once', async (authorization, event) => {
    const { answer, audited } = await ask(authorization);
    expect(audited).toEqual([{ ...event, request_id: answer.headers['x-request-id'] }]);
  });

  it('[H13] hands over every value of the headers that may say who calls, and no other', async () => {
    const seen: unknown[] = [];
    const authenticate = (sent: unknown) => {
      seen.push(sent);
      return Promise.resolve({ ...principalOf('ann'), claimedEmail: 'bob@corp.example' });
    };
    const { app, audited } = openApp({ authenticator: { authenticate } });
    await request(app)
      .post(mcpPath)
      .set('X-Serverless-Authorization', 'Bearer one')
      .set('X-Goog-IAP-JWT-Assertion', 'two')
      .set('X-Goog-Authenticated-User-Email', 'accounts.google.com:eve@corp.example')
      .set('X-User-ID', 'eve')
      .set('X-Forwarded-User', 'eve')
      .send(ping);
    expect(seen).toEqual([{ authorization: [], serverlessAuthorization: ['Bearer one'], iapAssertion: ['two'] }]);
    expect(audited).toMatchObject([{ outcome: 'accepted', unverified_email: 'bob@corp.example' }]);
  });
});
