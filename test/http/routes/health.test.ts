import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { openApp } from '../open-app.js';

describe('health', () => {
  it.each(['/health', '/health/', '/mcp-server/health'])('answers at %s without a token', async (path) => {
    const answer = await request(openApp().app).get(path);
    expect([answer.status, answer.body]).toEqual([200, { status: 'ok', version: '1.2.3' }]);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('answers HEAD without a body', async () => {
    const answer = await request(openApp().app).head('/health');
    expect([answer.status, answer.text]).toEqual([200, undefined]);
  });

  it('answers nothing but GET and HEAD', async () => {
    const answer = await request(openApp().app).post('/health');
    expect([answer.status, answer.headers['allow'], answer.body.error]).toEqual([
      405,
      'GET, HEAD',
      'method_not_allowed',
    ]);
  });

  it('needs no parent path', async () => {
    const { app } = openApp({ settings: { mcpPath: '/mcp', basePath: '' } });
    expect((await request(app).get('/health')).status).toBe(200);
    expect((await request(app).get('/mcp-server/health')).status).toBe(404);
  });

  it('tells of the nonces that it is asked with, and of nothing else', async () => {
    const nonces: string[] = [];
    const { app } = openApp({ onProbe: (nonce) => void nonces.push(nonce) });
    await request(app).get('/health?probe=abc');
    await request(app).get('/health');
    await request(app).get('/health?probe=a&probe=b');
    expect(nonces).toEqual(['abc']);
  });
});
