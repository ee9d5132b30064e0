import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createAuthenticator, createDevIssuer } from '../../../src/auth/index.js';
import { mcpPath, openApp, ping } from '../open-app.js';

// One key pair for all: making one is the slow part.
const devIssuer = await createDevIssuer({ baseUrl: 'http://localhost:8080' });
const authenticator = await createAuthenticator({ dev: devIssuer, defaultScopes: ['confluence:read'] });
const openDevApp = () => openApp({ devIssuer, authenticator });

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

describe('the dev token', () => {
  it('is let in', async () => {
    const { app, mcp } = openDevApp();
    const token = await request(app).get('/dev/token');
    expect(token.body).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 3600 });
    expect(token.headers['cache-control']).toBe('no-store');
    const post = request(app).post(mcpPath).set('Authorization', `Bearer ${token.body.access_token}`);
    expect((await post.send(ping)).status).toBe(200);
    expect(mcp.calls[0]?.caller.principal.mode).toBe('dev');
  });

  const asked = { subject: 'ann', scope: 'confluence:read confluence:write' };
  it.each([
    [
      'query',
      (app: ReturnType<typeof openApp>['app']) =>
        request(app)
          .get('/dev/token')
          .query({ ...asked, expires_in: 60 }),
    ],
    [
      'query of a POST',
      (app) =>
        request(app)
          .post('/dev/token')
          .query({ ...asked, expires_in: '60' }),
    ],
    [
      'JSON body',
      (app) =>
        request(app)
          .post('/dev/token')
          .send({ ...asked, expires_in: 60 }),
    ],
    [
      'form',
      (app) =>
        request(app)
          .post('/dev/token')
          .type('form')
          .send({ ...asked, expires_in: 60 }),
    ],
  ])('can be asked for by %s', async (_how, ask) => {
    const answer = await ask(openDevApp().app);
    expect(answer.body.expires_in).toBe(60);
    expect(claimsOf(answer.body.access_token as string)).toMatchObject({ sub: 'ann', scope: asked.scope });
  });

  it('lives an hour at most', async () => {
    const answer = await request(openDevApp().app).get('/dev/token?expires_in=999999999');
    expect(answer.body.expires_in).toBe(3600);
  });

  it.each([
    'scope=admin',
    'scope=confluence:read%20root',
    'subject=',
    'subject=%0d%0a',
    'subject=a&subject=b',
    'expires_in=0',
    'expires_in=-5',
    'expires_in=1h',
    'expires_in=1.5',
  ])('is refused for %s', async (query) => {
    const answer = await request(openDevApp().app).get(`/dev/token?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: expect.stringMatching(/^invalid_/), message: expect.any(String) });
    expect(answer.body).not.toHaveProperty('access_token');
  });

  it.each(['{"subject":7}', '{"expires_in":null}', '{'])('is refused for the body %s', async (body) => {
    const post = request(openDevApp().app).post('/dev/token').set('Content-Type', 'application/json');
    expect((await post.send(body)).status).toBe(400);
  });

  it('is refused to pages of other sites and to other methods', async () => {
    const { app } = openDevApp();
    expect((await request(app).get('/dev/token').set('Origin', 'https://evil.example')).status).toBe(403);
    expect((await request(app).put('/dev/token')).headers['allow']).toBe('GET, POST');
  });

  it('is logged by its subject, never by itself', async () => {
    const { app, logged } = openDevApp();
    const { body } = await request(app).get('/dev/token?subject=ann');
    expect(logged).toContainEqual(expect.objectContaining({ event: 'dev_token_issued', subject: 'ann' }));
    expect(JSON.stringify(logged)).not.toContain(body.access_token);
  });
});
