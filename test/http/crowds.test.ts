import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer } from '../../src/http/index.js';
import { startTestService, type TestService } from '../support/service.js';
import { createMemoryLog } from './memory-log.js';
import { listing, postMessage, statusOf } from './post-message.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

describe('slow clients', () => {
  it('[H16] two hundred that drip their headers, and a flood without tokens, keep no caller from an answer', async () => {
    const { hostname, port } = new URL(service.url);
    const dripping = Array.from({ length: 200 }, () => {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      socket.write('POST /mcp-server/mcp HTTP/1.1\r\nHost: mcp.example.com\r\nX-Drip: ');
      return socket;
    });
    const drips = setInterval(() => dripping.forEach((socket) => socket.write('x')), 200);
    let flooding = true;
    let flooded = 0;
    const flood = Array.from({ length: 8 }, async () => {
      while (flooding) {
        expect(await statusOf(fetch(service.url, { method: 'POST', body: '{}' }))).toBe(401);
        flooded += 1;
      }
    });
    const token = await service.token('confluence:read');
    try {
      const took: number[] = [];
      for (let n = 0; n < 21; n++) {
        const startedAt = performance.now();
        expect(await statusOf(postMessage(service.url, token, listing))).toBe(200);
        took.push(performance.now() - startedAt);
      }
      took.sort((a, b) => a - b);
      expect(flooded).toBeGreaterThan(50);
      if (process.env['PRINT_FIGURES']) {
        const ms = (at: number) => `${(took.at(at) ?? 0).toFixed(1)} ms`;
        process.stdout.write(
          `beside 200 slow connections and ${flooded} calls without a token: median ${ms(10)}, worst ${ms(-1)}\n`,
        );
      }
      expect(took[10]).toBeLessThan(2_000);
      expect(took.at(-1)).toBeLessThan(15_000);
    } finally {
      flooding = false;
      await Promise.all(flood);
      clearInterval(drips);
      for (const socket of dripping) socket.destroy();
    }
  });

  it.each([
    ['a head', 'POST /mcp-server/mcp HTTP/1.1\r\nHost: mcp.example.com\r\nX-Drip: '],
    ['a body', 'POST /mcp-server/mcp HTTP/1.1\r\nHost: mcp.example.com\r\nContent-Length: 100\r\n\r\n'],
  ])('[H16] %s that never ends is cut', async (_what, beginning) => {
    const server = await startServer({
      app: (req, res) => void req.resume().on('end', () => res.end()),
      host: '127.0.0.1',
      port: 0,
      log: createMemoryLog(),
      timeouts: { headersTimeout: 200, requestTimeout: 300, connectionsCheckingInterval: 50 },
    });
    const socket = connect(server.address.port, server.address.host);
    socket.on('error', () => undefined).resume();
    socket.write(beginning);
    const drips = setInterval(() => socket.write('x'), 20);
    await once(socket, 'close');
    clearInterval(drips);
    await server.close();
  });
});

describe('limits', () => {
  it('[H14][H18] go by the peer whatever it forwards, tell what is left, and say when to come back', async () => {
    const limited = await startTestService({ env: { RATE_LIMIT_PER_MINUTE: '5' } });
    try {
      const bearer = await limited.token('confluence:read');
      const good = () => postMessage(limited.url, bearer, listing);
      const first = await good();
      expect(first.headers.get('ratelimit')).toMatch(/^limit=5, remaining=4, reset=\d+$/);
      expect(first.headers.get('ratelimit-policy')).toBe('5;w=60');
      for (let n = 0; n < 4; n++) await statusOf(good());
      const over = await good();
      expect([over.status, Number(over.headers.get('retry-after')) > 0]).toEqual([429, true]);
      const statuses = [];
      for (let n = 0; n < 7; n++) {
        const headers = { 'x-forwarded-for': `198.51.100.${n}` };
        statuses.push(await statusOf(postMessage(limited.url, 'bad', listing, headers)));
      }
      expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
      expect(statuses.slice(5)).toEqual([429, 429]);
    } finally {
      await limited.close();
    }
  });
});
