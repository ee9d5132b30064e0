import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { HttpSettings } from '../../../src/http/index.js';
import { mcpPath, openApp } from '../open-app.js';

const issuer = { sign: () => Promise.resolve({ access_token: 't', token_type: 'Bearer' as const, expires_in: 1 }) };
const statusFor = async (origin: string, path = mcpPath, settings: Partial<HttpSettings> = {}) => {
  const { app } = openApp({
    devIssuer: issuer,
    authorizationServer: 'https://login.example.com',
    settings: { allowedOrigins: ['https://app.example.com', 'http://localhost:3000'], ...settings },
  });
  return (await request(app).get(path).set('Origin', origin)).status;
};

describe('the list of origins', () => {
  it.each(['https://app.example.com', 'http://localhost:3000', 'https://mcp.example.com'])(
    'lets %s in',
    async (origin) => expect(await statusFor(origin)).toBe(401),
  );

  it.each([
    'https://evil.example',
    'null',
    '',
    'http://localhost.evil.com',
    'http://localhost:3001',
    'http://app.example.com',
    'https://app.example.com.evil.com',
    'https://app.example.com/',
    'https://app.example.com, https://evil.example',
  ])('keeps %j out', async (origin) => expect(await statusFor(origin)).toBe(403));

  it('asks nothing of a request without an origin', async () => {
    expect((await request(openApp().app).get(mcpPath)).status).toBe(401);
  });

  it.each([mcpPath, `${mcpPath}/`, '/mcp-server/sse', '/mcp-server/messages', '/dev/token'])(
    'guards %s',
    async (path) => {
      expect(await statusFor('https://evil.example', path)).toBe(403);
    },
  );

  it.each(['/health', '/.well-known/oauth-protected-resource'])('does not guard %s', async (path) => {
    expect(await statusFor('https://evil.example', path)).toBe(200);
  });

  it.each(['http://localhost:6274', 'https://localhost', 'http://127.0.0.1:1', 'http://[::1]:9'])(
    'takes the loopback origin %s where that is allowed',
    async (origin) => {
      expect(await statusFor(origin, mcpPath, { allowLoopbackOrigins: true })).toBe(401);
      expect(await statusFor(origin)).toBe(403);
    },
  );

  it.each(['http://localhost.evil.com', 'http://localhost:1@evil.com', 'http://127.0.0.1.evil.com'])(
    'does not take %s for loopback',
    async (origin) => expect(await statusFor(origin, mcpPath, { allowLoopbackOrigins: true })).toBe(403),
  );
});
