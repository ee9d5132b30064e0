import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { startTestService, type TestService } from '../support/service.js';

let service: TestService;
beforeAll(async () => void (service = await startTestService()));
afterAll(() => service.close());

it('serves clients that only start local programs, through mcp-remote', async () => {
  const token = await service.token('confluence:read');
  const bridge = spawn(
    process.execPath,
    [
      'node_modules/mcp-remote/dist/proxy.js',
      service.url,
      '--allow-http',
      '--transport',
      'http-only',
      '--header',
      `Authorization: Bearer ${token}`,
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const answers: Record<string, unknown>[] = [];
  let rest = '';
  const received = new Promise<void>((resolve, reject) => {
    bridge.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = lines.pop() ?? '';
      answers.push(...lines.map((line) => JSON.parse(line) as Record<string, unknown>));
      if (answers.some(({ id }) => id === 2)) resolve();
    });
    bridge.once('exit', (code) => reject(new Error(`mcp-remote ended with ${code}`)));
  });
  const send = (message: object): boolean => bridge.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const clientInfo = { name: 'raw', version: '1' };
  send({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } });
  send({ method: 'notifications/initialized' });
  send({ id: 2, method: 'tools/call', params: { name: 'hello', arguments: { name: 'bridge' } } });
  await received;
  expect(JSON.stringify(answers.find(({ id }) => id === 2))).toContain('bridge');
  bridge.kill();
}, 40_000);
