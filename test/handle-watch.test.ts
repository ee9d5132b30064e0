import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from '@jest/globals';

interface Module {
  readonly createHandleWatch: (patienceMs?: number) => { open(): Promise<string[]> };
}

const { createHandleWatch } = (await import(new URL('runner/handle-watch.js', import.meta.url).href)) as Module;

/** Starts something, and gives what closes it. */
const starts: [what: string, kind: string, start: () => Promise<() => unknown>][] = [
  [
    'a server',
    'TCPServerWrap',
    async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return () => server.close();
    },
  ],
  [
    'a process',
    'ProcessWrap',
    async () => {
      const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
      await once(child, 'spawn');
      return () => child.kill('SIGKILL');
    },
  ],
  [
    'a timer',
    'Timeout',
    () => {
      const timer = setInterval(() => undefined, 60_000);
      return Promise.resolve(() => clearInterval(timer));
    },
  ],
];

// Whoever left one of these open once made every run end by force.
it.each(starts)('a suite that leaves %s open is told so, and none that closes it', async (_what, kind, start) => {
  const [patient, impatient] = [createHandleWatch(), createHandleWatch(0)];
  const close = await start();
  expect(await impatient.open()).toContain(`1 ${kind}`);
  await close();
  expect(await patient.open()).toEqual([]);
});
