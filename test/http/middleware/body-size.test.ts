import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { mcpPath, openApp, settings } from '../open-app.js';
import { rawExchange } from '../raw-exchange.js';

const { maxBodyBytes } = settings;
const jsonOf = (bytes: number) => `{"text":"${'x'.repeat(bytes - '{"text":""}'.length)}"}`;
const head = `POST ${mcpPath} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good-ann\r\nContent-Type: application/json`;
const post = (app: ReturnType<typeof openApp>['app']) =>
  request(app).post(mcpPath).set({ Authorization: 'Bearer good-ann', 'Content-Type': 'application/json' });

describe('the body limit', () => {
  it('lets a body of exactly the limit in', async () => {
    expect((await post(openApp().app).send(jsonOf(maxBodyBytes))).status).toBe(200);
  });

  it('refuses one byte more with 413', async () => {
    const { app, mcp } = openApp();
    const answer = await post(app).send(jsonOf(maxBodyBytes + 1));
    expect(answer.status).toBe(413);
    expect(answer.body).toMatchObject({ error: 'payload_too_large', message: expect.stringContaining('10000 bytes') });
    expect(mcp.calls).toEqual([]);
  });

  it('refuses by the declared length alone, before anybody looks at the token', async () => {
    const { app, authenticator } = openApp();
    const answer = await rawExchange(app, `${head}\r\nContent-Length: 99999\r\nConnection: close\r\n\r\n{`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(authenticator.seen).toEqual([]);
  });

  it('counts a chunked body, which declares nothing', async () => {
    const { app, mcp } = openApp();
    const text = jsonOf(maxBodyBytes + 1);
    const chunks = [text.slice(0, 5000), text.slice(5000)].map((part) => `${part.length.toString(16)}\r\n${part}\r\n`);
    const bytes = `${head}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunks.join('')}0\r\n\r\n`;
    expect(await rawExchange(app, bytes)).toMatch(/^HTTP\/1\.1 413 [\s\S]*"payload_too_large"/);
    expect(mcp.calls).toEqual([]);
  });

  it('counts what a compressed body grows to', async () => {
    const { app, mcp } = openApp({ settings: { maxBodyBytes: 50_000 } });
    const bomb = gzipSync(jsonOf(20_000_000));
    expect(bomb.length).toBeLessThan(50_000);
    const answer = await post(app)
      .set('Content-Encoding', 'gzip')
      .serialize((body) => body as string)
      .send(bomb);
    expect(answer.status).toBe(413);
    expect(mcp.calls).toEqual([]);
  });
});
