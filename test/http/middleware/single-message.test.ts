import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { mcpPath, openApp } from '../open-app.js';
import { rawExchange } from '../raw-exchange.js';

describe('a request', () => {
  it.each([0, 1, 2, 1000])('is refused with a batch of %d messages', async (count) => {
    const { app, mcp } = openApp({ settings: { maxBodyBytes: 1_000_000 } });
    const batch = Array.from({ length: count }, (_, id) => ({ jsonrpc: '2.0', id, method: 'ping' }));
    const answer = await request(app).post(mcpPath).set('Authorization', 'Bearer good-ann').send(batch);
    expect([answer.status, answer.body.error, mcp.calls]).toEqual([400, 'invalid_request', []]);
    expect(answer.body.message).toContain('one JSON-RPC message');
  });

  it('is refused without any message', async () => {
    const { app, mcp } = openApp();
    const head = `POST ${mcpPath} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good-ann\r\nConnection: close`;
    const answer = await rawExchange(app, `${head}\r\nContent-Type: application/json\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*The request has no body/);
    expect(mcp.calls).toEqual([]);
  });
});
