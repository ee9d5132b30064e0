/** How a process ends: what it was asked still happens, and is written down. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { start, type Running } from '../support/process.js';
import { until } from '../support/until.js';

const calls = 20;
/** Lets a signal stand for a defect that nobody catches. */
const crashOnUsr2 = encodeURIComponent(`process.on('SIGUSR2', () => { throw new Error('a_defect'); })`);

let sandbox: Sandbox;
let server: Running;
beforeAll(async () => {
  sandbox = await startSandbox();
}, 120_000);
afterEach(async () => {
  server.child.kill('SIGKILL');
  await server.exited;
});
afterAll(() => sandbox.close());

async function serve(): Promise<number> {
  server = start(['serve', '--host', '127.0.0.1', '--port', '0'], {
    CONFLUENCE_URL: sandbox.url,
    CONFLUENCE_DEPLOYMENT: 'cloud',
    CONFLUENCE_USERNAME: sandbox.credentials.username,
    CONFLUENCE_API_TOKEN: sandbox.credentials.apiToken,
    AUTH_MODES: 'none',
    RATE_LIMIT_PER_MINUTE: '0',
    NODE_OPTIONS: `--import=data:text/javascript,${crashOnUsr2}`,
  });
  const [line] = await server.waitFor(/.*"server_started".*/);
  return (JSON.parse(line) as { port: number }).port;
}

async function call(port: number, id: number): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/mcp-server/mcp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': `call-${id}` },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name: 'confluence_get_space', arguments: { space_key: 'ENG' } },
    }),
  });
  expect(await answer.text()).toContain('ENG');
}

describe('a process that ends', () => {
  // Lines of one turn are written together: what is still held must not be lost with the process.
  it.each([
    ['because it is told to', 'SIGTERM', 0],
    ['because of a defect that nobody caught', 'SIGUSR2', 1],
    ['without a chance to do anything', 'SIGKILL', null],
  ] as const)(
    'has logged each decision, call and request, and lets a slow call finish where it can: %s',
    async (_how, signal, code) => {
      const port = await serve();
      await Promise.all(Array.from({ length: calls - 1 }, (_, id) => call(port, id)));
      const before = sandbox.requests.length;
      if (signal !== 'SIGKILL') sandbox.faults.add({ kind: 'latency', latencyMs: 400, times: 1 });
      const last = call(port, calls - 1);
      if (signal === 'SIGKILL') await last;
      else await until(() => sandbox.requests.length > before);
      // The line of a request is written when its answer is out, which the client may know a moment before.
      if (signal === 'SIGKILL') await new Promise((resolve) => setTimeout(resolve, 100));
      server.child.kill(signal);
      await last;
      expect(await server.exited).toBe(code);
      await expect(call(port, calls)).rejects.toThrow();
      const lines = server.out().trimEnd().split('\n');
      const events = lines.map((line) => JSON.parse(line) as { event?: string; request_id?: string });
      for (const event of ['authentication', 'tool_call', 'http_request']) {
        const ids = events.filter((one) => one.event === event).map((one) => one.request_id);
        expect(new Set(ids)).toEqual(new Set(Array.from({ length: calls }, (_, id) => `call-${id}`)));
        expect(ids).toHaveLength(calls);
      }
      const crash = /"event":"crashed".*Error: a_defect/;
      if (signal === 'SIGUSR2') expect(server.out()).toMatch(crash);
      else expect(server.out()).not.toContain('"crashed"');
    },
    60_000,
  );
});

describe('a log whose reader has gone', () => {
  it('costs no caller an answer, and stderr says so once', async () => {
    const port = await serve();
    server.child.stdout.destroy();
    for (let id = 0; id < 5; id++) await call(port, id);
    server.child.kill('SIGTERM');
    expect(await server.exited).toBe(0);
    expect(server.err().match(/"log_unwritable","reason":"EPIPE"/g)).toHaveLength(1);
  }, 60_000);
});
