import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { mcpPath, openApp, ping } from '../open-app.js';
import { connectTo, listen } from '../raw-exchange.js';

describe('the access log', () => {
  it('has one line a request: method, route, status and duration', async () => {
    const { app, logged } = openApp();
    await request(app).post(`${mcpPath}/`).set('Authorization', 'Bearer good-ann').send(ping);
    expect(logged).toEqual([
      {
        level: 'info',
        message: 'Request answered.',
        event: 'http_request',
        request_id: expect.any(String),
        method: 'POST',
        route: mcpPath,
        status: 200,
        duration_ms: expect.any(Number),
      },
    ]);
  });

  it('says a refusal by its status', async () => {
    const { app, logged } = openApp();
    await request(app).post(mcpPath).send(ping);
    expect(logged).toMatchObject([{ route: mcpPath, status: 401 }]);
  });

  it.each([`${mcpPath}?access_token=s3cret`, '/s3cret', '/s3cret?x=s3cret'])('never holds the URL %s', async (url) => {
    const { app, logged } = openApp();
    const headers = { Authorization: 'Bearer s3cret', Cookie: 's3cret', 'User-Agent': 's3cret', Referer: 's3cret' };
    await request(app).post(url).set(headers).send({ s3cret: 's3cret' });
    expect(logged).toHaveLength(1);
    expect(JSON.stringify(logged)).not.toContain('s3cret');
  });

  it.each(['/health', '/mcp-server/health', '/ready'])('keeps the probe %s at debug', async (path) => {
    const { app, logged } = openApp();
    await request(app).get(path);
    expect(logged).toMatchObject([{ level: 'debug', route: path, status: 200 }]);
  });

  it('marks an answer that its client did not wait for', async () => {
    const { app, mcp, logged } = openApp();
    let closed: Promise<unknown> | undefined;
    const reached = new Promise<void>((resolve) => {
      mcp.answer = (_req, res) => {
        closed = once(res, 'close');
        resolve();
        return Promise.resolve();
      };
    });
    const server = await listen(app);
    const socket = await connectTo(server);
    const body = JSON.stringify(ping);
    const head = `POST ${mcpPath} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good-ann\r\nContent-Type: application/json`;
    socket.write(`${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    await reached;
    socket.destroy();
    await closed;
    await server.close();
    expect(logged).toMatchObject([{ route: mcpPath, aborted: true }]);
  });
});
