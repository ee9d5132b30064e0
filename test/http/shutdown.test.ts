import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { startServer } from '../../src/http/index.js';
import { reply } from './fake-mcp.js';
import { createMemoryLog } from './memory-log.js';
import { mcpPath, openApp, ping } from './open-app.js';
import { connectTo, readAll } from './raw-exchange.js';

const body = JSON.stringify(ping);
const call =
  `POST ${mcpPath} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good-ann\r\nContent-Type: application/json\r\n` +
  `Content-Length: ${body.length}\r\n\r\n${body}`;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A server whose MCP calls wait: `next` settles with the answer object of the next one. */
async function startSlowServer(options: { drainTimeout?: number; onDrain?: () => void } = {}) {
  const { app, mcp } = openApp();
  const log = createMemoryLog();
  const next = new Promise<ServerResponse>((resolve) => {
    mcp.answer = (_req, res) => Promise.resolve(resolve(res));
  });
  const { onDrain, ...timeouts } = options;
  const server = await startServer({ app, host: '127.0.0.1', port: 0, log, onDrain, timeouts });
  return { server, next, log };
}

afterEach(() => void jest.useRealTimers());

describe('the graceful stop', () => {
  it('lets a call in flight finish and then says that the connection is over', async () => {
    const { server, next } = await startSlowServer();
    const socket = await connectTo(server);
    const answer = readAll(socket);
    socket.write(call);
    const res = await next;
    const closed = server.close();
    await expect(connectTo(server)).rejects.toThrow(/ECONNREFUSED/);
    await reply(res, { done: true });
    expect(await answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*Connection: close[\s\S]*\{"done":true\}/);
    await closed;
  });

  it('closes a connection whose answer had begun before the stop', async () => {
    const { server, next } = await startSlowServer();
    const socket = await connectTo(server);
    const answer = readAll(socket);
    socket.write(call);
    const res = await next;
    res.writeHead(200).write('first ');
    const closed = server.close();
    res.end('last');
    expect(await answer).toMatch(/first [\s\S]*last/);
    await closed;
  });

  it('answers a request that still arrives on a busy connection, and ends the connection with it', async () => {
    const { server, next } = await startSlowServer();
    const socket = await connectTo(server);
    const answers = readAll(socket);
    socket.write(call);
    const res = await next;
    res.writeHead(200, { 'Content-Length': 2 }).write('o');
    const closed = server.close();
    socket.write('GET /health HTTP/1.1\r\nHost: x\r\n\r\n');
    await pause(50);
    res.end('k');
    expect(await answers).toMatch(/ok[\s\S]*HTTP\/1\.1 200 OK[\s\S]*Connection: close[\s\S]*"version"/);
    await closed;
  });

  it('does not wait for idle connections', async () => {
    const { server } = await startSlowServer();
    const socket = await connectTo(server);
    socket.write('GET /health HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'data');
    const gone = readAll(socket);
    await server.close();
    await gone;
  });

  it('waits only briefly for connections that have never asked for anything', async () => {
    const { server } = await startSlowServer();
    const gone = readAll(await connectTo(server));
    await pause(20);
    const startedAt = performance.now();
    await server.close();
    await gone;
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('cuts what is not done in time, and says how much it was', async () => {
    const { server, next, log } = await startSlowServer({ drainTimeout: 50 });
    const socket = await connectTo(server);
    const answer = readAll(socket);
    socket.write(call);
    await next;
    await server.close();
    expect(await answer).toBe('');
    expect(log.lines).toContainEqual(expect.objectContaining({ event: 'server_drain_timed_out', cut: 1 }));
  });

  it('takes nine seconds at most, since platforms end a process after ten', async () => {
    const { server, next, log } = await startSlowServer();
    const socket = await connectTo(server);
    const answer = readAll(socket);
    socket.write(call);
    await next;
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] });
    const closed = server.close();
    jest.advanceTimersByTime(8_999);
    expect(log.lines).not.toContainEqual(expect.objectContaining({ event: 'server_drain_timed_out' }));
    jest.advanceTimersByTime(1);
    await closed;
    expect(await answer).toBe('');
  });

  it('tells once that it begins, so that streams can end', async () => {
    const streams: ServerResponse[] = [];
    let told = 0;
    const onDrain = () => {
      told++;
      streams.forEach((stream) => stream.end('bye'));
    };
    const { server, next } = await startSlowServer({ onDrain });
    const socket = await connectTo(server);
    const answer = readAll(socket);
    socket.write(call);
    const stream = await next;
    stream.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(':\n\n');
    streams.push(stream);
    await Promise.all([server.close(), server.close()]);
    expect(await answer).toContain('bye');
    expect(told).toBe(1);
  });
});

describe('a client that goes away', () => {
  it('is noticed by the call that it made', async () => {
    const { server, next } = await startSlowServer();
    const socket = await connectTo(server);
    socket.write(call);
    const res = await next;
    const closed = once(res, 'close');
    socket.destroy();
    await closed;
    expect(res.writableFinished).toBe(false);
    await server.close();
  });

  it('may go in the middle of its body without any harm', async () => {
    const { server } = await startSlowServer();
    const socket = await connectTo(server);
    socket.write(call.slice(0, -5));
    await pause(50);
    socket.destroy();
    const { host, port } = server.address;
    expect((await fetch(`http://${host}:${port}/health`)).status).toBe(200);
    await server.close();
  });
});
