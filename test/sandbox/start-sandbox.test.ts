import { afterEach, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.js';
import { callAs } from '../support/sandbox.js';

describe('startSandbox', () => {
  let sandbox: Sandbox | undefined;
  const start = async (options?: SandboxOptions) => (sandbox = await startSandbox(options));
  afterEach(() => sandbox?.close());

  it('listens on a free loopback port and names the address that a client needs', async () => {
    const { url } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/wiki$/);
  });

  it('names a reachable address when it listens everywhere', async () => {
    const { url } = await start({ host: '0.0.0.0' });
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  });

  it('answers from its own state while another is asked at the same time', async () => {
    const own = await start();
    const others = await startSandbox({ seed: 'empty' });
    own.faults.add({ kind: 'latency', latencyMs: 30 });
    const count = async (sandbox: Sandbox) => {
      const { body } = await callAs(sandbox).get('/api/v2/spaces');
      return { spaces: body.results.length as number, base: body._links.base as string };
    };
    const answers = await Promise.all([count(own), count(others), count(own), count(others)]);
    await others.close();
    const [full, empty] = [
      { spaces: own.world.spaces.size, base: own.url },
      { spaces: 0, base: others.url },
    ];
    expect(answers).toEqual([full, empty, full, empty]);
  });

  it('refuses a port that is taken', async () => {
    const { url } = await start();
    await expect(startSandbox({ port: Number(new URL(url).port) })).rejects.toThrow('EADDRINUSE');
  });

  it('starts without any space when asked to', async () => {
    const { body } = await callAs(await start({ seed: 'empty' })).get('/api/v2/spaces');
    expect(body.results).toEqual([]);
  });

  it('admits further accounts, known and new', async () => {
    const credentials = [
      { username: 'amina@sandbox.example', apiToken: 'second' },
      { username: 'new@sandbox.example', apiToken: 'first' },
    ];
    const { url } = await start({ credentials });
    const names = credentials.map(async ({ username, apiToken }) => {
      const authorization = `Basic ${Buffer.from(`${username}:${apiToken}`).toString('base64')}`;
      const response = await fetch(`${url}/rest/api/user/current`, { headers: { authorization } });
      return ((await response.json()) as { displayName: string }).displayName;
    });
    expect(await Promise.all(names)).toEqual(['Amina Diallo', 'new']);
  });

  it('stamps what it makes with the clock it is given', async () => {
    const now = new Date('2031-05-04T03:02:01Z');
    const caller = callAs(await start({ now: () => now }));
    const { body } = await caller.post('/api/v2/pages', { spaceId: '98310', title: 'Later' });
    expect(body.createdAt).toBe('2031-05-04T03:02:01.000Z');
  });

  it('records requests with their body and status, and without credentials', async () => {
    const running = await start();
    await callAs(running).post('/api/v2/pages?private=true', { title: 'no space' });
    expect(running.requests).toEqual([
      expect.objectContaining({
        method: 'POST',
        path: '/wiki/api/v2/pages',
        query: { private: 'true' },
        body: { title: 'no space' },
        status: 400,
      }),
    ]);
    expect(running.requests[0]?.headers['authorization']).toBe('Basic');
  });

  it('closes at once although a request hangs and a connection idles', async () => {
    const running = await start();
    const idle = connect(Number(new URL(running.url).port), '127.0.0.1');
    const ended = new Promise((resolve) => idle.on('close', resolve).on('error', () => undefined));
    running.faults.add({ kind: 'hang' });
    const hanging = callAs(running).get('/api/v2/pages');
    const failed = expect(hanging).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await running.close();
    await Promise.all([failed, ended]);
  });
});
