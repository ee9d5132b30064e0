import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInThisContext } from 'node:vm';
import express from 'express';
import { describe, expect, it } from '@jest/globals';
import { startServer } from '../../src/http/index.js';
import { createMemoryLog } from './memory-log.js';
import { mcpPath, openApp } from './open-app.js';
import { connectTo, listen, readAll } from './raw-exchange.js';

const log = createMemoryLog();
const start = (host: string, port: number) => startServer({ app: openApp().app, host, port, log });
const impatient = { headersTimeout: 150, requestTimeout: 150, connectionsCheckingInterval: 20 };

describe('startServer', () => {
  it('answers at the address that it tells', async () => {
    const server = await start('127.0.0.1', 0);
    const { host, port } = server.address;
    expect((await fetch(`http://${host}:${port}/health`)).status).toBe(200);
    await server.close();
    await expect(fetch(`http://${host}:${port}/health`)).rejects.toThrow();
  });

  it('names the address when something else listens there', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(start('127.0.0.1', port)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: `Cannot listen: 127.0.0.1:${port} is already in use.`,
      hint: expect.stringContaining('PORT'),
    });
    await new Promise((resolve) => other.close(resolve));
  });

  it.each([
    ['192.0.2.1', /^Cannot listen: 192\.0\.2\.1:0 is not an address of this machine\.$/],
    ['no-such-name.invalid', /^Cannot listen: no-such-name\.invalid:0 (is not a name|failed)/],
  ])('names a host that is not here: %s', async (host, message) => {
    await expect(start(host, 0)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(message),
    });
  });

  it('[H16] gives slow clients 15 s for a head and 60 s for a request, and keeps connections longer than Google does', async () => {
    const seen: Server[] = [];
    const look = (message: unknown) => void seen.push((message as { server: Server }).server);
    const server = await start('127.0.0.1', 0);
    subscribe('http.server.request.start', look);
    await fetch(`http://127.0.0.1:${server.address.port}/health`);
    unsubscribe('http.server.request.start', look);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ headersTimeout: 15_000, requestTimeout: 60_000, keepAliveTimeout: 620_000 });
    await server.close();
  });

  it('cuts a connection that never finishes its headers', async () => {
    const server = await listen(openApp().app, impatient);
    const socket = await connectTo(server);
    socket.write(`POST ${mcpPath} HTTP/1.1\r\nHost: x\r\nX-`);
    const drip = setInterval(() => socket.write('a'), 30);
    expect(await readAll(socket)).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(drip);
    await server.close();
  });

  it('cuts a connection that never says anything', async () => {
    const server = await listen(openApp().app, impatient);
    await readAll(await connectTo(server));
    await server.close();
  });

  it('cuts a body that only drips', async () => {
    const { app, mcp } = openApp();
    const server = await listen(app, impatient);
    const socket = await connectTo(server);
    const head = `POST ${mcpPath} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good-ann\r\nContent-Length: 9000`;
    socket.write(`${head}\r\nContent-Type: application/json\r\n\r\n{`);
    const drip = setInterval(() => socket.write(' '), 30);
    expect(await readAll(socket)).not.toMatch(/ 200 /);
    clearInterval(drip);
    expect(mcp.calls).toEqual([]);
    await server.close();
  });

  it('serves requests that V8 knows as objects of one shape', async () => {
    setFlagsFromString('--allow-natives-syntax');
    const haveOneShape = runInThisContext('(a, b) => %HaveSameMap(a, b)') as (a: unknown, b: unknown) => boolean;
    const met: (readonly [unknown, unknown])[] = [];
    const app = express().use((req, res) => {
      met.push([req, res]);
      res.json({});
    });
    const server = await listen(app);
    const { host, port } = server.address;
    for (let n = 0; n < 20; n += 1) await (await fetch(`http://${host}:${port}/`)).text();
    expect(met).toHaveLength(20);
    expect([0, 1].map((side) => haveOneShape(met[18]?.[side], met[19]?.[side]))).toEqual([true, true]);
    await server.close();
  });

  it('keeps a connection for the next request', async () => {
    const server = await listen(openApp().app);
    const socket = await connectTo(server);
    const health = 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n';
    const answered = readAll(socket);
    socket.write(health);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.write(health.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
    const answers = await answered;
    expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    expect(answers).toContain('Keep-Alive: timeout=620');
    await server.close();
  });
});
