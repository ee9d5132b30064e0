import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { mcpPath, openApp, ping } from '../open-app.js';

const origin = 'https://app.example.com';
const service = () => openApp({ settings: { allowedOrigins: [origin] } });
const preflight = (from: string) =>
  request(service().app)
    .options(mcpPath)
    .set({ Origin: from, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'authorization' });

describe('CORS', () => {
  it('answers the preflight of a listed origin without a token', async () => {
    const answer = await preflight(origin);
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': origin, vary: 'Origin' });
    const allowed = answer.headers['access-control-allow-headers']?.toLowerCase().split(',');
    for (const name of ['authorization', 'content-type', 'mcp-protocol-version', 'mcp-session-id', 'mcp-method'])
      expect(allowed).toContain(name);
  });

  it('refuses the preflight of any other origin', async () => {
    const answer = await preflight('https://evil.example');
    expect(answer.status).toBe(403);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('treats OPTIONS without an origin like any method: no token, no answer', async () => {
    expect((await request(service().app).options(mcpPath)).status).toBe(401);
  });

  it.each([
    ['Bearer good-ann', 200],
    ['Bearer bad', 401],
  ])('lets the page read the answer to %s', async (authorization, status) => {
    const post = request(service().app).post(mcpPath).set({ Origin: origin, Authorization: authorization });
    const answer = await post.send(ping);
    expect(answer.status).toBe(status);
    expect(answer.headers['access-control-allow-origin']).toBe(origin);
    expect(answer.headers['access-control-expose-headers']).toMatch(/WWW-Authenticate,Mcp-Session-Id,X-Request-Id/);
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
  });
});
