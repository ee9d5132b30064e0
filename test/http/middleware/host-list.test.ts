import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { openApp } from '../open-app.js';
import { rawExchange } from '../raw-exchange.js';

const allowedHosts = ['localhost', '127.0.0.1', '[::1]', 'mcp.example.com', '*.run.app'];
const statusFor = async (host: string, path = '/mcp-server/mcp') => {
  const { app } = openApp({ settings: { allowedHosts } });
  return (await request(app).get(path).set('Host', host)).status;
};

describe('the list of hosts', () => {
  it.each(['localhost', 'LOCALHOST:8080', '127.0.0.1:1', '[::1]:8080', '[::1]', 'mcp.example.com', 'a-1.b.run.app'])(
    'lets %s in',
    async (host) => expect(await statusFor(host)).toBe(401),
  );

  it.each([
    'evil:8080',
    'evil.example',
    'localhost.evil.example',
    'run.app',
    '.run.app',
    'evilrun.app',
    'evil@localhost',
    'localhost@evil',
    'localhost:8080:9',
    'localhost:port',
    'localhost/x',
    'localhost evil',
    '[::1',
  ])('keeps %s out', async (host) => expect(await statusFor(host)).toBe(403));

  it('keeps out a request of HTTP/1.0 that names no host', async () => {
    const { app } = openApp({ settings: { allowedHosts } });
    expect(await rawExchange(app, 'GET /mcp-server/mcp HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('holds for paths that do not exist and for those that need no token', async () => {
    expect(await statusFor('evil', '/nowhere')).toBe(403);
    expect(await statusFor('evil', '/dev/token')).toBe(403);
  });

  it.each(['/health', '/mcp-server/health', '/ready'])('does not hold for the probe %s', async (path) => {
    expect(await statusFor('10.0.0.7:8080', path)).toBe(200);
  });

  it('may be open to any name', async () => {
    const answer = await request(openApp().app).get('/mcp-server/mcp').set('Host', 'whatever.example');
    expect(answer.status).toBe(401);
  });
});
